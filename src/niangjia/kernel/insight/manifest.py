"""What the house may know of the three rates."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.manifest import DeskItem, Permit, Service
from niangjia.kernel.base.types import STAFF_POSTS, Post

SERVICE = Service(
    key="insight",
    title=noop("三率"),
    summary=noop("有没有回应、有没有解决、满不满意：从办件的每一步算出来，分母摆在明处。"),
    permits=(
        Permit("insight.see", STAFF_POSTS, noop("看辖区的三率")),
        Permit("insight.show", (Post.CHAIR,), noop("定本工会公开哪些三率")),
        Permit("insight.count", (Post.SYSTEM,), noop("每晚计数")),
    ),
    desk=(DeskItem("insight:rates", noop("三率"), "chart", "insight.see"),),
    retention=noop("只有件数和人数，没有人和话；一直保留。"),
    switchable=False,
)
