"""Which adapter carries what."""

from __future__ import annotations

from niangjia.kernel.notices.models import Channel

from .adapters import Adapter, Mail, Sms
from .wechat import WeChat

ADAPTERS: dict[Channel, Adapter] = {
    Channel.SMS: Sms(),
    Channel.EMAIL: Mail(),
    Channel.WECHAT: WeChat(),
}


def of(channel: Channel) -> Adapter:
    """The adapter of a channel."""
    return ADAPTERS[channel]
