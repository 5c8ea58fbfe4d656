"""What the house may know of the calendar and of time limits."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.manifest import DeskItem, Permit, Service
from niangjia.kernel.base.types import STAFF_POSTS, Post

SERVICE = Service(
    key="rules",
    title=noop("时限和日历"),
    summary=noop("每一步几天办完、依据哪一条；按国务院的放假安排算工作日。"),
    permits=(
        Permit("rules.see", (*STAFF_POSTS, Post.ADMIN), noop("看日历和时限")),
        Permit("rules.calendar", (Post.ADMIN,), noop("录入放假安排")),
        Permit("rules.promise", (Post.OFFICER, Post.CHAIR), noop("定本工会的时限")),
    ),
    desk=(DeskItem("rules:promises", noop("时限和日历"), "clock", "rules.see", group="set"),),
    retention=noop("一直保留：以前的期限要算得出来。"),
    switchable=False,
)
