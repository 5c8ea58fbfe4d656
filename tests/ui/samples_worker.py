"""Sample contexts of the pages of workers and firms. Everybody and everything is invented."""

from tests.ui import forms
from tests.ui.samples_files import FROM_AUTHOR, FROM_UNION, KEPT, PASSED_ON
from tests.ui.stage import Page, rec

DOING = rec(kind="warn", icon="clock", label="公司办理中")
TAKEN = rec(kind="info", icon="check", label="工会已受理")
SCORE = rec(kind="warn", icon="star", label="等你打分")
CLOSED = rec(kind="ok", icon="check", label="已办结")
BACK = rec(kind="err", icon="undo", label="已退回重办")
TITLE = "三号宿舍楼空调坏了，夜班睡不好"
STORY = "三号宿舍楼 402 的空调上周就坏了，夜班白天睡觉太冷。希望这周能修好，或者先给个取暖器。"
TILES = [
    rec(url="/a", icon="star", group="voice", label="写点评"),
    rec(url="/b", icon="case", group="help", label="我的办件"),
    rec(url="/c", icon="bell", group="gift", label="消息"),
    rec(url="/d", icon="shield", group="mind", label="谁看过我"),
    rec(url="/e", icon="big", group="place", label="字大一点"),
    rec(url="/f", icon="phone", group="learn", label="打电话"),
    rec(url="/g", icon="user", group="own", label="我的会员证"),
]
MINE = rec(url="/x", title=TITLE, status=DOING, step=3, steps=4, due_text="11 月 22 日前答复")
RECENT = [
    rec(
        url="/y",
        title="夜班食堂九点就没热菜了",
        line="福利待遇 · LJ-2026-000398",
        status=SCORE,
    ),
    rec(
        url="/z",
        title="高温津贴按出勤天数怎么算",
        line="劳动条件 · LJ-2026-000311",
        status=CLOSED,
    ),
]
HOME = {
    "tab": "home",
    "greeting": "下午好，建国",
    "under": "入会第 6 年，有事找娘家",
    "signed_in": True,
    "capacities": 1,
    "mine": MINE,
    "tiles": TILES,
    "banner": None,
    "recent": RECENT,
}
PARCEL = rec(url="/p", title="家乡包裹，工会帮你寄", text="留临过年的会员，每人免费 1 件")
GROUPS = [
    rec(
        key="voice",
        title="有话说",
        text="给公司和工会提意见",
        services=[
            rec(
                url="/a",
                icon="star",
                title="职工点评",
                text="给食堂、宿舍、加班打个分",
                verb="写点评",
            ),
            rec(url="/b", icon="case", title="我的办件", text="看看办到哪一步了", verb="看进展"),
        ],
    ),
    rec(
        key="own",
        title="当家作主",
        text="自己的信息自己管",
        services=[
            rec(url="/c", icon="shield", title="谁看过我的信息", text="一笔一笔都在", verb="看看"),
            rec(url="/d", icon="dl", title="我的数据", text="导出或注销", verb="去导出"),
        ],
    ),
]
CARD = rec(
    union_name="百川纺织有限公司工会",
    number="3301 •••• 0427",
    since_text="2020 年 5 月入会",
    state_text="在册",
    qr_url="/static/ui/logo.svg",
)
ME = {
    "tab": "me",
    "person": rec(name="李建国", phone_masked="138 •••• 0001"),
    "card": CARD,
    "tiles": [
        rec(url="/a", icon="case", group="voice", label="在办 1"),
        rec(url="/b", icon="star", group="gift", label="待打分 1"),
        rec(url="/c", icon="check", group="mind", label="办结 4"),
        rec(url="/d", icon="bell", group="learn", label="消息 2"),
    ],
    "seen_text": "近 30 天 3 次，都与办件有关",
    "capacity_text": "现在：会员",
    "capacities": 2,
    "is_staff": True,
}
NOTICES = [
    rec(
        url="/a",
        icon="case",
        group="voice",
        title=TITLE,
        text="公司行政部：配件已下单，师傅周五下午上门。",
        when="今天 10:05",
        unread=True,
    ),
    rec(
        url="/b",
        icon="star",
        group="gift",
        title="夜班食堂九点就没热菜了",
        text="办好了，等你打个分，满意才算办结。",
        when="昨天 16:40",
        unread=False,
    ),
]
LOOKS = [
    rec(
        who="赵晓燕",
        org="临江区总工会 · 权益部",
        why="处理办件 LJ-2026-000427",
        when="11月20日 10:05",
    ),
    rec(
        who="周敏",
        org="百川纺织有限公司工会",
        why="联系本人补充情况",
        when="11月19日 08:40",
    ),
]
HATS = [
    rec(id="0", icon="user", group="voice", name="会员本人", org="李建国", current=True),
    rec(
        id="1",
        icon="users",
        group="own",
        name="工会主席",
        org="百川纺织有限公司工会",
        current=False,
    ),
]


def step(**said):
    """One line of a timeline; what is not said of it is empty."""
    empty = dict.fromkeys(("icon", "by", "when", "text", "voice", "reach", "relay", "link"), "")
    return rec(**(empty | {"tag": None} | said))


STEPS = [
    step(
        state="done",
        icon="check",
        title="你提交了点评",
        when="11月18日 22:14",
    ),
    step(
        state="done",
        icon="check",
        title="工会周敏已受理",
        by="百川纺织有限公司工会",
        when="11月19日 08:40",
        text="收到啦。已经转给公司行政部，也请宿管先送两台取暖器过去，夜里别冻着。",
    ),
    step(
        state="done",
        icon="say",
        title="工会周敏转告公司的话",
        when="11月20日 10:05",
        text="配件已下单，师傅周五下午上门。同楼层另外 3 台一起检修。",
    ),
    step(
        state="now",
        icon="clock",
        title="等公司答复工会",
        by="公司要在11月22日前答复，工会来盯，你不用去找公司",
        tag=rec(kind="warn", icon="clock", label="还有 1 天 3 小时"),
    ),
    step(
        state="todo",
        title="你来打分，满意才算办结",
        by="不满意可以退回重办",
    ),
]
DUE = rec(
    kind="warn",
    left="还有 1 天 3 小时",
    text="11 月 22 日 17:30 前答复",
    until="2126-11-22T17:30:00+08:00",
)
CASE = rec(
    id="k7",
    number="LJ-2026-000427",
    title=TITLE,
    status=DOING,
    board="劳动条件",
    firm="百川纺织有限公司",
    when="11月18日 22:14",
    score=2,
    text=STORY,
    topics=["住宿", "劳动保护"],
    visibility="实名·公司看不到姓名",
    together=6,
    answers="",
    due=DUE,
)
VERBS = ("add_word", "withdraw", "verdict", "contest", "appeal", "reopen", "apart")
CANNOT = rec(**dict.fromkeys(VERBS, False))
CAN_ADD = CANNOT | {"add_word": True, "withdraw": True, "contest": True}
CAN_JUDGE = CANNOT | {"add_word": True, "verdict": True, "appeal": True}
FIRM = rec(id="1", name="百川纺织有限公司", note="你的单位 · 近 30 天 42 条点评", stars=4)
PROMISE = ["2 个工作日内有人回应", "公司 7 天没办好，自动转给区总工会"]
FILLED = {"firm": "1", "board": "labour", "score": "2", "topics": ["dorm"], "who": "hidden"}


def case_page(name, case, can, **more):
    """The worker's case page in one state."""
    base = {"case": case, "steps": STEPS, "can": can, "form_key": "k"}
    base |= {"galleries": [FROM_AUTHOR, FROM_UNION], "kept": []}
    base |= {"word_form": forms.Word(prefix="word"), "verdict_form": None}
    return Page(name, "feedback/case.html", base | more)


def review(name, form, firm=FIRM, same=forms.ALONE, kept=()):
    """The review form in one state."""
    context = {"form": form, "firm": firm, "who_hints": forms.WHO_HINTS, "kept": kept} | same
    return Page(name, "feedback/new.html", context | {"promise": PROMISE, "form_key": "k"})


LIST_ROWS = [
    rec(
        url="/x",
        title=TITLE,
        status=DOING,
        line="劳动条件 · LJ-2026-000427",
        when="11月18日",
        fresh=True,
    ),
    rec(
        url="/y",
        title="夜班食堂九点就没热菜了",
        status=SCORE,
        line="福利待遇 · LJ-2026-000398",
        when="11月9日",
        fresh=False,
    ),
]
FOUND = [
    rec(id="1", name="百川纺织有限公司", place="当河街道 · 制造业", mine=True),
    rec(id="2", name="百川物业服务有限公司", place="东港街道 · 居民服务业", mine=False),
]
NEXT = [
    rec(title="工会受理", text="11月20日 17:30 前，百川纺织有限公司工会的周敏会回应你"),
    rec(title="公司办", text="一般 7 天；没办好，自动转给区总工会"),
    rec(title="你打分", text="满意才算办结，不满意退回重办"),
]
CAPACITY = {"next": "/", "back": "/", "capacities": HATS}
WHY = "刚才那一页要用“工会主席”的身份打开，点一下就过去。"
FIRM_NAV = [rec(url="/f1", icon="case", label="工会转来的事", current=True)]
HAT = rec(name="百川纺织有限公司", post="行政部经理", person="陈立", nav=FIRM_NAV)
FIRM_ROWS = [
    rec(
        url="/x",
        title=TITLE,
        line="劳动条件 · LJ-2026-000427",
        due=rec(kind="warn", label="1 天 3 时"),
        status=DOING,
    )
]
FIRM_CASE = rec(
    id="k7",
    number="LJ-2026-000427",
    title=TITLE,
    status=DOING,
    board="劳动条件",
    when="11月18日提交",
    text=STORY,
    topics=["住宿"],
    due=DUE,
    shown_name="",
)
INBOX = {"tab": "messages", "more_url": "/m", "shell": None}
PAGES = [
    Page("home", "site/home.html", HOME),
    Page("home-banner", "site/home.html", HOME | {"banner": PARCEL, "capacities": 2, "recent": []}),
    Page("home-new", "site/home.html", HOME | {"mine": None, "recent": []}),
    Page(
        "home-guest",
        "site/home.html",
        HOME
        | {"mine": None, "recent": [], "signed_in": False}
        | {"greeting": "下午好", "under": "有事找娘家"},
    ),
    Page("services", "site/services.html", {"tab": "services", "q": "", "groups": GROUPS}),
    Page("services-none", "site/services.html", {"tab": "services", "q": "潜水", "groups": []}),
    Page("me", "site/me.html", ME),
    Page("me-new", "site/me.html", ME | {"card": None, "capacities": 1, "is_staff": False}),
    Page("messages", "site/messages.html", INBOX | {"notices": NOTICES, "any_unread": True}),
    Page("messages-none", "site/messages.html", INBOX | {"notices": [], "any_unread": False}),
    Page(
        "look",
        "site/look.html",
        {
            "next": "/me/",
            "languages": [
                rec(code="zh-hans", name="中文", current=True),
                rec(code="en", name="English", current=False),
            ],
        },
    ),
    Page(
        "privacy-seen",
        "site/privacy_seen.html",
        {"looks": LOOKS, "more_url": "/m", "keep_text": "记录留 3 年。"},
    ),
    Page(
        "privacy-seen-none",
        "site/privacy_seen.html",
        {"looks": [], "more_url": None, "keep_text": ""},
    ),
    Page(
        "privacy-data",
        "site/privacy_data.html",
        {
            "kinds": [
                rec(label="点评和回复", count_text="12 条"),
                rec(label="会籍", count_text="1 份"),
            ],
            "form": forms.Close(),
            "word": "注销账号",
            "open_text": "你还有 1 件事在办，注销后工会仍会办完，但不能再通知你。",
        },
    ),
    Page("capacity", "site/capacity.html", CAPACITY | {"opening": [], "why": ""}),
    Page("capacity-asked", "site/capacity.html", CAPACITY | {"opening": ["1"], "why": WHY}),
    review("review", forms.Review(initial=FILLED | {"text": STORY}), kept=KEPT),
    review("review-error", forms.Review(FILLED | {"board": "", "score": "0", "text": "冷"})),
    review("review-no-firm", forms.Review({}), firm=None),
    Page(
        "firm-search", "feedback/firm_search.html", {"q": "百川", "firms": FOUND, "more_url": "/m"}
    ),
    Page("firm-none", "feedback/firm_search.html", {"q": "天外", "firms": [], "more_url": None}),
    Page("review-done", "feedback/done.html", {"case": CASE, "steps": NEXT}),
    Page(
        "mine",
        "feedback/mine.html",
        {"tab": "me", "state": "open", "cases": LIST_ROWS, "more_url": "/m"},
    ),
    Page(
        "mine-none",
        "feedback/mine.html",
        {"tab": "me", "state": "closed", "cases": [], "more_url": None},
    ),
    case_page("case", CASE, CAN_ADD),
    case_page("case-merged", CASE, CAN_ADD | {"apart": True}),
    case_page(
        "case-verdict",
        CASE | {"status": SCORE, "due": None},
        CAN_JUDGE,
        verdict_form=forms.Verdict(prefix="verdict"),
    ),
    case_page(
        "case-verdict-error",
        CASE | {"status": SCORE, "due": None},
        CAN_JUDGE,
        verdict_form=forms.Verdict({"verdict-score": "0"}, prefix="verdict"),
    ),
    case_page(
        "case-closed",
        CASE | {"status": CLOSED, "due": None, "together": 0},
        CANNOT | {"reopen": True},
        word_form=None,
    ),
    Page(
        "firm-list",
        "feedback/firm/list.html",
        {"capacity": HAT, "state": "open", "cases": FIRM_ROWS, "more_url": None},
    ),
    Page(
        "firm-list-none",
        "feedback/firm/list.html",
        {"capacity": HAT, "state": "closed", "cases": [], "more_url": None},
    ),
    Page(
        "firm-case",
        "feedback/firm/case.html",
        {
            "capacity": HAT,
            "case": FIRM_CASE,
            "steps": STEPS[1:4],
            "can_reply": True,
            "form": forms.FirmReply(),
            "form_key": "k",
            "galleries": [PASSED_ON],
            "kept": [],
        },
    ),
]
