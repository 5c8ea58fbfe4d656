"""The ladder: begin it, sign, step up."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.types import Actor
from niangjia.kernel.base.wording import phrase
from niangjia.kernel.letters import ladder, reasons
from niangjia.kernel.letters.models import Letter

from .told import tell_authors, tell_firm, tell_union


@action(permit="letters.write", audit="letters.prompted", silent=True)
def prompt(actor: Actor, *, case_id: UUID) -> Letter:
    """Begin a supervision prompt from one case."""
    return ladder.prompt(actor, case_id)


@action(permit="letters.watch", audit="letters.reason_asked")
def ask_reason(actor: Actor, *, case_id: UUID) -> Letter | None:
    """A firm said that something cannot be done: it is asked for the reason in writing, and its
    author learns that it was."""
    letter = reasons.ask_reason(actor, case_id)
    if letter is None:
        return None
    tell_firm(letter, noop("请书面说明为什么办不到"))
    tell_union(letter, noop("公司说办不到，已经发函请它说明理由"))
    text = phrase(
        noop(
            "公司说办不到。工会发了函（%(number)s），请它书面说明理由；说不通或者超期，工会再走下一步。"
        ),
        number=letter.number,
    )
    house = replace(actor, name="")
    tell_authors(house, letter, noop("公司说办不到，工会要它写明理由"), text)
    return letter


@action(permit="letters.sign", audit="letters.signed")
def sign(actor: Actor, *, letter_id: UUID) -> Letter:
    """A supervisor's name under a draft; the union that writes is told."""
    letter = ladder.sign(actor, letter_id)
    tell_union(letter, noop("监督员签名了"))
    return letter


@action(permit="letters.write", audit="letters.escalated")
def escalate(actor: Actor, *, letter_id: UUID, text: str, authority: str) -> Letter:
    """Take the next step of the ladder; everybody it began with learns why."""
    following = ladder.escalate(actor, letter_id, text, authority)
    words = phrase(
        noop("公司的答复工会认为不够，或者超期没有答复，正在写下一份文书：%(why)s"), why=text
    )
    tell_authors(actor, following, noop("工会走下一步了"), words)
    return following
