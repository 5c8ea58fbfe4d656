"""Sample contexts of the desk: inbox, directory, imports. Everybody and everything is invented."""

from types import SimpleNamespace

from tests.ui import forms
from tests.ui.menu import MENU
from tests.ui.samples_files import AT_DESK, ON_PAPER
from tests.ui.samples_talks import ANSWERS, TALK, TALKS, UNMERGING, WAITING
from tests.ui.samples_worker import CASE, STEPS, TITLE, step
from tests.ui.stage import Page, rec

DESK = rec(groups=MENU, who=rec(name="赵晓燕", post="专职干部", org="临江区总工会"))
TABS = [
    rec(url="?tab=mine", label="要我办", count=12, hot=False, current=True),
    rec(url="?tab=late", label="快超时", count=3, hot=True, current=False),
    rec(url="?tab=sent", label="转出去的", count=28, hot=False, current=False),
    rec(url="?tab=done", label="已办", count=None, hot=False, current=False),
]


def choices(*labels):
    """Options of a filter, the first one chosen."""
    return rec(choices=tuple((str(n), label) for n, label in enumerate(labels)), chosen="0")


FILTER = rec(
    tab="mine",
    q="",
    boards=choices("所有方面", "福利待遇", "民主协商", "劳动条件"),
    states=choices("所有进度", "已收到", "工会已受理", "公司办理中"),
    sorts=choices("快到期的在前", "最早的在前", "最新的在前"),
    firm="",
    origins=choices("怎么来的都看", "来电", "来访"),
    ages=choices("放了多久都看", "放了七天以上"),
    stars=choices("几颗星都看", "只看一星"),
    by="",
    mine=False,
    more=2,
    line="要我办",
    on=True,
)


def row(title, line, kind, due, group="voice", current=False):
    """One line of the inbox."""
    chip = SimpleNamespace(kind=kind, label=due)
    return SimpleNamespace(
        id=due,
        url="/page?row",
        title=title,
        line=line,
        icon="star",
        group=group,
        due=chip,
        current=current,
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
NOTE = step(
    state="done",
    icon="note",
    title="赵晓燕记了一条备注",
    when="11月20日 09:12",
    text="宿管说二号楼也有两台要修，一起问。",
    voice="inner",
)
BACKED = step(
    state="back",
    icon="undo",
    title="职工退回重办",
    when="11月19日 07:30",
    text="只修了一台，隔壁还是冷。",
    voice="mine",
)
FIRM_SAID = step(
    state="done",
    icon="craft",
    title="百川纺织有限公司告知进展",
    when="11月20日 10:05",
    text="配件已下单，师傅周五下午上门。同楼层另外 3 台一起检修。",
    reach="公司说给工会的，本人还没看到",
    relay="k9",
)
SEATS = [
    rec(label="主办", value="百川纺织有限公司工会 周敏"),
    rec(label="公司", value="陈立（行政部经理）"),
    rec(label="督办", value="临江区总工会 赵晓燕"),
]
SHEET = CASE | {
    "visibility": "公司看不到姓名",
    "origin": "纸质代录",
    "entered_by": "周敏",
    "shown_name": "",
}
HOLDS = [
    rec(
        id="1",
        number="LJ-261118-K7Q2",
        case_id="",
        reason="临江区劳动人事争议仲裁 2026 第 118 号",
        line="11月20日起 · 解除前一直有效 · 赵晓燕定的",
        active=True,
    ),
    rec(
        id="2",
        number="LJ-250302-M4XD",
        case_id="2",
        reason="法院调取证据",
        line="2025年3月2日起 · 到2025年9月1日为止 · 赵晓燕定的 · 赵晓燕解除",
        active=False,
    ),
]
CAN = rec(
    accept=True,
    reply=True,
    relay=True,
    note=True,
    seat=True,
    forward=True,
    sort=True,
    pause=True,
    resume=False,
    call=False,
    missed=0,
    take=False,
    decline=False,
    take_back=False,
    dispute=False,
    decide=False,
    merge=True,
    unmerge=False,
)
CANNOT = rec(
    accept=False,
    reply=False,
    relay=False,
    note=True,
    seat=False,
    forward=False,
    sort=False,
    pause=False,
    resume=True,
    call=False,
    missed=2,
    take=False,
    decline=False,
    take_back=False,
    dispute=False,
    decide=False,
    merge=False,
    unmerge=False,
)
HINT = rec(
    board="welfare",
    label="福利待遇",
    urgency=rec(kind="warn", icon="alert", label="有点急"),
    words=["空调", "坏了", "太冷"],
    taught=37,
)
LIST = {
    "desk": DESK,
    "tabs": TABS,
    "filter": FILTER,
    "rows": ROWS,
    "more_url": "/m",
    "export_url": "/x",
    "print_url": "/y",
    "keep_url": "/k",
    "verbs": [("accept", "受理"), ("forward", "转办"), ("sort", "归类"), ("note", "写备注")],
    "every": "1,2",
    "unfinished": "/desk/feedback/batches/1/",
}
NOBODY = {
    "clock": [],
    "steps": [],
    "seats": [],
    "has_author": False,
    "author": None,
    "holds": [],
    "may_hold": False,
    "may_hand_over": False,
    "firm_facts": [],
    "similar": [],
    "can": CANNOT,
    "reply_form": None,
    "note_form": None,
    "seat_form": None,
    "forward_form": None,
    "pause_form": None,
    "sort_form": None,
    "hint": None,
    "talk": None,
    "answers": None,
    "decline_form": None,
    "dispute_form": None,
    "decide_form": None,
    "merged": None,
    "unmerge_form": None,
    "resume_form": None,
    "call_form": None,
    "of_matter": None,
    "into_form": None,
    "open_form": "",
    "form_key": "",
    "galleries": [],
    "may_screen": False,
    "kept": [],
    "canned": [],
}
DETAIL = {
    "case": SHEET,
    "clock": CLOCK,
    "steps": [STEPS[0], BACKED, STEPS[1], FIRM_SAID, NOTE, STEPS[3]],
    "seats": SEATS,
    "has_author": True,
    "author": rec(
        name="李建国",
        phone_masked="138 •••• 0001",
        call="13800000001",
        note="看一次记一次，本人看得到",
    ),
    "holds": HOLDS[:1],
    "may_hold": True,
    "may_hand_over": True,
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
    "pause_form": forms.Pause(prefix="pause"),
    "sort_form": forms.Sort(prefix="sort"),
    "hint": HINT,
    "talk": None,
    "answers": ANSWERS,
    "decline_form": None,
    "dispute_form": None,
    "decide_form": None,
    "merged": None,
    "unmerge_form": None,
    "resume_form": forms.Resume(prefix="resume"),
    "call_form": None,
    "of_matter": None,
    "into_form": forms.Into(prefix="into"),
    "open_form": "",
    "form_key": "k",
    "galleries": [AT_DESK],
    "may_screen": True,
    "kept": [],
    "canned": [rec(id="w1", title="这就去办", text="职工朋友，收到啦，这就去办。")],
}
INBOX = "feedback/desk/inbox.html"
STOPPED = {"open_form": "pause", "can": CAN | {"resume": True}}
REJECTED = {
    "open_form": "forward",
    "forward_form": forms.Forward({"forward-to": "1"}, prefix="forward"),
}
CALLING = {"can": CANNOT | {"call": True}, "call_form": forms.Call(prefix="call"), "author": None}
OF_MATTER = rec(url="/m", title="北仑封路回不了家", cases=32)
WATCHING = {
    "of_matter": OF_MATTER,
    "into_form": None,
    "can": CANNOT,
    "author": None,
    "firm_facts": [],
    "similar": [],
}
ASKED = {
    "talk": TALK,
    "can": CANNOT | {"take": True, "decline": True},
    "decline_form": forms.Words({}, prefix="decline"),
    "open_form": "decline",
}
DECIDING = {
    "talk": TALK,
    "can": CANNOT | {"take_back": True, "dispute": True, "decide": True},
    "dispute_form": forms.Words(prefix="dispute"),
    "decide_form": forms.Decide({}, prefix="decide"),
}
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


def desk(name, template, **context):
    """A page of the desk."""
    return Page(name, template, {"desk": DESK} | context)


PAGES = [
    Page("inbox", INBOX, LIST | DETAIL),
    Page("inbox-list", INBOX, LIST | NOBODY | {"case": None}),
    Page("inbox-empty", INBOX, LIST | NOBODY | {"case": None, "rows": [], "more_url": None}),
    Page("inbox-error", INBOX, LIST | DETAIL | REJECTED),
    Page("inbox-merged", INBOX, LIST | DETAIL | UNMERGING | {"can": CANNOT | {"unmerge": True}}),
    Page("inbox-main", INBOX, LIST | DETAIL | {"merged": WAITING}),
    Page("inbox-pause", INBOX, LIST | DETAIL | STOPPED),
    Page("inbox-watch", INBOX, LIST | DETAIL | WATCHING),
    Page("inbox-call", INBOX, LIST | DETAIL | CALLING),
    Page("inbox-asked", INBOX, LIST | DETAIL | ASKED),
    Page("inbox-decide", INBOX, LIST | DETAIL | DECIDING),
    desk("talks", "feedback/desk/talks.html", rows=TALKS, more_url="/more"),
    desk("history", "feedback/desk/history.html", case=SHEET, moves=MOVES),
    Page(
        "print",
        "feedback/desk/print.html",
        {"case": SHEET, "steps": STEPS, "seats": SEATS, "printed": "赵晓燕 2026-11-20 10:30 打印"}
        | {"merged": UNMERGING["merged"], "sheet": ON_PAPER},
    ),
    desk(
        "assist",
        "feedback/desk/assist.html",
        form=forms.Assist(initial={"origin": "paper"}),
        who_hints=forms.WHO_HINTS,
        kept=[],
        form_key="k",
    ),
    desk(
        "entered",
        "feedback/desk/entered.html",
        slip=rec(
            number="LJ-261120-7K3QF",
            groups=["LJ", "261120", "7K3QF"],
            said="L J、二 六 幺 幺 二 零、七 K 三 Q F",
            firm="百川纺织有限公司",
            follows=False,
            url="/desk/feedback/k7/",
        ),
    ),
    desk(
        "holds", "feedback/desk/holds.html", holds=HOLDS, number="", form=forms.Hold(), form_key="k"
    ),
    desk(
        "holds-error",
        "feedback/desk/holds.html",
        holds=[],
        number="",
        form=forms.Hold({}),
        form_key="k",
    ),
]
