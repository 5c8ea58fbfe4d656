"""Canned words at the desk: those that fit a case with its blanks filled, and all of them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import date_text, local
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import Row
from niangjia.kernel.desks import door as desks
from niangjia.services.feedback import rules

from .boards import board_titles


@dataclass(frozen=True, slots=True)
class Choice:
    """Canned words one may put into a form."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """Canned words on their page."""

    id: str
    title: str
    text: str
    board: str
    used: int
    org_name: str
    own: bool


def facts(row: Row, shown_name: str, union: str, handler: str) -> dict[str, str]:
    """What the blanks of canned words mean on one case. Who asked is not looked up for it."""
    due = date_text(local(row.due_at).date()) if row.due_at else ""
    known = (shown_name or _("职工朋友"), row.number, row.firm_name, due, union, handler)
    return dict(zip(desks.rules.BLANKS, known, strict=True))


@query(permit="desks.words")
def fitting(actor: Actor, row: Row, shown_name: str) -> list[Choice]:
    """Canned words for a case, the union's own first, with what is known filled in."""
    known = facts(row, shown_name, actor.org_name, actor.name)
    return [
        Choice(str(one.id), one.title, desks.rules.filled(one.text, known))
        for one in desks.queries.canned(actor, rules.SERVICE)
        if one.board in ("", row.board)
    ]


def chosen(offered: list[Choice], key: str) -> Choice | None:
    """The words somebody picked, if they are on offer here."""
    return next((one for one in offered if one.id == key), None)


@query(permit="desks.words")
def lines(actor: Actor) -> list[Line]:
    """All canned words a union may use."""
    titles = board_titles()
    return [_line(one, titles) for one in desks.queries.canned(actor, rules.SERVICE)]


@query(permit="desks.words")
def one(actor: Actor, words_id: UUID) -> desks.Words:
    """Canned words the actor's union may change."""
    return desks.queries.words(actor, rules.SERVICE, words_id)


def _line(words: desks.Words, titles: dict[str, str]) -> Line:
    return Line(
        str(words.id),
        words.title,
        words.text,
        titles.get(words.board, words.board) if words.board else "",
        words.used,
        words.org_name,
        words.own,
    )
