"""What the house may know of a desk's comforts."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.manifest import Permit, Service
from niangjia.kernel.base.types import STAFF_POSTS, Post

#: Everybody who is logged in has a first day, whatever the capacity.
ANYBODY = tuple(post for post in Post if post not in (Post.NOBODY, Post.SYSTEM))

SERVICE = Service(
    key="desks",
    title=noop("工作台的便利"),
    summary=noop("存下常用的筛选和常说的话，办事少点几下。"),
    permits=(
        Permit("desks.views", STAFF_POSTS, noop("存自己的筛选")),
        Permit("desks.share", (Post.CHAIR,), noop("把筛选给全工会用")),
        Permit("desks.batch", (Post.OFFICER, Post.CHAIR), noop("成批办")),
        Permit("desks.words", (Post.OFFICER, Post.CHAIR), noop("存常用语、用常用语")),
        Permit("desks.first_day", ANYBODY, noop("看第一天怎么用")),
    ),
    personal_data=(
        noop("存下的筛选"),
        noop("成批办了哪些、办成没有"),
        noop("第一天看到哪里"),
        noop("谁定的常用语"),
    ),
    retention=noop(
        "删掉的筛选、成批办的记录三十天后抹去；常用语一直留到收起；第一天看到哪里，留五年。"
    ),
    switchable=False,
)
