"""What a worker reads: what the firm would see, how far it is, which door is next."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base import pills
from niangjia.kernel.base.clock import date_text, local, now
from niangjia.kernel.base.types import Actor
from niangjia.kernel.base.wording import in_words
from niangjia.kernel.cases import door as cases
from niangjia.kernel.mediation import clocks, reading, rules, sheet
from niangjia.kernel.mediation.flow import NAMED, RUNNING
from niangjia.kernel.papers import door as papers

from . import lines, words


@dataclass(frozen=True, slots=True)
class Start:
    """The page on which a worker asks."""

    title: str
    number: str
    firm: str
    union: str
    until: str
    clause: str
    back: str
    #: Why it cannot be asked for; "" when it can.
    no: str


@dataclass(frozen=True, slots=True)
class Can:
    """What the worker may do now."""

    agree: bool
    withdraw: bool
    confirm: bool
    object: bool


@dataclass(frozen=True, slots=True)
class Mine:
    """An own mediation."""

    id: str
    number: str
    title: str
    firm: str
    union: str
    mediator: str
    state: str
    status: pills.Status
    due: pills.Due | None
    until: str
    clause: str
    last: str
    more: lines.More | None
    claim: str
    offer: str
    named: bool
    talks: list[lines.Talk]
    html: SafeString | None
    sha256: str
    mine_ok: bool
    other_ok: bool
    why: str
    next_door: bool
    court_until: str
    back: str
    can: Can


@query(permit="mediation.mine")
def newest(actor: Actor, case_id: UUID) -> UUID | None:
    """The newest mediation out of an own case."""
    return reading.of_case(actor, case_id)


@query(permit="mediation.mine")
def start(actor: Actor, case_id: UUID) -> Start:
    """What is said before a worker asks: what the firm will see, from when, and the last day."""
    case = cases.actions.get(actor, case_id)
    verdict = rules.may_ask(case.firm_id, case.state)
    return Start(
        case.title,
        case.number,
        case.firm_name,
        "",
        date_text(local(clocks.end(case.org_path, now())).date()),
        _(clocks.clause(case.org_path)),
        _back(actor, case_id),
        "" if verdict else in_words(verdict),
    )


def _back(actor: Actor, case_id: UUID | None) -> str:
    page = cases.queries.page_of(actor, case_id) if case_id else ""
    return reverse(page, args=[case_id]) if page else reverse("home")


@query(permit="mediation.mine")
def mediation(actor: Actor, mediation_id: UUID) -> Mine:
    """One own mediation."""
    found = reading.get(actor, mediation_id)
    drawn = found.state in ("drafted", "agreed")
    until = found.ends_at or clocks.end(found.org_path, now())
    closed = found.closed_at
    return Mine(
        id=str(found.id),
        number=found.number,
        title=found.title,
        firm=found.firm_name,
        union=found.org_name,
        mediator=found.mediator_name,
        state=found.state,
        status=words.status(found.state, "mine"),
        due=lines.waits(found),
        until=date_text(local(until).date()),
        clause=_(clocks.clause(found.org_path)),
        last=lines.last_day(found),
        more=lines.more(found, "mine"),
        claim=found.claim,
        offer=found.offer,
        named=found.state in NAMED,
        talks=lines.talks(reading.sittings(actor, found)),
        html=papers.as_html(sheet.agreement(found)) if drawn else None,
        sha256=found.sha256,
        mine_ok=found.worker_ok is not None,
        other_ok=found.firm_ok is not None,
        why=found.why,
        next_door=rules.next_door(found.state),
        court_until=(
            date_text(rules.court_until(local(closed).date()))
            if closed and found.state == "agreed"
            else ""
        ),
        back=_back(actor, reading.case_of(found)),
        can=Can(
            found.state == "offered",
            found.state in RUNNING,
            found.state == "drafted" and found.worker_ok is None,
            found.state == "drafted",
        ),
    )
