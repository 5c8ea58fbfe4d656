"""Sample contexts of the desk: inbox, directory, imports. Everybody and everything is invented."""

from tests.ui import forms
from tests.ui.samples_worker import BACK, CASE, STEPS, TITLE
from tests.ui.stage import Page, rec

NAV = [
    rec(url="/1", icon="inbox", label="待办", count=12, current=True),
    rec(url="/2", icon="users", label="单位和人", count=None, current=False),
    rec(url="/3", icon="star", label="点评方面", count=None, current=False),
    rec(url="/4", icon="gear", label="设置", count=None, current=False),
]
DESK = rec(nav=NAV, who=rec(name="赵晓燕", post="专职干部", org="临江区总工会"))
TABS = [
    rec(url="?tab=mine", label="要我办", count=12, hot=False, current=True),
    rec(url="?tab=late", label="快超时", count=3, hot=True, current=False),
    rec(url="?tab=sent", label="转出去的", count=28, hot=False, current=False),
    rec(url="?tab=done", label="已办", count=None, hot=False, current=False),
]


def choices(*labels):
    """Options of a filter, the first one chosen."""
    return [rec(value=str(n), label=label, selected=n == 0) for n, label in enumerate(labels)]


FILTER = rec(
    tab="mine",
    q="",
    boards=choices("所有方面", "福利待遇", "民主协商", "劳动条件"),
    states=choices("所有进度", "已收到", "工会已受理", "公司办理中"),
    sorts=choices("快到期的在前", "最早的在前", "最新的在前"),
    on=True,
)


def row(title, line, kind, due, group="voice", current=False):
    """One line of the inbox."""
    chip = rec(kind=kind, label=due)
    return rec(
        url="/x", title=title, line=line, icon="star", group=group, due=chip, current=current
    )


ROWS = [
    row("离职两个月工资还没结", "驿达货运 · 劳动条件 · 公司看不到姓名", "err", "超时 2 时"),
    row(TITLE, "百川纺织 · 劳动条件 · 公司看不到姓名", "warn", "1 天 3 时", current=True),
    row("夜班食堂九点就没热菜了", "百川纺织 · 福利待遇 · 公司看不到姓名", "", "4 天", "gift"),
    row("年终奖方案想听听大家的意见", "恒达能源 · 民主协商 · 公司也能看到", "", "6 天", "own"),
    row("喷漆车间口罩发得不够", "明远家具 · 劳动条件 · 纸质代录", "warn", "2 天"),
    row("班车改线后走二十分钟才到站", "临江快递行业联合工会 · 福利待遇", "ok", "等打分", "gift"),
]
CLOCK = [
    rec(label="首次回应", value="10 小时", kind="ok", percent=None),
    rec(label="公司办结", value="还有 1 天 3 小时", kind="warn", percent=72),
    rec(label="超时自动", value="转区总工会", kind="", percent=None),
]
NOTE = rec(
    state="done",
    icon="note",
    title="赵晓燕记了一条备注",
    by="",
    when="11月20日 09:12",
    text="宿管说二号楼也有两台要修，一起问。",
    voice="inner",
    tag=None,
)
BACKED = rec(
    state="back",
    icon="undo",
    title="职工退回重办",
    by="",
    when="11月19日 07:30",
    text="只修了一台，隔壁还是冷。",
    voice="mine",
    tag=None,
)
SEATS = [
    rec(label="主办", value="百川纺织有限公司工会 周敏"),
    rec(label="公司", value="陈立（行政部经理）"),
    rec(label="督办", value="临江区总工会 赵晓燕"),
]
SHEET = CASE | {"visibility": "公司看不到姓名", "origin": "纸质代录", "entered_by": "周敏"}
CAN = rec(accept=True, reply=True, note=True, seat=True, forward=True)
CANNOT = rec(accept=False, reply=False, note=True, seat=False, forward=False)
LIST = {"desk": DESK, "tabs": TABS, "filter": FILTER, "rows": ROWS, "more_url": "/m"}
NOBODY = {
    "clock": [],
    "steps": [],
    "seats": [],
    "author": None,
    "firm_facts": [],
    "similar": [],
    "can": CANNOT,
    "reply_form": None,
    "note_form": None,
    "seat_form": None,
    "forward_form": None,
    "open_form": "",
    "form_key": "",
}
DETAIL = {
    "case": SHEET,
    "clock": CLOCK,
    "steps": [STEPS[0], BACKED, *STEPS[1:3], NOTE],
    "seats": SEATS,
    "author": rec(name="李建国", phone_masked="138 •••• 0001", note="看一次记一次，本人看得到"),
    "firm_facts": [rec(label="近 30 天点评", value="42"), rec(label="按时办结", value="91%")],
    "similar": [
        rec(url="/s", title="405 也不热", when="11-19"),
        rec(url="/s", title="楼道漏风", when="11-19"),
    ],
    "can": CAN,
    "reply_form": forms.Reply(
        prefix="reply",
        initial={"text": "公司说周五下午师傅上门，同楼层另外 3 台一起检修。修好后请你来打个分。"},
    ),
    "note_form": forms.Word(prefix="note"),
    "seat_form": forms.Seat(prefix="seat"),
    "forward_form": forms.Forward(prefix="forward"),
    "open_form": "",
    "form_key": "k",
}
INBOX = "feedback/desk/inbox.html"
REJECTED = {
    "open_form": "forward",
    "forward_form": forms.Forward({"forward-to": "1"}, prefix="forward"),
}
WATCHING = {"can": CANNOT, "author": None, "firm_facts": [], "similar": []}
MOVES = [
    rec(
        when="2026-11-18 22:14:05",
        who="职工",
        org="—",
        what="提交",
        from_state="—",
        to_state="已收到",
        note="",
    ),
    rec(
        when="2026-11-19 08:40:31",
        who="周敏",
        org="百川纺织有限公司工会",
        what="受理",
        from_state="已收到",
        to_state="工会已受理",
        note="转行政部",
    ),
]
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
GOOD = rec(kind="ok", icon="check", label="正常")
ORGS = [
    rec(
        url="/o",
        name="百川纺织有限公司工会",
        code="330199-0012",
        kind_label="企业工会",
        parent="当河街道总工会",
        people_text="286 人",
        state=GOOD,
    ),
    rec(
        url="/o",
        name="临江快递行业联合工会",
        code="330199-0031",
        kind_label="行业工会",
        parent="临江区总工会",
        people_text="612 人",
        state=GOOD,
    ),
]
PEOPLE = [
    rec(
        url="/p",
        name="李建国",
        phone_masked="138 •••• 0001",
        org="百川纺织有限公司工会",
        post="会员",
        state=GOOD,
    )
]
DIRECTORY = {"desk": DESK, "q": "", "scope": "我管的：临江区总工会及下级", "more_url": "/m"}
DIRECTORY |= {"can": rec(add=True, bring=True)}
ORG = {
    "desk": DESK,
    "org": rec(
        id="o1",
        name="百川纺织有限公司工会",
        code="330199-0012",
        kind_label="企业工会",
        level_label="基层",
        region_text="临江区 330199",
        since_text="2016 年 3 月",
        state=GOOD,
    ),
    "trail": [rec(url="/o", name="临江区总工会"), rec(url="/o", name="当河街道总工会")],
    "children": [rec(url="/o", name="织造车间分会", kind_label="分会")],
    "children_more": None,
    "posts": [
        rec(
            id="a",
            url="/p",
            person="周敏",
            post="工会主席",
            since_text="2023-05-01 起",
            can_end=True,
        )
    ],
    "switches": [
        rec(
            key="feedback",
            icon="star",
            group="voice",
            label="职工点评",
            hint="跟随临江区总工会：开",
            value="inherit",
        )
    ],
    "brand_form": forms.Brand(),
    "brand_hints": rec(name="现在是“娘家”", hotline="现在是 0571-12351", accent="现在是 #C2382B"),
    "can": rec(edit=True, appoint=True, switch=True),
}
PERSON = {
    "desk": DESK,
    "person": rec(
        id="p1",
        name="李建国",
        phone_masked="138 •••• 0001",
        level_label="已核身份",
        number="3301 •••• 0427",
        state=GOOD,
    ),
    "memberships": [
        rec(union="百川纺织有限公司工会", since_text="2020-05-12", until_text="", state=GOOD)
    ],
    "posts": [
        rec(
            id="a",
            post="工会小组长",
            org="织造车间分会",
            org_url="/o",
            since_text="2024-01-01",
            until_text="",
            can_end=True,
        )
    ],
    "can": rec(edit=True, merge=True, appoint=True),
}
RUN = rec(
    id="r1", file="临江区单位名册.xlsx", kind_label="单位", total=322, good=318, bad=2, same=2
)
BAD = [
    rec(line=17, cells=["恒达能源有限公司", "3301", "制造业"], errors=["地区代码要 6 位"]),
    rec(line=88, cells=["", "330199", "居民服务业"], errors=["单位名字是空的", "没有上级工会"]),
    rec(line=2, cells=["百川纺织有限公司", "330199", "制造业"], errors=[]),
]
PREVIEW = {"desk": DESK, "run": RUN, "columns": ["单位", "地区", "行业"], "rows": BAD}
RESULT = rec(
    id="r1",
    file="临江区单位名册.xlsx",
    created=318,
    changed=0,
    skipped=2,
    failed=2,
    when="11月20日 10:31",
    undo_text="11 月 27 日前可以撤销",
    undone=False,
)
IMPORTS = [
    rec(
        url="/r",
        file="临江区单位名册.xlsx",
        kind_label="单位",
        when="11月20日 10:31",
        who="赵晓燕",
        state=rec(kind="ok", icon="check", label="导好了"),
        text="导入 318，跳过 4",
    ),
    rec(
        url="/r",
        file="任职.csv",
        kind_label="任职",
        when="11月12日 15:02",
        who="赵晓燕",
        state=BACK | {"label": "已撤销"},
        text="导入 40",
    ),
]
ROLES = [
    rec(label="工会主席", text="接本单位的点评，请公司办，回复职工"),
    rec(label="专职干部", text="看本级和下级的点评，督办、转办"),
]
PLAIN = {"desk": DESK, "back": rec(url="/p", label="李建国"), "form": forms.Person()}


def desk(name, template, **context):
    """A page of the desk."""
    return Page(name, template, {"desk": DESK} | context)


PAGES = [
    Page("inbox", INBOX, LIST | DETAIL),
    Page("inbox-list", INBOX, LIST | NOBODY | {"case": None}),
    Page("inbox-empty", INBOX, LIST | NOBODY | {"case": None, "rows": [], "more_url": None}),
    Page("inbox-error", INBOX, LIST | DETAIL | REJECTED),
    Page("inbox-watch", INBOX, LIST | DETAIL | WATCHING),
    desk("history", "feedback/desk/history.html", case=SHEET, moves=MOVES),
    Page(
        "print",
        "feedback/desk/print.html",
        {"case": SHEET, "steps": STEPS, "seats": SEATS, "printed": "赵晓燕 2026-11-20 10:30 打印"},
    ),
    desk(
        "assist",
        "feedback/desk/assist.html",
        form=forms.Assist(initial={"origin": "paper"}),
        who_hints=forms.WHO_HINTS,
        form_key="k",
    ),
    desk("boards", "feedback/desk/boards.html", boards=BOARDS, form=forms.Board()),
    desk("boards-error", "feedback/desk/boards.html", boards=BOARDS, form=forms.Board({})),
    Page("directory", "people/directory.html", DIRECTORY | {"kind": "orgs", "rows": ORGS}),
    Page(
        "directory-people", "people/directory.html", DIRECTORY | {"kind": "people", "rows": PEOPLE}
    ),
    Page("directory-none", "people/directory.html", DIRECTORY | {"kind": "people", "rows": []}),
    Page("org", "people/org.html", ORG | {"tab": "about"}),
    Page("org-switches", "people/org.html", ORG | {"tab": "switches"}),
    Page("org-brand", "people/org.html", ORG | {"tab": "brand"}),
    Page("person", "people/person.html", PERSON),
    Page(
        "person-form",
        "people/form.html",
        PLAIN | {"heading": "改资料", "note": "", "submit": "存好", "danger": False},
    ),
    Page(
        "person-merge",
        "people/form.html",
        PLAIN
        | {"heading": "合并重复", "note": "合并后不能分开。", "submit": "合并", "danger": True},
    ),
    desk(
        "appoint",
        "people/appointment_form.html",
        org=rec(id="o1", name="百川纺织有限公司工会", url="/o"),
        form=forms.Appoint(),
        roles=ROLES,
    ),
    desk(
        "appoint-end",
        "people/appointment_end.html",
        post=rec(
            id="a",
            person="周敏",
            post="工会主席",
            org="百川纺织有限公司工会",
            org_url="/o",
            open_text="手上还有 3 件事，会转给当河街道总工会",
        ),
        form=forms.Appoint(),
    ),
    desk(
        "import",
        "people/import_upload.html",
        form=forms.Upload({}),
        templates=[rec(url="/t", label="单位模板.xlsx")],
        runs=IMPORTS,
    ),
    Page(
        "import-preview",
        "people/import_preview.html",
        PREVIEW | {"errors_url": "/e", "more_url": None},
    ),
    desk(
        "import-progress",
        "people/import_progress.html",
        run=rec(
            id="r1",
            file="人员.csv",
            done=21000,
            total=50000,
            percent=42,
            left_text="大约还要 1 分钟",
        ),
    ),
    desk("import-result", "people/import_result.html", run=RESULT, errors_url="/e"),
    desk(
        "import-undone", "people/import_result.html", run=RESULT | {"undone": True}, errors_url=None
    ),
]
