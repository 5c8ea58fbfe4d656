"""Writes about help with a claim: asked for, taken on, handed to the insurer, paid or refused.

No notice and no audit row says what happened to anybody: they carry a number.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import Written, action
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.base.wording import phrase
from niangjia.kernel.notices import door as notices
from niangjia.kernel.offers.door import CoverHelp, helping

SERVICE = "benefits"
#: Where the member looks at a request, and the union.
MINE, DESK = "/benefits/cover/help/%s/", "/desk/benefits/help/%s/"
UNION = (Post.OFFICER, Post.CHAIR)
NUMBER = noop("编号 %(number)s。点开看看。")


def _written(row: CoverHelp) -> Written:
    return Written(row.id, row.org_path)


def _tell(row: CoverHelp, title: str, text: str = NUMBER) -> Written:
    notices.tell(
        row.person_id,
        service=SERVICE,
        title=title,
        text=phrase(text, number=row.number),
        link=MINE % row.id,
        weight=notices.Weight.DUE,
    )
    return _written(row)


def _tell_union(row: CoverHelp, title: str, posts: tuple[Post, ...] = UNION) -> Written:
    notices.tell_posts(
        row.org_id,
        posts,
        service=SERVICE,
        title=title,
        text=phrase(NUMBER, number=row.number),
        link=DESK % row.id,
        weight=notices.Weight.DUE,
    )
    return _written(row)


@action(permit="benefits.see", audit="benefits.help_asked")
def ask(actor: Actor, *, roll_id: UUID, story: helping.Story) -> Written:
    """Something happened: the union that keeps the cover is asked for help."""
    return _tell_union(helping.ask(actor, roll_id, story), noop("有会员出了事，请帮忙办理赔"))


#: What a member may say of a request, and how the union hears of it.
ANSWERS = {
    "withdraw": noop("会员撤回了一件理赔求助"),
    "came": noop("会员说理赔的钱到了"),
    "missing": noop("会员说理赔的钱没到，请问清楚"),
    "contest": noop("会员请工会再问一次保险公司"),
    "word": noop("会员给理赔求助补充了一句"),
}


@action(permit="benefits.see", audit="benefits.help_answered")
def answer(actor: Actor, *, help_id: UUID, verb: str, text: str = "") -> Written:
    """The member adds a word, withdraws, says whether the money came, or asks to try again."""
    if verb == helping.WORD:
        row = helping.say(actor, helping.one_of_mine(actor, help_id), text)
    else:
        row = helping.answer(actor, help_id, verb, text)
    return _tell_union(row, ANSWERS[verb])


@action(permit="benefits.run", audit="benefits.help_taken")
def take(actor: Actor, *, help_id: UUID) -> Written:
    """Take a request on."""
    return _tell(helping.take(actor, help_id), noop("工会接手了你的理赔求助"))


@action(permit="benefits.run", audit="benefits.help_sent")
def send(actor: Actor, *, help_id: UUID, day: date, reference: str) -> Written:
    """It was handed to the insurer."""
    row = helping.send(actor, help_id, day, reference)
    return _tell(row, noop("工会把你的材料交给保险公司了"))


@action(permit="benefits.run", audit="benefits.help_paid")
def pay(actor: Actor, *, help_id: UUID, fen: int) -> Written:
    """The insurer says it pays; the member is asked to say when the money is there."""
    row = helping.pay(actor, help_id, fen)
    return _tell(row, noop("保险公司说赔了"), noop("编号 %(number)s。钱到没到，点开说一声。"))


#: How a request ends by the union's hand, and how its member hears of it.
ENDS = {
    "refuse": noop("保险公司说不赔，原因写在里面"),
    "call_off": noop("工会照你说的撤回了理赔求助"),
}


@action(permit="benefits.run", audit="benefits.help_ended")
def end(actor: Actor, *, help_id: UUID, verb: str, reason: str) -> Written:
    """The insurer refuses, or the member told the union to call it off."""
    return _tell(helping.end(actor, help_id, verb, reason), ENDS[verb])


@action(permit="benefits.run", audit="benefits.help_told")
def say(actor: Actor, *, help_id: UUID, text: str) -> Written:
    """The union says something to the member: what is missing, when somebody comes by."""
    row = helping.say(actor, helping.own(actor, help_id), text)
    return _tell(row, noop("工会给你的理赔求助留了话"))


@action(permit="benefits.run", audit="benefits.help_read", silent=True)
def read(actor: Actor, *, help_id: UUID) -> tuple[CoverHelp, helping.Told]:
    """Open a request: a look its member can see."""
    return helping.opened(actor, help_id)


@action(permit="benefits.run", audit="benefits.help_printed", silent=True)
def sheet(actor: Actor, *, help_id: UUID) -> tuple[CoverHelp, helping.Told, str]:
    """Print one request for the insurer: a look of its own, which the member can see."""
    return helping.sheet(actor, help_id)


@action(permit="benefits.house", audit="benefits.helps_watched")
def watch(actor: Actor) -> bool:
    """Remind who owes a step, tell the chair of what is late, close what nobody spoke of; True
    when there was something."""
    found = helping.watch(actor)
    for row in found.soon:
        if row.state == CoverHelp.States.PAID:
            _tell(row, noop("理赔的钱到了吗？"), noop("编号 %(number)s。到没到，点开说一声。"))
        else:
            _tell_union(row, noop("有一件理赔求助今天到期"))
    for row in found.late:
        _tell_union(row, noop("有一件理赔求助过期了，请主席看看"), (Post.CHAIR,))
    for row in found.settled:
        _tell(
            row,
            noop("你的理赔求助收尾了"),
            noop("编号 %(number)s。要是钱没到，半年里随时点开说。"),
        )
    return bool(found.soon or found.late or found.settled)
