"""What a firm reads of letters: those sent to it, never a draft, never a case or an author."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base import paging, pills
from niangjia.kernel.base.clock import day_text
from niangjia.kernel.base.types import Actor
from niangjia.kernel.letters import reading, sheet
from niangjia.kernel.letters.flow import LETTER
from niangjia.kernel.letters.models import Letter
from niangjia.kernel.letters.wordings import KINDS
from niangjia.kernel.papers import door as papers

from . import words
from .lines import PAGE, Line, lines


@dataclass(frozen=True, slots=True)
class Got:
    """A letter as its addressee reads it."""

    id: str
    label: str
    number: str
    title: str
    html: SafeString
    union: str
    sha256: str
    issued: str
    received: str
    status: pills.Status
    due: pills.Due | None
    outcome: str
    answer: str
    answered: str
    promise: words.Promise | None
    outcomes: tuple[tuple[str, str], ...]
    can_receive: bool
    can_answer: bool


@query(permit="letters.firm")
def listed(actor: Actor, cursor: str = "") -> paging.Page[Line]:
    """Letters to the acting firm, newest first."""
    key = paging.decode(cursor, UUID)
    rows = Letter.objects.filter(reading.visible(actor))
    rows = rows.filter(id__lt=key[0]) if key else rows
    found = lines(rows.order_by("-id")[: PAGE + 1], "firm")
    return paging.page(found, PAGE, lambda line: (str(line.id),))


@query(permit="letters.firm")
def letter(actor: Actor, letter_id: UUID) -> Got:
    """One letter to the acting firm."""
    found = reading.get(actor, letter_id)
    return Got(
        id=str(found.id),
        label=_(KINDS[found.kind].label),
        number=found.number,
        title=found.title,
        html=papers.as_html(sheet.paper(found, found.body)),
        union=found.org_name,
        sha256=found.sha256,
        issued=day_text(found.issued_at) if found.issued_at else "",
        received=day_text(found.received_at) if found.received_at else "",
        status=words.status(found.state, firm=True),
        due=words.due(found.state, found.due_at) if found.state == "issued" else None,
        outcome=_(words.OUTCOMES[found.outcome]) if found.outcome else "",
        answer=found.answer,
        answered=day_text(found.answered_at) if found.answered_at else "",
        promise=words.promise(found.promised_on, found.kept_on),
        outcomes=tuple((key, _(words.OUTCOMES[key])) for key in KINDS[found.kind].outcomes),
        can_receive=found.received_at is None and found.state in LETTER.waits,
        can_answer="answer" in LETTER.open_to(found.state, actor.post),
    )


@query(permit="letters.firm")
def taken(actor: Actor, letter_id: UUID) -> papers.Paper:
    """A letter to take home."""
    found = reading.get(actor, letter_id)
    return sheet.paper(found, found.body)
