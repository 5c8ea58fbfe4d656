"""What an author reads: documents about the own matter."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base import pills
from niangjia.kernel.base.clock import day_text
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases import door as cases
from niangjia.kernel.letters import reading, sheet
from niangjia.kernel.letters.models import Source
from niangjia.kernel.letters.wordings import KINDS
from niangjia.kernel.papers import door as papers

from . import words


@dataclass(frozen=True, slots=True)
class Mine:
    """A document about something the reader brought up; the answer is told by the union."""

    id: str
    label: str
    number: str
    title: str
    html: SafeString
    union: str
    to: str
    issued: str
    sha256: str
    status: pills.Status
    outcome: str
    why: str
    promise: words.Promise | None
    back: str


def _back(actor: Actor, case_id: UUID) -> str:
    page = cases.queries.page_of(actor, case_id)
    return reverse(page, args=[case_id]) if page else ""


@query(permit="letters.mine")
def letter(actor: Actor, letter_id: UUID) -> Mine:
    """One document about an own matter. Nothing a firm wrote stands in it."""
    found = reading.get(actor, letter_id)
    case_id = (
        Source.objects.filter(letter=found, case_id__in=cases.queries.own_ids(actor))
        .values_list("case_id", flat=True)
        .first()
    )
    closed = found.state == "closed"
    return Mine(
        id=str(found.id),
        label=_(KINDS[found.kind].label),
        number=found.number,
        title=found.title,
        html=papers.as_html(sheet.paper(found, found.body)),
        union=found.org_name,
        to=found.to_name,
        issued=day_text(found.issued_at) if found.issued_at else "",
        sha256=found.sha256,
        status=words.status(found.state),
        outcome=_(words.OUTCOMES[found.outcome]) if closed and found.outcome else "",
        why=found.why if closed or found.state == "withdrawn" else "",
        promise=words.promise(found.promised_on, found.kept_on) if closed else None,
        back=_back(actor, case_id) if case_id else "",
    )


@query(permit="letters.mine")
def taken(actor: Actor, letter_id: UUID) -> papers.Paper:
    """A letter to take home."""
    found = reading.get(actor, letter_id)
    return sheet.paper(found, found.body)
