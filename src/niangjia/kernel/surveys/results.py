"""Tables as pages and files take them: labels, shares with their denominators, bars."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.people import door as people

from . import rules
from .queries import Facts, Named
from .rules import OTHER, Ask, Question

#: Instead of a number that would speak of too few people.
FEW = noop("人太少，不显示")


@dataclass(frozen=True, slots=True)
class Bar:
    """One cell: its label, its number (None: too few), its share of those who answered the page."""

    label: str
    n: int | None
    percent: int | None

    @property
    def text(self) -> str:
        """The number with its share, or why there is none."""
        return _(FEW) if self.n is None else f"{self.n} · {self.percent}%"


@dataclass(frozen=True, slots=True)
class Row:
    """One employer's line of a table."""

    name: str
    answered: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Result:
    """One question with what was said to it."""

    id: str
    title: str
    kind: str
    labels: list[str]
    bars: list[Bar]
    under: str
    sums: str = ""
    rows: list[Row] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    quota: bool = False


def results(survey: Facts, counted: dict[str, Any]) -> list[Result]:
    """Every question of a survey with its table."""
    kept = {one["id"]: one for one in counted.get("questions", ())}
    firms = {g["firm"] for one in kept.values() for g in one["groups"] if g["firm"]}
    names = people.org_names(UUID(firm) for firm in firms)
    return [
        _result(survey, one, kept[one.id], counted["answered"], names)
        for one in survey.questions
        if one.id in kept
    ]


def _result(
    survey: Facts, one: Question, kept: dict[str, Any], answered: int, names: dict[UUID, str]
) -> Result:
    labels = [label_of(one, key) for key in kept["keys"]]
    bars = [
        Bar(label, n, share(n, answered)) for label, n in zip(labels, kept["cells"], strict=True)
    ]
    return Result(
        one.id,
        one.title,
        _(dict(rules.KINDS)[one.kind]),
        labels,
        bars,
        _under(kept, answered),
        _sums(kept),
        [_row(group, names) for group in kept["groups"]],
        kept["texts"],
        one.kind == Ask.NUMBER and not survey.unnamed,
    )


def label_of(one: Question, key: Any) -> str:
    """What a cell is called."""
    if one.kind == Ask.DATE:
        year, month = str(key).split("-")
        return _("%(year)s 年 %(month)d 月") % {"year": year, "month": int(month)}
    if key == OTHER:
        return _("其他")
    return _(one.labels[key]) if one.ours else one.labels[key]


def share(n: int | None, whole: int) -> int | None:
    """Per cent of a whole, rounded to the nearest."""
    return None if n is None else round(100 * n / whole) if whole else 0


def _under(kept: dict[str, Any], answered: int) -> str:
    """The denominator in words."""
    if kept["passed"] is None:
        return _("%(answered)d 人交了，其中没答这一题的人数太少，不显示") % {"answered": answered}
    facts = {"answered": answered, "said": answered - kept["passed"]}
    return _("%(answered)d 人交了，%(said)d 人答了这一题") % facts


def _sums(kept: dict[str, Any]) -> str:
    found: dict[str, Any] | None = kept.get("numbers")
    if found:
        return _("合计 %(sum)d，平均 %(mean)s") % found
    return _(FEW) if "numbers" in kept and not kept["keys"] and kept.get("given") is None else ""


def _row(group: dict[str, Any], names: dict[UUID, str]) -> Row:
    name = names.get(UUID(group["firm"]), "") if group["firm"] else _("其他单位合起来")
    cells = ["—" if n is None else str(n) for n in group["cells"]]
    return Row(name, group["answered"], cells)


Table = list[tuple[object, ...]]


def sheet(survey: Facts, counted: dict[str, Any]) -> Table:
    """The tables as rows of a file: question, option, number, share, denominator."""
    out: Table = []
    for one in results(survey, counted):
        out.append((one.title, one.under, "", ""))
        out += [("", bar.label, _cell(bar.n), _cell(bar.percent)) for bar in one.bars]
        out += [("", one.sums, "", "")] if one.sums else []
        for row in one.rows:
            out += [
                ("", f"{row.name} · {label}", cell, "")
                for label, cell in zip(one.labels, row.cells, strict=True)
            ]
        out += [("", text, "", "") for text in one.texts]
    return out


def _cell(n: int | None) -> object:
    return _(FEW) if n is None else n


def names_sheet(survey: Facts, rows: list[Named]) -> tuple[tuple[str, ...], Table]:
    """Answers with names: one person a row, one question a column."""
    columns = (_("姓名"), _("单位"), *(one.title for one in survey.questions))
    cells: Table = [
        (row.name, row.firm, *(rules.in_words(one, row.said) for one in survey.questions))
        for row in rows
    ]
    return columns, cells
