"""Reads of bulletins: for the union that writes them, for firms they name, for everybody below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import day_text, now
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.papers.door import Paper
from niangjia.kernel.people import door as people

from . import drafting, gathering, printing, words
from .issuing import may_publish, own
from .models import Bulletin, Part

STATES = {
    "draft": noop("草稿"),
    "replying": noop("等单位答复"),
    "published": noop("已公开"),
    "withdrawn": noop("收回了"),
}
MOST = 40


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list."""

    id: UUID
    title: str
    line: str
    state: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a firm has answered so far."""

    firm: str
    text: str
    line: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A bulletin as its union works on it."""

    id: UUID
    title: str
    state: str
    state_word: str
    due: str
    sections: dict[str, str]
    answers: list[Answer]
    versions: list[str]
    may_publish: bool
    why: str


def _listed(row: Bulletin) -> Listed:
    line = f"{row.org_name} · {day_text(row.published_at or row.created_at)}"
    return Listed(row.id, printing.title(row), line, _(STATES[row.state]))


@query(permit="insight.draft")
def written(actor: Actor) -> tuple[list[Listed], list[tuple[str, str]]]:
    """The union's bulletins, and the periods it may write about."""
    rows = Bulletin.objects.filter(org_id=actor.org).order_by("-created_at")[:MOST]
    return [_listed(row) for row in rows], gathering.periods(actor)


@query(permit="insight.draft")
def desk(actor: Actor, bulletin_id: UUID) -> Desk:
    """One bulletin with its words, versions and answers."""
    found = own(actor, bulletin_id)
    parts = list(Part.objects.filter(bulletin=found).order_by("firm_name"))
    verdict = may_publish(found.due_at, sum(not part.replied_at for part in parts), now())
    return Desk(
        found.id,
        printing.title(found),
        found.state,
        _(STATES[found.state]),
        day_text(found.due_at) if found.due_at else "",
        {key: found.sections.get(key, "") for key, _heading in drafting.SECTIONS},
        [_answer(part) for part in parts],
        [f"{one['at']} {one['by']}" for one in found.versions],
        found.state == "replying" and bool(verdict) and actor.may("insight.publish"),
        "" if verdict or found.state != "replying" else _(verdict.reason),
    )


def _answer(part: Part) -> Answer:
    line = day_text(part.replied_at) if part.replied_at else _("还没答复")
    return Answer(part.firm_name, part.reply, line)


@query(permit="insight.read")
def published(actor: Actor) -> list[Listed]:
    """What unions above published, newest first."""
    above = people.prefixes(actor.org_path)
    rows = Bulletin.objects.filter(state="published", org_path__in=above)
    return [_listed(row) for row in rows.order_by("-published_at")[:MOST]]


@query(permit="insight.read")
def document(actor: Actor, bulletin_id: UUID) -> Paper:
    """A published bulletin, or the own union's draft, as a document."""
    found = Bulletin.objects.filter(pk=bulletin_id).first()
    if found is None or not (_open(actor, found) or _own(actor, found)):
        raise Hidden("no_bulletin")
    return printing.paper(found)


def _open(actor: Actor, found: Bulletin) -> bool:
    return found.state == "published" and actor.org_path.startswith(found.org_path)


def _own(actor: Actor, found: Bulletin) -> bool:
    return actor.may("insight.draft") and found.org_id == actor.org


@dataclass(frozen=True, slots=True)
class FirmPart:
    """What a bulletin says of the firm."""

    id: UUID
    title: str
    union: str
    opened: int
    shares: list[words.Share]
    reply: str
    due: str
    open: bool
    line: str


@query(permit="insight.reply")
def parts(actor: Actor) -> list[FirmPart]:
    """Every part about the firm, newest first."""
    rows = Part.objects.filter(firm_id=actor.org).order_by("-id")[:MOST]
    return [_firm_part(row) for row in rows]


@query(permit="insight.reply")
def part(actor: Actor, part_id: UUID) -> FirmPart:
    """One part."""
    found = Part.objects.filter(pk=part_id, firm_id=actor.org).first()
    if found is None:
        raise Hidden("no_part")
    return _firm_part(found)


def _firm_part(row: Part) -> FirmPart:
    counts = drafting.counts_of(row.figures)
    due = day_text(row.due_at) if row.due_at else ""
    return FirmPart(
        row.id,
        row.title,
        row.union_name,
        counts.opened if counts else 0,
        words.shares(counts) if counts else [],
        row.reply,
        due,
        row.due_at is not None and row.due_at > now(),
        _("%s前可以答复") % due if due else _("答复的期限过了"),
    )


def period_of(value: str) -> tuple[date, int]:
    """A value of `gathering.periods`; raises ValueError for anything else."""
    start, _slash, months = value.partition("/")
    return date.fromisoformat(start), int(months)


def sections_of(data: dict[str, Any]) -> dict[str, str]:
    """The words of a form, section by section."""
    return {key: str(data[key]).strip() for key, _heading in drafting.SECTIONS}
