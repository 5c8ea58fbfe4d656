"""Keyset pages: constant cost however far one has read."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from .types import Refusal

T = TypeVar("T")

#: What a keyset cursor carries: the sort key of the last row shown, as JSON scalars.
Key = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of records and where the next one begins ("" at the end)."""

    items: Sequence[T]
    cursor: str = ""


def encode(key: Key) -> str:
    """A cursor for a URL."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def decode(cursor: str, *kinds: Callable[[str], Any]) -> tuple[Any, ...] | None:
    """The key in a cursor, each part read by its kind; None for no cursor.

    A mangled cursor is refused, not guessed.
    """
    if not cursor:
        return None
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        parts = json.loads(raw)
        return tuple(kind(part) for kind, part in zip(kinds, parts, strict=True))
    except (ValueError, TypeError, AttributeError) as wrong:
        raise Refusal("bad_cursor", "翻页的位置不对，请从第一页看起。", status=400) from wrong


def moment(text: str) -> datetime:
    """A part of a cursor that is an aware moment."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("naive")
    return found


def moment_or_none(text: str | None) -> datetime | None:
    """A part of a cursor that is an aware moment, or None for a row that has none."""
    return None if text is None else moment(text)


def page(rows: Sequence[T], size: int, key: Callable[[T], Key]) -> Page[T]:
    """Cut `size` + 1 fetched rows to a page; the extra row tells that there is more."""
    shown = rows[:size]
    return Page(shown, encode(key(shown[-1])) if len(rows) > size else "")
