"""Sending notices on: taking them up, and writing down what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.posting import Answer
from niangjia.kernel.base.types import Actor
from niangjia.kernel.notices.engine import channels, sending
from niangjia.kernel.notices.engine import telling as notices
from niangjia.kernel.notices.models import Channel

#: Where one chooses how messages come.
SETTINGS = "/me/notices/"


@action(permit="notices.deliver", audit="notices.taken", silent=True)
def take(actor: Actor, *, channel: Channel) -> sending.Taken:
    """Take up what waits by a channel; committed before any of it leaves."""
    return sending.take(channel, channels.of(channel))


@action(permit="notices.deliver", audit="notices.settled", silent=True)
def settle(actor: Actor, *, channel: Channel, answers: Mapping[UUID, Answer]) -> None:
    """Write down what became of it."""
    sending.settle(channels.of(channel), answers)


@action(permit="notices.deliver", audit="notices.bound")
def tell_bound(actor: Actor, *, person_id: UUID, bound: bool) -> None:
    """Tell somebody whether WeChat knows them now."""
    good, bad = noop("微信绑好了，消息可以从微信送到。"), noop("微信没绑上，请回到微信里再点一次。")
    text = good if bound else bad
    notices.tell(person_id, service="notices", title=noop("绑定微信"), text=text, link=SETTINGS)
