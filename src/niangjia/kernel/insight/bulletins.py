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

from . import advising, drafting, gathering, printing, words
from .forms import OWN, Choices
from .issuing import may_publish, own
from .models import Bulletin, Part
from .subtraction import DAY, later

STATES = {
    "draft": noop("草稿"),
    "replying": noop("等单位答复"),
    "published": noop("已公开"),
    "withdrawn": noop("收回了"),
}
MOST = 40
#: Firms a group is chosen from.
MOST_FIRMS = 5000


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
    #: "" or why there are no figures: counting, too_few, exposed.
    missing: str
    days: str
    advice: list[str]


def _listed(row: Bulletin) -> Listed:
    line = f"{row.org_name} · {day_text(row.published_at or row.created_at)}"
    return Listed(row.id, printing.title(row), line, _(STATES[row.state]))


@query(permit="insight.draft")
def written(actor: Actor) -> list[Listed]:
    """The union's bulletins, newest first."""
    rows = Bulletin.objects.filter(org_id=actor.org).order_by("-created_at")[:MOST]
    return [_listed(row) for row in rows]


@query(permit="insight.draft")
def choices(actor: Actor) -> Choices:
    """What a bulletin of the actor's union may be about."""
    below = people.orgs(people.unions_right_below(actor.org)).values()
    firms = people.own_employers(actor, "", MOST_FIRMS)
    trades = sorted({firm.industry for firm in firms if firm.industry})
    return Choices(
        gathering.periods(actor),
        [(str(one.id), one.name) for one in below],
        [(trade, trade) for trade in trades],
        {firm.name: firm.id for firm in firms},
    )


def days_of(data: dict[str, Any]) -> tuple[date, date]:
    """First and last day of what a form asks for."""
    if data["period"] == OWN:
        return data["since"], data["until"]
    start, months = period_of(data["period"])
    return start, later(start, months) - DAY


@query(permit="insight.draft")
def group_of(actor: Actor, data: dict[str, Any]) -> dict[str, Any]:
    """Whose matters a form asks for, as a bulletin keeps it; {} for all of the union's."""
    level = data["level"] or "all"
    if level == "union":
        union = people.orgs([UUID(data["union"])])[UUID(data["union"])]
        return {"name": union.name, "path": union.path}
    if level == "all":
        return {}
    employers = people.own_employers(actor, "", MOST_FIRMS)
    if level == "industry":
        ids = [str(one.id) for one in employers if one.industry == data["industry"]]
        return {"name": data["industry"], "firms": ids}
    ids = [str(one.id) for one in employers if one.name in data["firms"]]
    return {"name": _("%d 家单位") % len(ids), "firms": ids}


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
        _missing(found),
        printing.when(found),
        _offered(found),
    )


def _missing(found: Bulletin) -> str:
    return "" if "total" in found.figures else found.figures.get("refused", "counting")


def _offered(found: Bulletin) -> list[str]:
    """Sentences of the list that the figures call for and the draft does not say."""
    if found.state != "draft" or _missing(found):
        return []
    figures = drafting.Figures(**{"last": "", **found.figures})
    lines = drafting.advised(figures, advising.holding(found.org_path))
    return [line for line in lines if line not in found.sections.get("advice", "")]


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
    if found is None or _missing(found) or not (_open(actor, found) or _own(actor, found)):
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
