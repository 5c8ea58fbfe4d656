"""What the house may know of 应急住宿."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.manifest import DeskItem, Permit, Service, Tile
from niangjia.kernel.base.types import Post

UNION = (Post.OFFICER, Post.CHAIR)

SERVICE = Service(
    key="lodging",
    title=noop("应急住宿"),
    summary=noop("回不了家的，工会数人头、排房间、发被褥，一晚上办好。"),
    permits=(
        Permit("lodging.run", UNION, noop("数人头、排房间、发东西")),
        Permit("lodging.approve", (Post.CHAIR,), noop("批住宿的费用")),
        Permit("lodging.stay", (Post.WORKER,), noop("看自己住哪间、签收东西")),
    ),
    tiles=(
        Tile(
            "lodging:mine",
            noop("我的住处"),
            noop("回不了家那晚，看住哪间、签收被褥"),
            "home",
            "help",
            noop("看住哪间"),
            "lodging.stay",
        ),
    ),
    desk=(DeskItem("lodging_desk:list", noop("应急住宿"), "home", "lodging.run", group="folk"),),
    personal_data=(noop("谁住哪间"), noop("男间还是女间、要不要被褥"), noop("领了什么、签收")),
    retention=noop("结束一年后全部抹去。"),
    measures=(noop("住了几个人"), noop("发了几份"), noop("批了多少钱")),
)
