"""What is done with a letter after it went out: received, answered, judged, taken back."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.kernel.acts.flow import move
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.types import Actor, Refusal

from . import clocks, reading
from .flow import LETTER
from .models import Letter
from .wordings import KINDS


def receive(actor: Actor, letter_id: UUID) -> Letter:
    """The firm says that it has the letter; nothing moves, the first time counts."""
    letter = reading.get(actor, letter_id)
    Letter.objects.filter(pk=letter.pk, received_at=None).update(received_at=now())
    return letter


def answer(actor: Actor, letter_id: UUID, outcome: str, text: str) -> Letter:
    """The firm answers in writing."""
    return _answered(actor, reading.get(actor, letter_id), "answer", outcome, text)


def enter_answer(actor: Actor, letter_id: UUID, outcome: str, text: str) -> Letter:
    """The union enters an answer that came on paper."""
    return _answered(actor, reading.in_hand(actor, letter_id), "enter_answer", outcome, text)


def _answered(actor: Actor, letter: Letter, verb: str, outcome: str, text: str) -> Letter:
    choices = KINDS[letter.kind].outcomes
    if choices and outcome not in choices:
        raise Refusal("no_outcome", _("请选采纳、部分采纳还是不采纳。"), status=422)
    received = letter.received_at or now()
    _step(
        actor,
        letter,
        verb,
        outcome=outcome if choices else "",
        answer=text.strip(),
        answered_at=now(),
        received_at=received,
    )
    return letter


def close(actor: Actor, letter_id: UUID, why: str) -> Letter:
    """The answer is enough, or nothing more can be had; what became of it is said in words."""
    letter = reading.in_hand(actor, letter_id)
    _step(actor, letter, "close", why=why.strip(), closed_at=now())
    return letter


def withdraw(actor: Actor, letter_id: UUID, why: str) -> Letter:
    """Take a letter back. A number that was given stays given."""
    letter = reading.in_hand(actor, letter_id)
    _step(actor, letter, "withdraw", why=why.strip(), closed_at=now())
    return letter


def edit(actor: Actor, letter_id: UUID, title: str, body: str) -> Letter:
    """Change a draft; what was sent stays as it was sent."""
    letter = reading.in_hand(actor, letter_id)
    rows = Letter.objects.filter(pk=letter.pk, state="draft")
    if not rows.update(title=title.strip(), body=body.strip()):
        raise Refusal("state_changed", "这份文书已经发出，不能再改。")
    letter.title, letter.body = title.strip(), body.strip()
    return letter


def _step(actor: Actor, letter: Letter, verb: str, **changes: object) -> None:
    due = clocks.due(letter.kind, letter.org_path)
    move(actor, letter, verb, LETTER, due, alarm=0, **changes)
