"""A union's own signature and words, and trying them out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import Done, Written, action
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.context import act
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.posting import Answer
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.notices import rules
from niangjia.kernel.notices.engine import channels, words
from niangjia.kernel.notices.engine import telling as notices
from niangjia.kernel.notices.engine.adapters import Message
from niangjia.kernel.notices.models import Channel, Wording
from niangjia.kernel.people import door as people


@action(permit="notices.words", audit="notices.words_set", silent=True)
def set_words(actor: Actor, *, own: Mapping[str, str]) -> Written:
    """Set the union's own signature and words; empty ones follow the union above."""
    for text in own.values():
        if not (verdict := rules.may_say(text)):
            raise Refusal("words", verdict.reason, status=422)
    values = {
        **own,
        "org_root": actor.org_root,
        "org_path": actor.org_path,
        "changed_by": actor.name,
        "changed_at": now(),
    }
    row, _made = Wording.objects.update_or_create(org_id=actor.org, defaults=values)
    words.forget()
    return Written(row.id, row.org_path)


@action(permit="notices.words", audit="notices.words_dropped", silent=True)
def follow(actor: Actor) -> Done:
    """Give up the own words and follow the union above again."""
    empty = dict.fromkeys(words.FIELDS, "")
    own = Wording.objects.filter(org_id=actor.org)
    own.update(**empty, changed_by=actor.name, changed_at=now())
    words.forget()
    return Done(actor.org_path)


@action(permit="notices.words", audit="notices.words_tried", silent=True)
def try_words(actor: Actor, *, channel: Channel) -> None:
    """Have one message in the union's words sent to oneself; a notice says what became of it."""
    act().defer(
        "notices.try_words",
        person_id=str(actor.me),
        path=actor.org_path,
        channel=channel.value,
        message_id=str(new_id()),
    )


@dataclass(frozen=True, slots=True)
class Trial:
    """One message of a union's words, to whoever tries them."""

    channel: Channel
    message: Message | None


@action(permit="notices.deliver", audit="notices.trial_made", silent=True)
def trial(actor: Actor, *, person_id: UUID, path: str, channel: str, message_id: UUID) -> Trial:
    """Look up where a trial goes; no message when the person has no such address."""
    found, way = people.addresses([person_id]).get(person_id), Channel(channel)
    if found is None or not channels.of(way).address(found):
        return Trial(way, None)
    return Trial(way, Message(message_id, found, words.at(path), again=True))


#: What whoever tried is told.
TRIED = {
    Answer.YES: noop("试发的一条交给通道了，看看收到没有。"),
    Answer.LATER: noop("试发的一条没发出去，通道现在不通，请过一会儿再试。"),
    Answer.UNCLEAR: noop("试发的一条交出去了，通道没有回话，看看收到没有。"),
    Answer.NEVER: noop("试发的一条被通道退回来了，请平台管理员看看设置。"),
}
NO_ADDRESS = noop("你自己还没有这个通道的地址，在“我的 · 消息怎么送”里加上再试。")


@action(permit="notices.deliver", audit="notices.trial_told")
def tell_tried(actor: Actor, *, person_id: UUID, answer: Answer | None) -> None:
    """Tell whoever tried what became of it."""
    text = TRIED[answer] if answer else NO_ADDRESS
    notices.tell(person_id, service="notices", title=noop("试发的结果"), text=text)
