"""Sample contexts of what a desk keeps for itself: filters and canned words."""

from types import SimpleNamespace

from tests.ui import forms
from tests.ui.samples_desk import DESK, INBOX, LIST, NOBODY, desk
from tests.ui.samples_worker import HAT
from tests.ui.stage import Page, rec

VIEWS = [
    rec(
        id="v1",
        url="/1",
        name="恒达的事",
        line="辖区在办 · 恒达能源有限公司",
        shared=True,
        pinned=True,
        first=False,
        opening=True,
        by="周敏",
        mine=False,
        clears=False,
    ),
    rec(
        id="v2",
        url="/2",
        name="七天没动的",
        line="要我办 · 劳动条件 · 放了七天以上",
        shared=False,
        pinned=True,
        first=True,
        opening=False,
        by="",
        mine=True,
        clears=True,
    ),
]
WORDS = [
    rec(
        id="w1",
        title="收到，这就去办",
        text="{称呼}，收到啦，{期限}前给你答复。",
        board="",
        used=12,
        org_name="临江区总工会",
        own=True,
    ),
    rec(
        id="w2",
        title="食堂的事",
        text="我们和{单位}食堂说好了，编号 {编号}。",
        board="福利待遇",
        used=3,
        org_name="临江区总工会",
        own=False,
    ),
]
KEEPING = {
    "line": "辖区在办 · 福利待遇 · 放了七天以上",
    "tail": "tab=open",
    "form_key": "k",
}
BLANKS = ["{称呼}", "{编号}", "{单位}", "{期限}", "{工会}", "{经办人}"]
PIECES = [
    rec(
        url="/1",
        number="LJ-261120-7K3QF",
        title="三号宿舍楼空调坏了，夜班睡不好",
        firm="百川纺织有限公司",
        kind="",
        said="要办",
        why="",
    ),
    rec(
        url="/2",
        number="LJ-261119-M4XD2",
        title="年终奖方案想听听大家的意见",
        firm="恒达能源有限公司",
        kind="warn",
        said="不办",
        why="由别的工会来办",
    ),
]
BATCH = rec(
    id="b1",
    stage="ask",
    verb="accept",
    title="受理",
    tells=True,
    line="",
    text="收到啦，这就去办，有进展会告诉你。",
    pieces=PIECES,
    able=1,
    unable=1,
    total=2,
    over=0,
    done=0,
    left=0,
    undone=0,
    undo=False,
)
MERGING = BATCH | {
    "verb": "merge",
    "title": "并到一件",
    "line": "三号楼空调都不热 · LJ-261117-2Q9WK",
    "text": "你说的这件事，工会已经在办了，跟它放在一起，答复时也会告诉你。",
}
SORTING = BATCH | {"verb": "sort", "title": "归类", "tells": False, "line": "福利待遇", "text": ""}


def batch(name, shown, form=None, canned=()):
    """A page of a batch."""
    template = "feedback/desk/batch.html"
    return desk(name, template, batch=shown, form=form, canned=canned, form_key="k")


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

AT_DESK_NOW = {"desk": DESK, "case": None}


def stop(key, number, title, text, spot="", chips=()):
    """A stop of the first day."""
    return rec(
        key=key,
        number=number,
        of=4,
        title=title,
        text=text,
        spot=spot,
        chips=chips,
        url=f"/?first-day={key}",
        last=number == 4,
    )


CHIPS = [
    SimpleNamespace(kind="", label="还有 4 天"),
    SimpleNamespace(kind="warn", label="还有 3 小时"),
    SimpleNamespace(kind="err", label="超时 2 小时"),
]
ASKED = stop("hello", 0, "第一次来？带你认认门", "一共 4 处，走一圈三分钟；先不看也行。")
STOPS = [
    stop("inbox", 1, "等你办的事，都在这里", "一行是一件事，点开看整件事的经过。", "#rows"),
    stop("clock", 2, "每行右边的小牌子，是还剩多久", "只数工作日。", "#rows .due", CHIPS),
    stop("answer", 3, "怎么办一件事：先受理，再答复", "满意不满意由提的人说。", "#rows a.r"),
    stop("help", 4, "忘了，回这里再看", "“怎么用”一直都在。"),
]
DAY = {"stops": STOPS, "under_way": None, "done": False}


def first_day(name, shell, **more):
    """The first day as a page, in a layout."""
    return desk(name, "site/first_day.html", shell=shell, capacity=HAT, **{**DAY, **more})


def section(key, count, ours=0, current=False):
    """A section of the word list."""
    return rec(key=key, title=key, count=count, ours=ours, url=f"/?of={key}", current=current)


SECTIONS = [
    section("福利待遇", 128, 2),
    section("民主协商", 109),
    section("劳动条件", 147, 3, current=True),
    *(section(topic, 40) for topic in ("食堂伙食", "住宿", "加班工时", "冷暖通风", "沟通公开")),
    section("像是急事，今天就看", 60),
]
TRIED = [
    rec(board="", topics=(), urgency="", words=()),
    rec(
        board="劳动条件",
        topics=("冷暖通风",),
        urgency="有点急",
        words=(rec(word="吊龙", says="劳动条件"), rec(word="太热", says="劳动条件、冷暖通风")),
    ),
]
VERSIONS_OF_LIST = [
    rec(number=2, line="11月20日 09:12 · 周敏 改的", counts="加了 3 个，去掉 1 个", newest=True),
    rec(number=1, line="11月12日 10:40 · 赵晓燕 传文件改的", counts="加了 2 个", newest=False),
]
WORDS_PAGE = {
    "sections": SECTIONS,
    "of": "劳动条件",
    "title": "劳动条件",
    "above": ("临江区总工会",),
    "added": ("吊龙", "行车"),
    "removed": ("灯光",),
    "versions": VERSIONS_OF_LIST,
    "number": 2,
    "base": 2,
    "form_key": "k",
    "tried": None,
    "form": forms.WordList(initial={"words": "高温\n吊扇\n吊龙\n停水 0.5", "base": 2}),
    "file": forms.WordFile(initial={"base": 2}),
}


def word_list(name, **more):
    """The word list at the desk."""
    return desk(name, "feedback/desk/wordlist.html", **{**WORDS_PAGE, **more})


PAGES = [
    word_list("wordlist"),
    word_list("wordlist-tried", tried=TRIED, above=(), versions=[], number=0, added=(), removed=()),
    word_list("wordlist-error", form=forms.WordList({}), file=forms.WordFile({})),
    Page("inbox-day", INBOX, LIST | NOBODY | AT_DESK_NOW | {"first_day": STOPS[1]}),
    Page("inbox-day-asked", INBOX, LIST | NOBODY | AT_DESK_NOW | {"first_day": ASKED}),
    Page("inbox-day-end", INBOX, LIST | NOBODY | AT_DESK_NOW | {"first_day": STOPS[3]}),
    first_day("first-day", "ui/desk_wide.html", under_way=STOPS[1]),
    first_day("first-day-firm", "ui/firm.html", done=True),
    first_day("first-day-worker", "ui/worker.html"),
    batch("batch-ask", BATCH, forms.Batch(), WORDS),
    batch("batch-ask-error", BATCH, forms.Batch({}), WORDS),
    batch("batch-see", BATCH | {"stage": "see"}),
    batch("batch-see-sort", SORTING | {"stage": "see"}),
    batch("batch-ask-merge", MERGING, forms.BatchMerge({})),
    batch("batch-see-merge", MERGING | {"stage": "see"}),
    batch("batch-done", SORTING | {"stage": "done", "done": 1, "left": 1, "undo": True}),
    desk("views", "feedback/desk/views.html", views=VIEWS, gone=VIEWS[1:], form_key="k"),
    desk("views-empty", "feedback/desk/views.html", views=[], gone=[], form_key="k"),
    desk(
        "view",
        "feedback/desk/view.html",
        form=forms.View(),
        view_id="v2",
        may_share=True,
        **KEEPING,
    ),
    desk(
        "view-error",
        "feedback/desk/view.html",
        form=forms.View({}),
        view_id="",
        may_share=False,
        **KEEPING,
    ),
    desk(
        "canned",
        "feedback/desk/canned.html",
        words=WORDS,
        blanks=BLANKS,
        form=forms.Canned(),
        words_id="",
        form_key="k",
    ),
    desk(
        "canned-error",
        "feedback/desk/canned.html",
        words=[],
        blanks=BLANKS,
        form=forms.Canned({}),
        words_id="w1",
        form_key="k",
    ),
]
