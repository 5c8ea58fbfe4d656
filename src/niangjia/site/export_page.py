"""The export as a person reads it: values in words, nested ones as lists and tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.dateformat import format as written
from django.utils.translation import gettext as _

from niangjia.kernel.base.clock import SHANGHAI

#: What the export writes for a day and for a moment (ISO 8601).
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:?\d\d|Z)?")
NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Line:
    """A label and what stands behind it."""

    label: str
    value: Value


@dataclass(frozen=True, slots=True)
class Value:
    """One of: a text, `items` one below the other, `lines` of labels, or a table."""

    text: str = ""
    items: list[Value] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    rows: list[list[Value]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Rows of one kind, as they are read."""

    title: str
    rows: list[list[Line]]


def chapter(
    title: str,
    rows: Sequence[Mapping[str, Any]],
    labels: Mapping[str, str],
    codes: Mapping[str, Mapping[str, str]],
) -> Chapter:
    """Rows with every value in words.

    `labels` are the words for keys of nested values; `codes` those for a column's own codes.
    """
    spoken = ({key: _said(one, codes.get(key, {})) for key, one in row.items()} for row in rows)
    return Chapter(title, [_lines(row, labels) for row in spoken])


def _said(found: Any, codes: Mapping[str, str]) -> Any:
    return codes.get(found, found) if isinstance(found, str) else found


def value(found: Any, labels: Mapping[str, str]) -> Value:
    """A plain value of the export as people read it."""
    if isinstance(found, Mapping):
        return Value(lines=_lines(found, labels)) if found else Value(NOTHING)
    if isinstance(found, list | tuple):
        return _several(found, labels) if found else Value(NOTHING)
    return Value(words(found))


def _lines(row: Mapping[str, Any], labels: Mapping[str, str]) -> list[Line]:
    return [Line(_label(key, labels), value(one, labels)) for key, one in row.items()]


def _label(key: object, labels: Mapping[str, str]) -> str:
    text = str(key)
    return _(labels[text]) if text in labels else text


def _several(found: Sequence[Any], labels: Mapping[str, str]) -> Value:
    """A list of like things is a table, any other list stands one below the other."""
    if not all(isinstance(one, Mapping) and one for one in found):
        return Value(items=[value(one, labels) for one in found])
    keys = list(dict.fromkeys(key for one in found for key in one))
    return Value(
        columns=[_label(key, labels) for key in keys],
        rows=[[value(one.get(key), labels) for key in keys] for one in found],
    )


def words(found: Any) -> str:
    """A single value: yes and no, days and moments as people say them, a dash for nothing.

    The year is always there: the file is kept.
    """
    if found is None or found == "":
        return NOTHING
    if isinstance(found, bool):
        return _("是") if found else _("否")
    text = str(found)
    try:
        if MOMENT.fullmatch(text):
            return written(_local(datetime.fromisoformat(text)), _("Y年n月j日 H:i"))
        return written(date.fromisoformat(text), _("Y年n月j日")) if DAY.fullmatch(text) else text
    except ValueError:
        return text


def _local(moment: datetime) -> datetime:
    return moment.astimezone(SHANGHAI) if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
