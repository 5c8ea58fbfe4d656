"""What the house may know of messages."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.manifest import DeskItem, Permit, Service
from niangjia.kernel.base.types import Post

from . import queries

SERVICE = Service(
    key="notices",
    title=noop("消息"),
    summary=noop("办事有了动静，告诉本人。"),
    permits=(
        Permit(
            "notices.read",
            tuple(p for p in Post if p not in (Post.NOBODY, Post.SYSTEM)),
            noop("看自己的消息"),
        ),
    ),
    desk=(DeskItem("messages", noop("消息"), "bell", "notices.read", queries.unread),),
    personal_data=(noop("消息标题和一句话"),),
    retention=noop("一年。"),
    switchable=False,
)
