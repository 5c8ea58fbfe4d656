"""What the house may know of messages."""

from __future__ import annotations

from niangjia.kernel.base.manifest import Permit, Service
from niangjia.kernel.base.types import Post

SERVICE = Service(
    key="notices",
    title="消息",
    summary="办事有了动静，告诉本人。",
    permits=(
        Permit(
            "notices.read",
            tuple(p for p in Post if p not in (Post.NOBODY, Post.SYSTEM)),
            "看自己的消息",
        ),
    ),
    personal_data=("消息标题和一句话",),
    retention="一年。",
    switchable=False,
)
