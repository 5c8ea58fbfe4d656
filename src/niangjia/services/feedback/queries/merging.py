"""Merging one case into another: what could be the main one, and what is merged already."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base import pills
from niangjia.kernel.base.clock import day_text
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.base.wording import in_words
from niangjia.kernel.cases.door import Row, Whole, merging, queries
from niangjia.kernel.cases.door import rules as case_rules
from niangjia.services.feedback import rules

from . import words
from .boards import board_titles


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that may be about the same thing."""

    url: str
    title: str
    line: str
    text: str
    status: pills.Status


@dataclass(frozen=True, slots=True)
class MergeSide:
    """One of the two cases, as they stand beside each other."""

    id: str
    number: str
    title: str
    line: str
    text: str
    status: pills.Status
    answered: bool


@dataclass(frozen=True, slots=True)
class MergePage:
    """All of the page on which one case is merged into another. `why`: why it cannot be."""

    case: MergeSide
    main: MergeSide | None
    why: str
    likely: list[Candidate]
    answer: str


@dataclass(frozen=True, slots=True)
class Link:
    """A case beside another."""

    url: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What the page of a case says of merging: the case it waits for, or those that wait for it."""

    main: Link | None
    waiting: list[Link]


@query(permit="feedback.handle")
def page(actor: Actor, case_id: UUID, main_id: UUID | None, number: str) -> MergePage:
    """The case, and the chosen main one beside it; without one, what could be chosen."""
    whole = queries.for_union(actor, case_id)
    wanted = queries.merging.by_number(actor, rules.SERVICE, number) if number else main_id
    main = queries.for_union(actor, wanted) if wanted else None
    may = _may(actor, whole, main) if main else ""
    missing = _("没有找到这个编号") if number and main is None else ""
    return MergePage(
        _side(whole),
        _side(main) if main else None,
        may or missing,
        [] if main and not may else _likely(actor, whole),
        queries.merging.last_answer(main.row.id) if main and main.row.state == "answered" else "",
    )


def _may(actor: Actor, whole: Whole, main: Whole) -> str:
    """Why the one cannot be merged into the other; "" where it can."""
    sides = (merging.side(actor, whole.row), merging.side(actor, main.row))
    refused = bool(queries.merging.refused([whole.row.id]))
    same = whole.row.id == main.row.id
    verdict = case_rules.may_merge(*sides, same=same, refused=refused)
    return "" if verdict else in_words(verdict)


def _side(whole: Whole) -> MergeSide:
    row = whole.row
    return MergeSide(
        str(row.id),
        row.number,
        row.title,
        _line(row),
        whole.text,
        words.status(row.state, row.outcome, at_desk=True),
        row.state == "answered",
    )


def _line(row: Row) -> str:
    parts = [row.number, row.firm_name, board_titles().get(row.board, ""), day_text(row.created_at)]
    return " · ".join(part for part in parts if part)


def _likely(actor: Actor, whole: Whole) -> list[Candidate]:
    row, here = whole.row, reverse("feedback_desk:merge", args=[whole.row.id])
    found = queries.merging.likely(actor, rules.SERVICE, row, whole.text, whole.firm_id)
    return [
        Candidate(
            f"{here}?main={one.row.id}",
            one.row.title,
            _line(one.row),
            one.text,
            words.status(one.row.state, one.row.outcome, at_desk=True),
        )
        for one in found
    ]


def on_case(actor: Actor, whole: Whole) -> Merged | None:
    """What is merged here; asked only where the row or the thread says that there is something."""
    row = whole.row
    if row.state == "merged":
        main = queries.merging.main_of(actor, row.id)
        return Merged(_link(main) if main else None, [])
    if row.mine and any(event.verb == "gather" for event in whole.events):
        held = queries.merging.merged_into(actor, row.id)
        return Merged(None, [_link(one) for one in held]) if held else None
    return None


def _link(row: Row) -> Link:
    return Link(reverse("feedback_desk:case", args=[row.id]), row.number, row.title)


@query(permit="feedback.handle")
def main_answered(actor: Actor, main_id: UUID) -> bool:
    """Whether the main case has its answer: then this author is answered at once."""
    found = queries.by_ids(actor, rules.SERVICE, [main_id])
    if not found:
        raise Hidden("no_case")
    return found[0].state == "answered"
