"""What the house may know of the three rates."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.manifest import DeskItem, Permit, Service, Tile
from niangjia.kernel.base.types import STAFF_POSTS, Post

SERVICE = Service(
    key="insight",
    title=noop("三率和通报"),
    summary=noop("有没有回应、有没有解决、满不满意：从办件的每一步算出来，分母摆在明处。"),
    permits=(
        Permit("insight.see", STAFF_POSTS, noop("看辖区的三率")),
        Permit("insight.show", (Post.CHAIR,), noop("定本工会公开哪些三率")),
        Permit("insight.draft", (Post.OFFICER, Post.CHAIR), noop("起草满意度通报")),
        Permit("insight.publish", (Post.CHAIR,), noop("公开和收回满意度通报")),
        Permit("insight.reply", (Post.RESPONDER,), noop("答复通报里写到本单位的话")),
        Permit(
            "insight.read",
            (Post.WORKER, *STAFF_POSTS, Post.RESPONDER),
            noop("看满意度通报"),
        ),
        Permit("insight.count", (Post.SYSTEM,), noop("每晚计数")),
    ),
    tiles=(
        Tile(
            "bulletins:list",
            noop("满意度通报"),
            noop("看工会办得怎么样"),
            "chart",
            "voice",
            noop("看一看"),
            "insight.read",
        ),
    ),
    desk=(
        DeskItem("insight:rates", noop("三率"), "chart", "insight.see", group="figures"),
        DeskItem("insight:bulletins", noop("满意度通报"), "doc", "insight.draft", group="figures"),
    ),
    firm=(DeskItem("insight_firm:list", noop("通报征求意见"), "doc", "insight.reply"),),
    retention=noop("只有件数和人数，没有人和话；一直保留。"),
    switchable=False,
)
