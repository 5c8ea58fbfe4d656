"""Annotation tables of the spontaneous micro-expression collections, for holders of their licences.

The collections are not in this repository and may not be redistributed. Frame numbers become
seconds by the collection's own rate, counted from its first number; a missing apex is None, and an
offset written as 0 (CAS(ME)^2) is mirrored about the apex.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotated movement, whatever the collection."""

    collection: str
    subject: str
    clip: str
    kind: str
    onset: float
    apex: float | None
    offset: float
    aus: tuple[str, ...]
    emotion: str
    """As the collection labels it; never a truth about what somebody felt."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How one collection writes its table: rate, first frame, and where its columns are."""

    collection: str
    fps: float
    first: int
    columns: Mapping[str, str | int]
    header: int | None = 1
    """Row of the column names, counted from 1; None where there are none."""
    kind: str | None = None
    """The kind of all rows, where the table has no column for it."""


CASME2 = Layout(
    "CASME II",
    200,
    1,
    {
        "subject": "Subject",
        "clip": "Filename",
        "onset": "OnsetFrame",
        "apex": "ApexFrame",
        "offset": "OffsetFrame",
        "aus": "Action Units",
        "emotion": "Estimated Emotion",
    },
    kind="micro",
)
_SAMM = {
    "subject": "Subject",
    "clip": "Filename",
    "onset": "Onset",
    "apex": "Apex",
    "offset": "Offset",
    "aus": "Action Units",
}
SAMM = Layout(
    "SAMM",
    200,
    0,
    {**_SAMM, "onset": "Onset Frame", "apex": "Apex Frame", "offset": "Offset Frame"}
    | {"emotion": "Estimated Emotion"},
    header=14,
    kind="micro",
)
SAMM_LV = Layout("SAMM-LV", 200, 0, {**_SAMM, "type": "Type"}, header=11)
CASME_SQUARED = Layout(
    "CAS(ME)^2",
    30,
    1,
    {
        "subject": 0,
        "clip": 1,
        "onset": 2,
        "apex": 3,
        "offset": 4,
        "aus": 5,
        "emotion": 6,
        "type": 7,
    },
    header=None,
)


def smic(part: str = "HS") -> Layout:
    """SMIC-E of one camera: HS (100 a second), VIS or NIR (25)."""
    return Layout(
        "SMIC",
        {"HS": 100.0, "VIS": 25.0, "NIR": 25.0}[part],
        1,
        {
            "subject": "Subject",
            "clip": "Filename",
            "onset": "OnsetF",
            "offset": "OffsetF",
            "emotion": "Emotion",
        },
        kind="micro",
    )


FORMATS: dict[str, Layout] = {
    "casme2": CASME2,
    "cas-me-2": CASME_SQUARED,
    "samm": SAMM,
    "samm-lv": SAMM_LV,
    "smic-hs": smic("HS"),
    "smic-vis": smic("VIS"),
    "smic-nir": smic("NIR"),
}
"""What ``moodlens evaluate --format`` knows."""


class BadTable(ValueError):
    """A table that is not laid out as its collection's; says what to do about it."""


Rows = Sequence[Sequence[Any]]


def read(path: Path, layout: Layout) -> list[Annotation]:
    """All rows of a table (``.xlsx``, ``.csv``) as annotations; raises ``BadTable``."""
    kind = path.suffix.lower()
    if kind == ".xls":
        raise BadTable(f"{path.name} is of Excel's old kind: open it and save it as .xlsx")
    if kind not in (".xlsx", ".csv"):
        raise BadTable(f"{path.name} is no table we read: save it as .xlsx or .csv")
    found = list(_annotations(_csv(path) if kind == ".csv" else _xlsx(path), layout))
    if not found:
        raise BadTable(f"{path.name}: no row has an onset; is it the table of {layout.collection}?")
    return found


def _xlsx(path: Path) -> Rows:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError) as error:
        raise BadTable(f"{path.name} is damaged or no Excel file: save it anew") from error
    try:
        return list(book.worksheets[0].iter_rows(values_only=True))
    finally:
        book.close()


def _csv(path: Path) -> Rows:
    """Rows between commas, semicolons or tabs, whichever there are most of."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadTable(f"{path.name} is not UTF-8: save it as CSV UTF-8 or .xlsx") from error
    mark = max(",;\t", key=text.count)
    try:
        return list(csv.reader(text.splitlines(), delimiter=mark))
    except csv.Error as error:
        raise BadTable(f"{path.name} is no CSV ({error}): save it as .xlsx") from error


def _annotations(rows: Rows, layout: Layout) -> Iterator[Annotation]:
    cell, start = _located(rows, layout)
    for number, row in enumerate(rows[start:], start=start + 1):
        if _number(cell(row, "onset")) is not None:
            try:
                yield _annotation(row, cell, layout)
            except BadTable as error:
                raise BadTable(f"row {number}: {error}; mend or delete it") from error


Cell = Callable[[Sequence[Any], str], Any]


def _located(rows: Rows, layout: Layout) -> tuple[Cell, int]:
    """Where each column is, and the first row below their names; the names are searched for."""
    if layout.header is None:
        where = {name: int(at) for name, at in layout.columns.items()}
        start = 0
    else:
        start, where = _header(rows, layout)

    def cell(row: Sequence[Any], name: str) -> Any:
        at = where.get(name)
        return None if at is None or at >= len(row) else row[at]

    return cell, start


def _header(rows: Rows, layout: Layout) -> tuple[int, dict[str, int]]:
    for number, row in enumerate(rows[:30], start=1):
        named = {_plain(value): at for at, value in enumerate(row) if value is not None}
        where = {
            name: named[_plain(title)]
            for name, title in layout.columns.items()
            if _plain(title) in named
        }
        if {"subject", "clip", "onset", "offset"} <= set(where):
            return number, where
    wanted = ", ".join(map(str, layout.columns.values()))
    raise BadTable(
        f"no row names the columns of {layout.collection} ({wanted}): is it the right --format, "
        "and the table on the first sheet?"
    )


def _plain(value: Any) -> str:
    return "".join(str(value).split()).lower()


def _annotation(row: Sequence[Any], cell: Cell, layout: Layout) -> Annotation:
    onset, apex, offset = _frames(row, cell, layout)
    return Annotation(
        layout.collection,
        _text(cell(row, "subject")),
        _text(cell(row, "clip")),
        layout.kind or _kind(_text(cell(row, "type"))),
        _seconds(onset, layout),
        None if apex is None else _seconds(apex, layout),
        _seconds(offset, layout),
        _units(_text(cell(row, "aus"))),
        _text(cell(row, "emotion")).lower(),
    )


def _units(written: str) -> tuple[str, ...]:
    return tuple(unit.strip() for unit in written.replace(",", "+").split("+") if unit.strip())


def _frames(row: Sequence[Any], cell: Cell, layout: Layout) -> tuple[float, float | None, float]:
    onset, apex, offset = (_number(cell(row, name)) for name in ("onset", "apex", "offset"))
    if onset is None:
        raise BadTable("no onset")
    if apex is not None and apex < onset:
        apex = None
    if offset is None or offset < onset:
        if apex is None:
            raise BadTable("neither apex nor offset after the onset")
        offset = 2 * apex - onset
    return onset, apex, offset


def _seconds(frame: float, layout: Layout) -> float:
    return (frame - layout.first) / layout.fps


def _number(value: Any) -> float | None:
    try:
        number = math.nan if value is None else float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _kind(written: str) -> str:
    return "micro" if written.lower().startswith("micro") else "macro"


def left_out(annotations: Sequence[Annotation]) -> Iterator[tuple[str, list[Annotation]]]:
    """One fold for each subject: who is left out, and that subject's annotations."""
    for subject in sorted({one.subject for one in annotations}):
        yield subject, [one for one in annotations if one.subject == subject]
