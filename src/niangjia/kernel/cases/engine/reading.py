"""Files of a mailbox: CSV in UTF-8, with or without a byte order mark."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

#: What every file needs, and the two of which it needs one; all else may be missing.
NEEDED, SAID = ("id",), ("subject", "body")
CATEGORY = "category"
FIELD_MAX = 10_000_000


class BadFile(ValueError):
    """A file that cannot be used; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a mailbox; `category` is empty when nobody sorted it."""

    id: str
    subject: str
    body: str
    category: str = ""


def read_messages(path: Path, *, sorted_ones: bool = False) -> list[Message]:
    """Messages of a file in its order; with `sorted_ones` each must have a category.

    Raises BadFile when the file cannot be read, is not UTF-8, or lacks a column.
    """
    csv.field_size_limit(FIELD_MAX)
    reader = csv.DictReader(io.StringIO(_text(path), newline=""))
    wanted = (*NEEDED, CATEGORY) if sorted_ones else NEEDED
    try:
        missing = [name for name in wanted if name not in (reader.fieldnames or ())]
        if missing:
            raise BadFile(f"{path} lacks the columns {', '.join(missing)}.")
        if not any(name in (reader.fieldnames or ()) for name in SAID):
            raise BadFile(f"{path} has neither a subject nor a body.")
        found = [_message(row) for row in reader]
    except csv.Error as wrong:
        raise BadFile(f"{path} is not a CSV file: {wrong}.") from wrong
    lacking = next((m.id for m in found if sorted_ones and not m.category), None)
    if lacking is not None:
        raise BadFile(f"{path} has no category for message {lacking}.")
    return found


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as wrong:
        raise BadFile(f"{path} cannot be read: {wrong.strerror}.") from wrong
    except UnicodeDecodeError as wrong:
        raise BadFile(f"{path} is not UTF-8 text.") from wrong


def _message(row: dict[str, str | None]) -> Message:
    def cell(name: str) -> str:
        return (row.get(name) or "").strip()

    return Message(cell("id"), cell("subject"), cell("body"), cell(CATEGORY))
