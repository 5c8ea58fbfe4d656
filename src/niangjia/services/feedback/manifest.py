"""What the house may know of 职工点评."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.manifest import DeskItem, Permit, Service, Tile
from niangjia.kernel.base.types import Post

from . import queries

UNION = (Post.OFFICER, Post.CHAIR)

SERVICE = Service(
    key="feedback",
    title=noop("职工点评"),
    summary=noop("给单位打分、提意见；工会受理，公司办理，满意不满意你说了算。"),
    permits=(
        Permit("feedback.start", (Post.WORKER,), noop("写点评"), starts=True),
        Permit("feedback.write", (Post.WORKER,), noop("看自己的办件、补充、打分")),
        Permit("feedback.desk", (*UNION, Post.CALLER), noop("看本工会辖区的办件")),
        Permit("feedback.handle", UNION, noop("受理、转公司、回复、转办")),
        Permit("feedback.quiet", UNION, noop("看哪些单位没有投诉、为什么")),
        Permit("feedback.assist", UNION, noop("替职工录入")),
        Permit("feedback.matters", UNION, noop("把同一件事归到一起、一起答复")),
        Permit("feedback.boards", UNION, noop("增加点评的方面")),
        Permit("feedback.propose", UNION, noop("把几条点评写成建议")),
        Permit("feedback.screen", UNION, noop("先看照片和文件，再决定给谁看")),
        Permit("feedback.duties", UNION, noop("写“谁来答”的清单")),
        Permit("feedback.author", (*UNION, Post.CALLER), noop("查看是谁提的（留痕）")),
        Permit("feedback.call", (Post.CALLER,), noop("独立回访")),
        Permit("feedback.firm", (Post.RESPONDER,), noop("答复工会转来的事")),
        Permit("feedback.hold", (*UNION, Post.ADMIN), noop("依法保留：到期也不抹去")),
        Permit("feedback.import", (Post.SYSTEM,), noop("从文件导入")),
        Permit("feedback.watch", (Post.SYSTEM,), noop("到期提醒和超时上报")),
        Permit("feedback.tell", (Post.SYSTEM,), noop("找同一件事，把话带给每个人")),
    ),
    tiles=(
        Tile(
            "feedback:new",
            noop("职工点评"),
            noop("给食堂、宿舍、加班打个分"),
            "star",
            "voice",
            noop("写点评"),
            "feedback.start",
        ),
    ),
    desk=(
        DeskItem("feedback_desk:inbox", noop("待办"), "inbox", "feedback.desk", queries.waiting),
        DeskItem(
            "feedback_desk:talks",
            noop("转办商量"),
            "forward",
            "feedback.handle",
            queries.talks_waiting,
        ),
        DeskItem("feedback_desk:matters", noop("同一件事"), "users", "feedback.matters"),
        DeskItem("feedback_desk:propose", noop("写建议"), "bulb", "feedback.propose"),
        DeskItem(
            "feedback_desk:screen",
            noop("先看一眼"),
            "eye",
            "feedback.screen",
            queries.to_screen,
        ),
        DeskItem("feedback_desk:quiet", noop("零投诉"), "eye", "feedback.quiet"),
        DeskItem("feedback_desk:duties", noop("谁来答"), "book", "feedback.duties"),
        DeskItem("feedback_desk:boards", noop("点评的方面"), "star", "feedback.boards"),
        DeskItem("feedback_desk:canned", noop("常用语"), "say", "desks.words"),
        DeskItem(
            "feedback_desk:holds",
            noop("依法保留"),
            "law",
            "feedback.hold",
            shown=queries.may_hold,
        ),
    ),
    firm=(DeskItem("feedback_firm:list", noop("工会转来的事"), "case", "feedback.firm"),),
    personal_data=(
        noop("点评正文"),
        noop("星级"),
        noop("办理往来"),
        noop("照片、录音和文件"),
        noop("谁提的（另表）"),
    ),
    retention=noop("办结三年后抹去正文和本人，只留统计；依法保留的除外。"),
    measures=(noop("三种板块的件数"), noop("各状态件数"), noop("按时办结")),
)
