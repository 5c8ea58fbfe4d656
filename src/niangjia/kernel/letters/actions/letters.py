"""Drafting, sending, answering and judging a letter."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.types import Actor
from niangjia.kernel.base.wording import phrase
from niangjia.kernel.letters import answering, issuing
from niangjia.kernel.letters.answering import Answer
from niangjia.kernel.letters.models import Letter
from niangjia.kernel.notices.door import Weight

from .told import own_words, tell_authors, tell_firm, tell_union


@action(permit="letters.write", audit="letters.edited", silent=True)
def edit(actor: Actor, *, letter_id: UUID, title: str, body: str) -> Letter:
    """Change a draft."""
    return answering.edit(actor, letter_id, title, body)


@action(permit="letters.write", audit="letters.names_checked", silent=True)
def names_author(actor: Actor, *, letter_id: UUID) -> Letter | None:
    """Before a letter goes out: does it hold an author's name or phone? The author sees who
    was told so."""
    return issuing.names_author(actor, letter_id)


@action(permit="letters.write", audit="letters.issued")
def issue(actor: Actor, *, letter_id: UUID, sure: bool) -> Letter:
    """Send a letter: the addressee gets it, the authors learn that it went out."""
    letter = issuing.issue(actor, letter_id, sure=sure)
    if letter.kind == "refusal":
        tell_authors(actor, letter, noop("书面说明来了"), _reason(letter))
        return letter
    tell_firm(letter, noop("工会给公司发来一份文书"))
    text = phrase(
        noop("工会向%(to)s发了《%(title)s》（%(number)s）。"),
        to=letter.to_name,
        title=letter.title,
        number=letter.number,
    )
    tell_authors(actor, letter, noop("工会替你们发了文书"), text)
    return letter


def _reason(letter: Letter) -> str:
    return phrase(
        noop("没能办成的原因，工会写了书面说明（%(number)s）。不认可，可以请上级工会来办。"),
        number=letter.number,
    )


@action(permit="letters.firm", audit="letters.received", silent=True)
def receive(actor: Actor, *, letter_id: UUID) -> Letter:
    """The firm has it."""
    return answering.receive(actor, letter_id)


@action(permit="letters.firm", audit="letters.answered")
def answer(actor: Actor, *, letter_id: UUID, said: Answer) -> Letter:
    """The firm answers the union, and only it."""
    letter = answering.answer(actor, letter_id, said)
    tell_union(letter, noop("公司书面答复了"), weight=Weight.DUE)
    return letter


@action(permit="letters.write", audit="letters.answer_entered", silent=True)
def enter_answer(actor: Actor, *, letter_id: UUID, said: Answer) -> Letter:
    """An answer that came on paper."""
    return answering.enter_answer(actor, letter_id, said)


@action(permit="letters.write", audit="letters.promise_kept")
def keep(actor: Actor, *, letter_id: UUID) -> Letter:
    """What the firm promised is done; everybody it began with is told."""
    letter = answering.keep(actor, letter_id)
    text = noop("公司答应的事，工会看过，办到了。哪里还不行，随时再说。")
    tell_authors(actor, letter, noop("公司答应的事办到了"), text)
    return letter


@action(permit="letters.write", audit="letters.closed")
def close(actor: Actor, *, letter_id: UUID, text: str) -> Letter:
    """What became of it, in the union's words, told to everybody it began with."""
    letter = answering.close(actor, letter_id, text)
    tell_authors(actor, letter, noop("你们提的事有结果了"), own_words(letter.why))
    return letter


@action(permit="letters.write", audit="letters.withdrawn")
def withdraw(actor: Actor, *, letter_id: UUID, text: str) -> Letter:
    """Take a letter back; whoever had it is told."""
    letter = answering.withdraw(actor, letter_id, text)
    if letter.number:
        tell_firm(letter, noop("工会收回了一份文书"))
        tell_authors(actor, letter, noop("工会收回了文书"), own_words(letter.why))
    return letter
