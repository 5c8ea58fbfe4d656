"""What the house may know of surveys."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.manifest import DeskItem, Export, Permit, Service, Tile
from niangjia.kernel.base.types import Post

from . import queries

UNION = (Post.OFFICER, Post.CHAIR)

SERVICE = Service(
    key="surveys",
    title=noop("问一问"),
    summary=noop("工会问大家一页问题；不记名的，谁也看不到是谁答的。"),
    permits=(
        Permit("surveys.answer", (Post.WORKER,), noop("答工会的问卷")),
        Permit("surveys.see", UNION, noop("看本工会和下级的问卷结果")),
        Permit("surveys.ask", UNION, noop("出问卷、发问卷、收问卷")),
        Permit("surveys.run", (Post.SYSTEM,), noop("告诉大家、到期收卷、汇总")),
    ),
    tiles=(
        Tile(
            "surveys:mine",
            noop("工会问一问"),
            noop("工会想听你的，一页就答完"),
            "note",
            "own",
            noop("去看看"),
            "surveys.answer",
        ),
    ),
    desk=(DeskItem("surveys_desk:list", noop("问卷"), "note", "surveys.see", group="folk"),),
    personal_data=(
        noop("记名问卷里答了什么"),
        noop("问没问过你、答没答（不记时间）"),
        noop("不记名问卷的答案（没有姓名和时间，收完就销毁，只留汇总）"),
    ),
    exports=(Export(noop("答过的问卷"), queries.about),),
    retention=noop("记名的回答收完一年，汇总三年；不记名的原件汇总当天销毁。"),
    measures=(noop("问了几份"), noop("多少人答")),
)
