"""A line of a file: its cells by name, what is wrong with it, what became of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base import codes
from niangjia.kernel.base.wording import phrase
from niangjia.kernel.people.models import Import, ImportRow, Org

State = ImportRow.States
DATE = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file; `also` are other headings people give it."""

    key: str
    title: str
    note: str
    required: bool = False
    also: tuple[str, ...] = ()


@dataclass(slots=True)
class Line:
    """One line. `found` holds what its cells mean once they are read.

    An error is the heading of a column ("" for the whole line) and a phrase (`base.wording`).
    """

    number: int
    cells: dict[str, str]
    state: str = State.GOOD
    errors: list[tuple[str, str]] = field(default_factory=list)
    found: dict[str, Any] = field(default_factory=dict)
    object_id: UUID | None = None

    def wrong(self, column: str, why: str) -> None:
        """Say what is wrong (a phrase) in which column; the line is not brought in."""
        self.errors.append((column, why))
        self.state = State.BAD

    def same(self) -> None:
        """It is there already."""
        self.state = State.SAME

    @property
    def good(self) -> bool:
        """True while nothing speaks against it."""
        return self.state == State.GOOD

    def read(self, column: Column, reader: Callable[[str], Any]) -> None:
        """Read one cell; an empty one means None."""
        text = self.cells.get(column.key, "")
        self.found[column.key] = None
        if not text:
            if column.required:
                self.wrong(column.title, noop("没有填"))
            return
        try:
            self.found[column.key] = reader(text)
        except ValueError as wrong:
            self.wrong(column.title, str(wrong))


def words(most: int) -> Callable[[str], str]:
    """A reader of plain words."""

    def read(text: str) -> str:
        if len(text) > most:
            raise ValueError(phrase("最多 %(most)d 个字", most=most))
        return text

    return read


def day(text: str) -> date:
    """A date as people write it: 2020-03-01, 2020/3/1, 2020年3月1日, 20200301."""
    parts = DATE.fullmatch(text.strip())
    try:
        return date(*(int(part) for part in parts.groups())) if parts else _no_day(text)
    except ValueError:
        return _no_day(text)


def _no_day(text: str) -> date:
    raise ValueError(phrase("“%(text)s”不是日期，写成 2022-04-18 这样", text=text[:20]))


def whole(text: str) -> int:
    """A whole number of people."""
    if not text.isascii() or not text.isdigit() or len(text) > 7:
        raise ValueError(phrase("“%(text)s”不是整数", text=text[:20]))
    return int(text)


def unknown(text: str, known: Iterable[str]) -> str:
    """What to say of a word that is none of those the file may hold: they stay as it holds them."""
    return phrase("“%(text)s”认不出来，可以填：%(known)s", text=text[:20], known="、".join(known))


def identity(text: str) -> str:
    """A citizen's number, tidied."""
    return codes.citizen_id(text).number


class Orgs:
    """Organisations of the importer's part, by code, credit code or whole name: one query."""

    def __init__(self, run: Import, texts: Iterable[str | None]) -> None:
        wanted = {text for text in texts if text}
        rows = Org.objects.filter(
            Q(code__in=wanted) | Q(credit_code__in=wanted) | Q(name__in=wanted),
            path__gte=run.org_path,
            path__lt=f"{run.org_path}~",
            state="active",
        )
        self.found: dict[str, list[Org]] = {}
        for org in rows.order_by("path"):
            for key in {org.code, org.credit_code, org.name} & wanted:
                self.found.setdefault(key, []).append(org)

    def add(self, org: Org) -> None:
        """Make one known that is only about to be written."""
        for key in {org.code, org.credit_code, org.name} - {""}:
            self.found.setdefault(key, []).append(org)

    def get(self, line: Line, column: Column, kind: str = "") -> Org | None:
        """What a cell means; the line says so when it is nothing, or more than one thing."""
        text = line.cells.get(column.key, "")
        if not text:
            return None
        hits = [org for org in self.found.get(text, []) if not kind or org.kind == kind]
        exact = [org for org in hits if text in (org.code, org.credit_code)] or hits
        if len(exact) != 1:
            several = phrase("“%(words)s”不止一家，请填代码", words=text[:30])
            nothing = phrase("在你管的范围里没有找到“%(words)s”", words=text[:30])
            line.wrong(column.title, several if exact else nothing)
            return None
        return exact[0]


class Twice:
    """What earlier lines of a file hold: values that may occur once, organisations to come."""

    def __init__(self) -> None:
        self.orgs: list[Org] = []
        self.first: dict[tuple[str, str], int] = {}

    def check(self, line: Line, column: Column, value: str | None) -> None:
        """Refuse a value that an earlier line has."""
        if not value:
            return
        first = self.first.setdefault((column.key, value), line.number)
        if first != line.number:
            line.wrong(column.title, phrase("和第 %(n)d 行重复", n=first))
