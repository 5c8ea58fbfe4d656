"""What is done with a letter after it went out: received, answered, judged, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.kernel.acts.flow import move
from niangjia.kernel.base.clock import now, today
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.base.wording import insist

from . import clocks, reading, rules
from .flow import LETTER
from .models import Letter
from .wordings import KINDS


def receive(actor: Actor, letter_id: UUID) -> Letter:
    """The firm says that it has the letter; nothing moves, the first time counts."""
    letter = reading.get(actor, letter_id)
    Letter.objects.filter(pk=letter.pk, received_at=None).update(received_at=now())
    return letter


@dataclass(frozen=True, slots=True)
class Answer:
    """What a firm answers: its choice, its words, and by when what it takes up is done."""

    outcome: str
    text: str
    promised: date | None = None


def answer(actor: Actor, letter_id: UUID, said: Answer) -> Letter:
    """The firm answers in writing."""
    return _answered(actor, reading.get(actor, letter_id), "answer", said)


def enter_answer(actor: Actor, letter_id: UUID, said: Answer) -> Letter:
    """The union enters an answer that came on paper."""
    return _answered(actor, reading.in_hand(actor, letter_id), "enter_answer", said)


def _answered(actor: Actor, letter: Letter, verb: str, said: Answer) -> Letter:
    choices = KINDS[letter.kind].outcomes
    outcome = said.outcome if choices else ""
    if choices and outcome not in choices:
        raise Refusal("no_outcome", _("请选采纳、部分采纳还是不采纳。"), status=422)
    insist(rules.may_promise(outcome, said.promised, today()), "no_promise")
    received = letter.received_at or now()
    _step(
        actor,
        letter,
        verb,
        outcome=outcome,
        answer=said.text.strip(),
        promised_on=said.promised if outcome in rules.PROMISING else None,
        answered_at=now(),
        received_at=received,
    )
    return letter


def close(actor: Actor, letter_id: UUID, why: str) -> Letter:
    """The answer is enough, or nothing more can be had; what became of it is said in words."""
    letter = reading.in_hand(actor, letter_id)
    _step(actor, letter, "close", why=why.strip(), closed_at=now())
    return letter


def keep(actor: Actor, letter_id: UUID) -> Letter:
    """What the firm promised is done; said once."""
    letter = reading.in_hand(actor, letter_id)
    rows = Letter.objects.filter(pk=letter.pk, kept_on=None, promised_on__isnull=False)
    if not rows.update(kept_on=today()):
        raise Refusal("nothing_promised", _("没有等着办的事，或者已经记过办到了。"))
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
