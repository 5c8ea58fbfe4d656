"""A table of people as a union keeps it, read line by line. No database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.people import door as people

NAME, PHONE, NUMBER = noop("姓名"), noop("手机号"), noop("会员号")
NEED, HOUSE = noop("几份"), noop("户号")
COLUMNS = (NAME, PHONE, NUMBER, NEED, HOUSE)
MOST_NEED = 1000
#: What the empty table shows: nobody's name and nobody's number.
EXAMPLES = (
    ("张小满", "13900000001", "", "1", "1"),
    ("李春妮", "", "33019900000123", "2", ""),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: who is meant, how many they need, and a number shared by one household."""

    row: int
    name: str
    phone: str
    number: str
    need: int = 1
    house: str = ""

    @property
    def words(self) -> str:
        """The line as whoever wrote it recognises it."""
        return f"{self.name} {people.masked(self.phone) if self.phone else self.number}".strip()


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that was not taken over, and why."""

    row: int
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a table said."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]


def read(rows: Iterable[Sequence[str]], most: int) -> Read:
    """Lines of a table with its headings first. Raises BadSheet without the headings we need."""
    found = iter(rows)
    places = _places(next(found, ()))
    lines: list[Line] = []
    problems: list[Problem] = []
    for at, cells in enumerate(found, 2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(lines) + len(problems) >= most:
            raise people.sheets.BadSheet(_("一份名单最多 %d 行，请分成几份") % most)
        one = _line(at, places, cells)
        problems.append(one) if isinstance(one, Problem) else lines.append(one)
    return Read(tuple(lines), tuple(problems))


def _places(header: Sequence[str]) -> dict[str, int]:
    names = {_(column): column for column in COLUMNS} | {column: column for column in COLUMNS}
    found = {names[cell.strip()]: n for n, cell in enumerate(header) if cell.strip() in names}
    if NAME not in found or not (PHONE in found or NUMBER in found):
        raise people.sheets.BadSheet(
            _("第一行要有“%(name)s”，还要有“%(phone)s”或“%(number)s”")
            % {"name": _(NAME), "phone": _(PHONE), "number": _(NUMBER)}
        )
    return found


def _line(at: int, places: dict[str, int], cells: Sequence[str]) -> Line | Problem:
    def cell(column: str) -> str:
        n = places.get(column)
        return cells[n].strip() if n is not None and n < len(cells) else ""

    line = Line(at, cell(NAME)[:60], cell(PHONE), cell(NUMBER)[:24], 1, cell(HOUSE)[:24])
    if not line.name or not (line.phone or line.number):
        return Problem(at, line.words, noop("姓名、手机号（或会员号）没有填全"))
    text = cell(NEED) or "1"
    if not text.isdecimal() or not 1 <= int(text) <= MOST_NEED:
        return Problem(at, line.words, noop("几份要填 1 到 1000 的整数"))
    return Line(at, line.name, line.phone, line.number, int(text), line.house)


def empty() -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    """Headings and invented lines of a table to fill in."""
    return tuple(_(column) for column in COLUMNS), iter(EXAMPLES)
