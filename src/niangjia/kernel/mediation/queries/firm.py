"""What a firm reads: the invitation; once it has agreed, the name, the talks and the draft. Never
the case it came of."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base import paging, pills
from niangjia.kernel.base.clock import date_text, day_text, local
from niangjia.kernel.base.types import Actor
from niangjia.kernel.mediation import clocks, reading, sheet
from niangjia.kernel.mediation.flow import NAMED, TOGETHER
from niangjia.kernel.mediation.models import Mediation
from niangjia.kernel.papers import door as papers

from . import lines, words


@dataclass(frozen=True, slots=True)
class Can:
    """What the firm may do now."""

    answer: bool
    confirm: bool
    object: bool
    leave: bool


@dataclass(frozen=True, slots=True)
class Invited:
    """A mediation the firm was asked to."""

    id: str
    number: str
    title: str
    union: str
    mediator: str
    worker: str
    claim: str
    invited: str
    status: pills.Status
    due: pills.Due | None
    until: str
    clause: str
    last: str
    more: lines.More | None
    talks: list[lines.Talk]
    html: SafeString | None
    sha256: str
    mine_ok: bool
    other_ok: bool
    over: bool
    can: Can


@query(permit="mediation.firm")
def listed(actor: Actor, cursor: str = "") -> paging.Page[lines.Line]:
    """Mediations the firm was asked to, newest first."""
    return lines.listed(Mediation.objects.filter(reading.visible(actor)), "firm", cursor)


@query(permit="mediation.firm")
def mediation(actor: Actor, mediation_id: UUID) -> Invited:
    """One of them."""
    found = reading.get(actor, mediation_id)
    drawn = found.state in ("drafted", "agreed")
    named = found.state in NAMED
    return Invited(
        id=str(found.id),
        number=found.number,
        title=lines.title(found, "firm"),
        union=found.org_name,
        mediator=found.mediator_name,
        worker=found.worker_name if named else "",
        claim=found.claim if named or found.state == "invited" else "",
        invited=day_text(found.invited_at) if found.invited_at else "",
        status=words.status(found.state, "firm"),
        due=lines.waits(found),
        until=date_text(local(found.ends_at).date()) if found.ends_at else "",
        clause=_(clocks.clause(found.org_path)),
        last=lines.last_day(found),
        more=lines.more(found, "firm"),
        talks=lines.talks(reading.sittings(actor, found)),
        html=papers.as_html(sheet.agreement(found)) if drawn else None,
        sha256=found.sha256,
        mine_ok=found.firm_ok is not None,
        other_ok=found.worker_ok is not None,
        over=found.closed_at is not None and found.state != "agreed",
        can=Can(
            found.state == "invited",
            found.state == "drafted" and found.firm_ok is None,
            found.state == "drafted",
            found.state in TOGETHER,
        ),
    )
