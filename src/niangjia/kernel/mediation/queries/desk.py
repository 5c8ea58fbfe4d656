"""What a union reads: the list of its part of the tree, one mediation, who may mediate."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString

from niangjia.kernel.acts.action import query
from niangjia.kernel.base import paging, pills
from niangjia.kernel.base.clock import day_text
from niangjia.kernel.base.types import Actor
from niangjia.kernel.base.wording import in_words
from niangjia.kernel.cases import door as cases
from niangjia.kernel.mediation import opening, reading, rules, sheet
from niangjia.kernel.mediation.flow import RUNNING, TOGETHER
from niangjia.kernel.mediation.models import Mediation
from niangjia.kernel.papers import door as papers

from . import lines, words


@dataclass(frozen=True, slots=True)
class Can:
    """What the reader may do now."""

    invite: bool
    talk: bool
    draft: bool
    revise: bool
    fail: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """One mediation at the desk. The name stands there from the firm's yes on, not before."""

    id: str
    number: str
    title: str
    firm: str
    union: str
    mediator: str
    worker: str
    claim: str
    offer: str
    asked: str
    last: str
    status: pills.Status
    due: pills.Due | None
    talks: list[lines.Talk]
    #: The first talk without a record.
    next_talk: lines.Talk | None
    html: SafeString | None
    worker_ok: str
    firm_ok: str
    why: str
    case: str
    paper: bool
    terms: str
    can: Can


@dataclass(frozen=True, slots=True)
class Offering:
    """The page on which a union offers mediation; `no` says why it cannot."""

    title: str
    number: str
    firm: str
    back: str
    no: str


@query(permit="mediation.see")
def listed(actor: Actor, tab: str, cursor: str = "") -> paging.Page[lines.Line]:
    """Open or ended mediations of the own part of the tree, newest first."""
    rows = Mediation.objects.filter(reading.visible(actor), closed_at__isnull=tab == "open")
    return lines.listed(rows, "desk", cursor)


@query(permit="mediation.see")
def newest(actor: Actor, case_id: UUID) -> UUID | None:
    """The newest mediation out of a case."""
    return reading.of_case(actor, case_id)


def _case_page(actor: Actor, case_id: UUID | None) -> str:
    page = cases.queries.page_of(actor, case_id, "_desk") if case_id else ""
    return reverse(page, args=[case_id]) if page else ""


@query(permit="mediation.handle")
def offering(actor: Actor, case_id: UUID) -> Offering:
    """What is said before a union offers mediation."""
    case = cases.actions.in_hand(actor, case_id)
    verdict = rules.may_ask(case.firm_id, case.state)
    back = _case_page(actor, case_id)
    no = "" if verdict else in_words(verdict)
    return Offering(case.title, case.number, case.firm_name, back, no)


@query(permit="mediation.see")
def mediation(actor: Actor, mediation_id: UUID) -> Whole:
    """One mediation."""
    found = reading.get(actor, mediation_id)
    drawn = found.state in ("drafted", "agreed")
    talks = lines.talks(reading.sittings(actor, found))
    return Whole(
        id=str(found.id),
        number=found.number,
        title=found.title,
        firm=found.firm_name,
        union=found.org_name,
        mediator=found.mediator_name,
        worker=found.worker_name,
        claim=found.claim,
        offer=found.offer,
        asked=day_text(found.asked_at) if found.asked_at else "",
        last=lines.last_day(found),
        status=words.status(found.state, "desk"),
        due=lines.waits(found),
        talks=talks,
        next_talk=next((one for one in talks if one.open), None),
        html=papers.as_html(sheet.agreement(found)) if drawn else None,
        worker_ok=day_text(found.worker_ok) if found.worker_ok else "",
        firm_ok=day_text(found.firm_ok) if found.firm_ok else "",
        why=found.why,
        case=_case_page(actor, reading.case_of(found)),
        paper=drawn or rules.next_door(found.state),
        terms=found.terms,
        can=_can(actor, found),
    )


def _can(actor: Actor, found: Mediation) -> Can:
    may = actor.may("mediation.handle")
    own = may and found.org_id == actor.org_id
    mediator = may and found.mediator_id is not None and found.mediator_id == actor.person_id
    return Can(
        own and found.state == "asked",
        mediator and found.state in TOGETHER,
        mediator and found.state == "talking",
        mediator and found.state == "drafted",
        (own or mediator) and found.state in RUNNING,
    )


@query(permit="mediation.handle")
def mediators(actor: Actor, mediation_id: UUID) -> list[tuple[str, str]]:
    """Who may mediate here, as choices; whoever has a part in the matter is left out."""
    found = reading.get(actor, mediation_id)
    near = opening.candidates(actor, found)
    parts = opening.parts(found, near)
    return [
        (str(one.person_id), " · ".join(filter(None, (one.name, one.title))))
        for one in near
        if rules.may_mediate(one.person_id, parts)
    ]


@query(permit="mediation.see")
def taken(actor: Actor, mediation_id: UUID) -> papers.Paper:
    """The document as a file."""
    return lines.document(actor, mediation_id)
