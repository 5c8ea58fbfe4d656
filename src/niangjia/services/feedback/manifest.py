"""What the house may know of 职工点评."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.manifest import DeskItem, Permit, Service, Stop, Tile
from niangjia.kernel.base.types import Post

from . import queries

UNION = (Post.OFFICER, Post.CHAIR)

#: What somebody new is shown of this service: at the desk, at a firm, and as a worker.
FIRST_DAY = (
    Stop(
        "inbox",
        10,
        "feedback_desk:inbox",
        "feedback.desk",
        noop("等你办的事，都在这里"),
        noop("一行是一件事。先看“要我办”，再看“快超时”；点开一行，右边就是整件事的经过。"),
        "#rows",
    ),
    Stop(
        "clock",
        20,
        "feedback_desk:inbox",
        "feedback.desk",
        noop("每行右边的小牌子，是还剩多久"),
        noop(
            "只数工作日。灰的不急，黄的快到了，红的已经过了；"
            "过了没办，上级工会会知道，提的人也看得到。"
        ),
        "#rows .due",
        (("", noop("还有 4 天")), ("warn", noop("还有 3 小时")), ("err", noop("超时 2 小时"))),
    ),
    Stop(
        "answer",
        30,
        "feedback_desk:inbox",
        "feedback.handle",
        noop("怎么办一件事：先受理，再答复"),
        noop(
            "点开一件，先点“受理”，对方马上知道有人接了。再交给公司办，或者自己写回复。"
            "满意不满意由提的人说，他打了分才算办结。"
        ),
        "#rows a.r",
    ),
    Stop(
        "calls",
        30,
        "feedback_desk:inbox",
        "feedback.call",
        noop("打电话问一问，再记下来"),
        noop("点开一件，照着上面的话问；对方说满意就办结，说不满意就退回重办，都写上他的原话。"),
        "#rows a.r",
    ),
    Stop(
        "author",
        40,
        "feedback_desk:inbox",
        "feedback.author",
        noop("是谁提的，要看得有理由"),
        noop(
            "公司看不到姓名。工会要看，得先写为什么看；看过会记下来，"
            "本人在“谁看过我的信息”里看得到。"
        ),
    ),
    Stop(
        "duties",
        50,
        "feedback_desk:duties",
        "feedback.duties",
        noop("不归自己管的，查“谁来答”"),
        noop("打一句话试试，会告诉你该问哪个工会、哪个部门；转出去以后，对方接了才算他的。"),
    ),
    Stop(
        "words",
        60,
        "feedback_desk:canned",
        "desks.words",
        noop("常说的话，存一次就够"),
        noop("写回复的时候选一条，称呼、编号、期限会自动填上；发出去以前，还是你说了算。"),
    ),
    Stop(
        "keys",
        80,
        "feedback_desk:inbox",
        "feedback.desk",
        noop("不想用鼠标，用键盘也行"),
        noop(
            "J 和 K 上下翻，A 受理，R 写回复，先 G 后 I 回到这里；按 ? 看全部。打字的时候不管用。"
        ),
        "[data-help]",
    ),
    Stop(
        "firm-list",
        10,
        "feedback_firm:list",
        "feedback.firm",
        noop("工会转来的事，都在这里"),
        noop("一行是一件事，右边是还剩多久。过了没答复，工会会催，上级工会也会知道。"),
        "main .card",
    ),
    Stop(
        "firm-answer",
        20,
        "feedback_firm:list",
        "feedback.firm",
        noop("答复先给工会"),
        noop("点开一件，写办了什么、什么时候办好，可以附照片。工会看过，再告诉职工。"),
        "main .card",
    ),
    Stop(
        "firm-author",
        30,
        "feedback_firm:list",
        "feedback.firm",
        noop("看不到是谁提的"),
        noop("这里只有事，没有人。请不要去打听，也不要为难提意见的人，那是法律不许的。"),
    ),
    Stop(
        "say",
        10,
        "feedback:new",
        "feedback.start",
        noop("想说什么，从这里说"),
        noop("选个方面、打颗星、写两句就行。公司看不到你的姓名，除非你自己愿意。"),
    ),
    Stop(
        "mine",
        20,
        "feedback:mine",
        "feedback.write",
        noop("办到哪一步，在这里看"),
        noop("谁接的、几号前答复，都写着。答复来了你来打分：满意才算办结，不满意退回重办。"),
    ),
)

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
        Permit("feedback.wordlist", UNION, noop("改“看着像”的词表")),
        Permit("feedback.propose", UNION, noop("把几条点评写成建议")),
        Permit("feedback.screen", UNION, noop("先看照片和文件，再决定给谁看")),
        Permit("feedback.deputies", UNION, noop("请假、代班")),
        Permit("feedback.duties", UNION, noop("写“谁来答”的清单")),
        Permit("feedback.bundle", UNION, noop("把一件事的材料打包移交（留痕，本人知道）")),
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
        DeskItem(
            "feedback_desk:propose", noop("写建议"), "bulb", "feedback.propose", group="papers"
        ),
        DeskItem(
            "feedback_desk:screen",
            noop("先看一眼"),
            "eye",
            "feedback.screen",
            queries.to_screen,
        ),
        DeskItem("feedback_desk:quiet", noop("零投诉"), "flag", "feedback.quiet", group="figures"),
        DeskItem("feedback_desk:duties", noop("谁来答"), "book", "feedback.duties", group="set"),
        DeskItem(
            "feedback_desk:deputies", noop("请假和代班"), "users", "feedback.deputies", group="set"
        ),
        DeskItem(
            "feedback_desk:boards", noop("点评的方面"), "star", "feedback.boards", group="set"
        ),
        DeskItem("feedback_desk:canned", noop("常用语"), "say", "desks.words", group="set"),
        DeskItem("feedback_desk:wordlist", noop("词表"), "bulb", "feedback.wordlist", group="set"),
        DeskItem(
            "feedback_desk:holds",
            noop("依法保留"),
            "law",
            "feedback.hold",
            shown=queries.may_hold,
            group="set",
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
    first_day=FIRST_DAY,
)
