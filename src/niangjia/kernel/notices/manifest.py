"""What the house may know of messages."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.manifest import DeskItem, Permit, Service, Stop
from niangjia.kernel.base.types import Post

from .queries import inbox

SERVICE = Service(
    key="notices",
    title=noop("消息"),
    summary=noop("办事有了动静，告诉本人；要紧的事，短信、邮件、微信也送一声。"),
    permits=(
        Permit(
            "notices.read",
            tuple(p for p in Post if p not in (Post.NOBODY, Post.SYSTEM)),
            noop("看自己的消息"),
        ),
        Permit("notices.settings", (Post.WORKER,), noop("选消息怎么送")),
        Permit("notices.words", (Post.OFFICER, Post.CHAIR), noop("定消息的署名和话")),
        Permit("notices.cast", (Post.OFFICER, Post.CHAIR), noop("给会员发通知")),
        Permit("notices.deliver", (Post.SYSTEM,), noop("把消息送出去")),
    ),
    desk=(
        DeskItem("messages", noop("消息"), "bell", "notices.read", inbox.unread),
        DeskItem("notices:casts", noop("发通知"), "send", "notices.cast", group="folk"),
    ),
    personal_data=(
        noop("消息标题和一句话"),
        noop("消息怎么送"),
        noop("一条消息从哪个通道送、送到没有（不记地址）"),
    ),
    retention=noop("消息一年，发送记录九十天，发过的通知三年。"),
    switchable=False,
    first_day=(
        Stop(
            "messages",
            70,
            "messages",
            "notices.read",
            noop("有了动静，消息告诉你"),
            noop("点一条就到那件事；看过的不再标“新”。"),
        ),
    ),
)
