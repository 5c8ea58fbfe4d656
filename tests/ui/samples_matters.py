"""Sample contexts of boards and of matters of many people. Everything is invented."""

from tests.ui import forms
from tests.ui.samples_desk import desk
from tests.ui.samples_worker import FILLED, STORY, review
from tests.ui.stage import rec

COUNTS = (0, 0, 1, 0, 2, 1, 3, 2, 5, 4, 6, 3, 2, 1)
SPARK = rec(
    points=" ".join(f"{3 + n * 7.5:.1f},{25 - count * 3.6:.1f}" for n, count in enumerate(COUNTS)),
    said="近 14 天每天新增：0、0、1、0、2、1、3、2、5、4、6、3、2、1",
    rows=[(f"11-{7 + n:02d}", count) for n, count in enumerate(COUNTS)],
)
FLAT = rec(points="3,25 101,25", said="近 14 天每天新增：0", rows=[("11-20", 0)])
OPEN = rec(kind="info", icon="users", label="在办")
ANSWERED = rec(kind="warn", icon="star", label="已一起答复")
DONE = rec(kind="ok", icon="check", label="已收尾")
TITLE = "北仑封路回不了家"


def line(title, status, cases, people, fresh, spark=SPARK):
    """One matter in the list."""
    return rec(
        url="/m",
        title=title,
        status=status,
        cases=cases,
        people=people,
        fresh=fresh,
        spark=spark,
        line="福利待遇 · 赵晓燕 · 11月18日",
    )


LINES = [
    line(TITLE, OPEN, 32, 30, 3),
    line("三号宿舍楼没有热水", ANSWERED, 12, 11, 0, FLAT),
    line("夜班食堂九点以后没有热菜，只剩泡面和冷馒头", OPEN, 7, 7, 1),
]
HUNCHES = [
    rec(
        id="1",
        size=12,
        words=["班车", "改线", "二十分钟"],
        more_of="",
        samples=[("/c", "班车改线后走二十分钟才到站"), ("/c", "早班赶不上新班车")],
        title="班车改线后走二十分钟才到站",
    ),
    rec(
        id="2",
        size=2,
        words=["北仑", "回不了家"],
        more_of=TITLE,
        samples=[("/c", "家在北仑，三天没回去了")],
        title="",
    ),
]
ROWS = [
    rec(
        id=str(n),
        url="/c",
        title=title,
        line="百川纺织有限公司 · 福利待遇 · 11月19日",
        status=rec(kind="", icon="clock", label=state),
    )
    for n, (title, state) in enumerate(
        [("家住北仑，这几天封路回不了家", "已收到"), ("下班回不去，晚上挤在更衣室", "等职工打分")]
    )
]
TOLD = [
    rec(
        kind="答复，请本人打分",
        text="宿舍楼腾出三间，折叠床和被子今晚七点前到，找小周登记。",
        label="",
        link="",
        line="赵晓燕 · 11月20日",
        running=True,
        done=20,
        total=31,
        percent=64,
        missed=[("/c", "这件事刚刚有了变化，请看看最新进展再操作。")],
    ),
    rec(
        kind="告诉一件能用上的事",
        text="要床位的今天下午五点前填一下。",
        label="今晚谁要床位",
        link="/s",
        line="赵晓燕 · 11月19日",
        running=False,
        done=31,
        total=31,
        percent=100,
        missed=[],
    ),
]
MATTER = rec(
    id="1",
    title=TITLE,
    status=OPEN,
    state="open",
    mine=True,
    cases=32,
    people=30,
    fresh=3,
    spark=SPARK,
    due="还有 2 天 4 小时",
    firms=[("百川纺织有限公司", 21), ("恒达能源有限公司", 11)],
    states=[("已收到", 20), ("等职工打分", 12)],
    rows=ROWS,
    cursor="",
    tellings=TOLD,
    running=True,
)
WHO = rec(
    title=TITLE,
    found=forms.OPEN_CASES,
    left=[
        rec(url="/c", title="回不去的人能不能安排床位", why="已经答复过，正等本人打分"),
        rec(url="/c", title="家在北仑，三天没回去了", why="由别的工会来办"),
    ],
)
NOBODY = rec(title=TITLE, found=[], left=WHO["left"])


def shown(name, **changes):
    """The page of one matter."""
    context = {"title_form": forms.Titled(initial={"title": TITLE}), "more_url": "/m"} | changes
    return desk(name, "feedback/desk/matter.html", form_key="k", **context)


def told(name, kind, form, who=WHO):
    """The page of one text to all."""
    template = "feedback/desk/matter_tell.html"
    return desk(name, template, kind=kind, who=who, form=form, matter_id="1", form_key="k")


def picked(name, form, title="", **changes):
    """The page on which cases are chosen."""
    context = {"found": forms.OPEN_CASES, "q": "北仑", "matter_id": "1" if title else None}
    template = "feedback/desk/matter_pick.html"
    return desk(name, template, form=form, title=title, form_key="k", **(context | changes))


LIST = {"matters": LINES, "hunches": HUNCHES, "more_url": "/m", "form_key": "k"}
NONE = {"matters": [], "hunches": [], "more_url": None, "form_key": "k"}
ALL = {"cases": ["1", "2", "3"]}
SAME = {
    "same": rec(offers=[("1", "a")], form=forms.Same(initial={"matter": "none"}), asked=True),
    "ask_same": True,
}
BOARDS = [
    rec(
        id="1",
        label="劳动条件",
        topics=["住宿", "劳动保护", "加班工时"],
        from_union="全省通用",
        count_text="今年 132 条",
        open=True,
        mine=False,
    ),
    rec(
        id="2",
        label="子女托管",
        topics=["暑托班", "放学后"],
        from_union="临江区总工会",
        count_text="今年 8 条",
        open=True,
        mine=True,
    ),
]
PAGES = [
    desk(
        "boards",
        "feedback/desk/boards.html",
        boards=BOARDS,
        form=forms.Board(),
        learnt=rec(corrections=37, learned=37, off=False),
        form_key="k",
    ),
    desk(
        "boards-error",
        "feedback/desk/boards.html",
        boards=BOARDS,
        form=forms.Board({}),
        learnt=rec(corrections=0, learned=0, off=True),
        form_key="k",
    ),
    review("review-same", forms.Review(initial=FILLED | {"text": STORY}), same=SAME),
    desk("matters", "feedback/desk/matters.html", closed=False, **LIST),
    desk("matters-empty", "feedback/desk/matters.html", closed=True, **NONE),
    shown("matter", matter=MATTER),
    shown(
        "matter-closed",
        matter=MATTER | {"state": "closed", "status": DONE, "due": "", "tellings": TOLD[1:]},
    ),
    shown("matter-error", matter=MATTER, title_form=forms.Titled({})),
    picked("matter-new", forms.NewMatter()),
    picked("matter-add-none", forms.Picked(), TITLE, found=[]),
    told("matter-reply", "reply", forms.ToAll(initial=ALL)),
    told("matter-reply-error", "reply", forms.ToAll({})),
    told("matter-reply-nobody", "reply", forms.ToAll(), NOBODY),
    told("matter-link", "link", forms.LinkToAll(initial=ALL)),
]
