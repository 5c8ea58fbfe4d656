"""Sample contexts of mediation: the worker's, the firm's and the union's pages."""

from __future__ import annotations

from niangjia.kernel.mediation import forms
from niangjia.services.feedback.forms.bundling import BundleForm
from tests.ui.samples_desk import desk
from tests.ui.samples_letters import html
from tests.ui.samples_worker import HAT
from tests.ui.stage import Page, rec

CLAUSE = "《劳动争议调解仲裁法》第十四条"
REGULATION = "《浙江省劳动人事争议调解仲裁条例》第十条"
CLAIM = "九月到现在的夜班津贴没有发，想补发三个月，一共两千四百元。"
NUMBER = "临总工调〔2026〕3号"
DUE = rec(kind="info", left="还有 12 天 3 小时", text="12月7日前要有结果")
TALKING = rec(kind="info", icon="say", label="正在谈")
START = rec(
    title="夜班津贴三个月没有发",
    number="LJ2611200001",
    firm="百川纺织有限公司",
    until="12月7日",
    clause=CLAUSE,
    back="/feedback/1/",
    no="",
)
HELD = rec(
    id="t1",
    when="11月24日 14:00",
    place="长河街道总工会调解室",
    came="本人、人事李经理、调解员",
    record="公司愿意补发，商量哪天发。",
    open=False,
    past=True,
)
AHEAD = rec(
    id="t2",
    when="11月28日 09:30",
    place="长河街道总工会调解室",
    came="",
    record="",
    open=True,
    past=False,
)
MORE = rec(step="ask", until="12月22日", now="12月7日", clause=REGULATION, when="")
LAST = f"12月7日，满十五天（{CLAUSE}）"
LATER = f"12月22日，两边 12月2日 都同意再谈（{REGULATION}）"
NOTHING = rec(agree=False, withdraw=True, confirm=False, object=False)
MINE = rec(
    id="1",
    number=NUMBER,
    title="夜班津贴三个月没有发",
    firm="百川纺织有限公司",
    union="临江区总工会",
    mediator="周敏",
    state="talking",
    status=TALKING,
    due=DUE,
    until="12月7日",
    clause=CLAUSE,
    last=LAST,
    more=MORE,
    claim=CLAIM,
    offer="这件事谈一谈也许更快，你愿意吗？",
    named=True,
    talks=[HELD, AHEAD],
    html=None,
    sha256="9f2c" * 16,
    mine_ok=False,
    other_ok=True,
    why="",
    next_door=False,
    court_until="",
    back="/feedback/1/",
    can=NOTHING,
)
OFFERED = MINE | {
    "number": "",
    "mediator": "",
    "state": "offered",
    "status": rec(kind="info", icon="info", label="等你想一想"),
    "due": rec(kind="warn", left="还有 1 天", text="11月27日前告诉工会要不要谈"),
    "claim": "",
    "named": False,
    "talks": [],
    "more": None,
    "can": NOTHING | {"agree": True, "withdraw": False},
}
DRAFTED = MINE | {
    "status": rec(kind="warn", icon="edit", label="等两边确认协议"),
    "html": html(NUMBER),
    "last": LATER,
    "more": None,
    "can": NOTHING | {"confirm": True, "object": True},
}
AGREED = DRAFTED | {
    "state": "agreed",
    "status": rec(kind="ok", icon="check", label="谈成了"),
    "due": None,
    "mine_ok": True,
    "court_until": "12月24日",
    "can": NOTHING | {"withdraw": False},
}
REFUSED = MINE | {
    "state": "refused",
    "status": rec(kind="", icon="close", label="公司不愿意谈"),
    "due": None,
    "named": False,
    "talks": [],
    "more": None,
    "why": "公司认为没有欠发。",
    "next_door": True,
    "can": NOTHING | {"withdraw": False},
}
FIRM_CAN = rec(answer=False, confirm=False, object=False, leave=True)
GOT = rec(
    id="1",
    number=NUMBER,
    title="夜班津贴三个月没有发",
    union="临江区总工会",
    mediator="周敏",
    worker="",
    claim=CLAIM,
    invited="11月21日 09:00",
    status=rec(kind="info", icon="send", label="等公司答复"),
    due=rec(kind="info", left="还有 4 天", text="11月26日前公司给答复"),
    until="12月7日",
    clause=CLAUSE,
    last=LAST,
    more=None,
    talks=[],
    html=None,
    sha256="9f2c" * 16,
    mine_ok=False,
    other_ok=False,
    over=False,
    can=FIRM_CAN | {"answer": True, "leave": False},
)
AT_TABLE = GOT | {
    "worker": "李春燕",
    "status": rec(kind="warn", icon="edit", label="等两边确认协议"),
    "due": DUE,
    "talks": [HELD],
    "html": html(NUMBER),
    "more": MORE | {"step": "offered", "when": "12月2日"},
    "can": FIRM_CAN | {"confirm": True, "object": True},
}
OVER = GOT | {
    "title": "一场没有谈成的调解",
    "claim": "",
    "status": rec(kind="", icon="close", label="结束了，没有达成协议"),
    "due": None,
    "over": True,
    "can": FIRM_CAN | {"leave": False},
}
LINE = rec(
    url="/desk/mediation/1/",
    title="夜班津贴三个月没有发",
    line=f"{NUMBER} · 百川纺织有限公司",
    status=TALKING,
    due=DUE,
    when="11月20日 10:30",
)
DESK_CAN = rec(invite=False, talk=False, draft=False, revise=False, fail=True)
WHOLE = rec(
    id="1",
    number="",
    title="夜班津贴三个月没有发",
    firm="百川纺织有限公司",
    union="百川纺织有限公司工会委员会",
    mediator="",
    worker="",
    claim=CLAIM,
    offer="",
    asked="11月20日 10:00",
    last=LAST,
    status=rec(kind="warn", icon="clock", label="等工会派调解员"),
    due=rec(kind="warn", left="还有 1 天 13 小时", text="11月23日前工会派好调解员、请公司"),
    talks=[],
    next_talk=None,
    html=None,
    worker_ok="",
    firm_ok="",
    why="",
    case="/desk/feedback/1/",
    paper=False,
    terms="",
    can=DESK_CAN | {"invite": True},
)
AT_WORK = WHOLE | {
    "number": NUMBER,
    "mediator": "周敏",
    "worker": "李春燕",
    "status": TALKING,
    "due": DUE,
    "talks": [HELD, AHEAD],
    "next_talk": AHEAD,
    "can": DESK_CAN | {"talk": True, "draft": True},
}
BEFORE_BOTH = AT_WORK | {
    "html": html(NUMBER),
    "firm_ok": "11月25日 10:00",
    "paper": True,
    "can": DESK_CAN | {"talk": True, "revise": True},
}
NO_FORMS = {f"{name}_form": None for name in forms.NAMES}
NEAR = [("1", "周敏（主席）"), ("2", "吴强（干部）")]
BLIND = forms.ConsentForm({"claim": CLAIM})


def mine(name: str, found, form=None) -> Page:
    """The worker's page."""
    return Page(name, "mediation/mediation.html", {"found": found, "form": form, "form_key": "k"})


def at_firm(name: str, found, form=None) -> Page:
    """The firm's page."""
    context = {"capacity": HAT, "found": found, "why_form": form or forms.WhyForm()}
    more = {"open_form": form is not None, "form_key": "k"}
    return Page(name, "mediation/firm/mediation.html", context | more)


def at_desk(name: str, found, **more) -> Page:
    """The union's page."""
    base = {"found": found, "open_form": "", "form_key": "k"} | NO_FORMS
    return desk(name, "mediation/desk/mediation.html", **(base | more))


def start(name: str, found, form) -> Page:
    """The page of consent."""
    context = {"start": found, "case_id": "1", "form": form, "form_key": "k"}
    return Page(name, "mediation/start.html", context)


READY = rec(
    id="p1",
    purpose="法律援助",
    state="ready",
    made="11月20日 10:30",
    until="12月4日",
    done=9,
    total=9,
    size="3.4 兆",
    root="9f2c" * 16,
)
PACKING = READY | {"id": "p2", "state": "asked", "done": 4, "purpose": "劳动仲裁"}
IN_LINE = PACKING | {"id": "p3", "total": 0}
STUCK = READY | {"id": "p4", "state": "failed"}
HEAD = rec(id="1", number="LJ2611200001", title="夜班津贴三个月没有发")


def bundle(name: str, made, form) -> Page:
    """The page on which a worker packs papers."""
    context = {"case": HEAD, "bundles": made, "form": form, "form_key": "k"}
    return Page(name, "feedback/bundle.html", context)


FIRM_LIST = "mediation/firm/list.html"
PAGES = [
    bundle("bundle", [IN_LINE, PACKING, READY, STUCK], BundleForm()),
    bundle("bundle-none", [], BundleForm({})),
    desk(
        "mediation-desk-bundle",
        "feedback/desk/bundle.html",
        case=HEAD,
        bundles=[PACKING, READY],
        form=BundleForm(),
        form_key="k",
    ),
    start("mediation-start", START, forms.ConsentForm()),
    start("mediation-start-blind", START, BLIND),
    start("mediation-start-no", START | {"no": "这件事没有写是哪家单位。先补上。"}, None),
    mine("mediation-offered", OFFERED, forms.ConsentForm()),
    mine("mediation-talking", MINE),
    mine("mediation-drafted", DRAFTED),
    mine("mediation-agreed", AGREED),
    mine("mediation-refused", REFUSED),
    Page("mediation-firm", FIRM_LIST, {"capacity": HAT, "rows": [LINE], "more_url": "?after=1"}),
    Page("mediation-firm-none", FIRM_LIST, {"capacity": HAT, "rows": [], "more_url": None}),
    at_firm("mediation-firm-asked", GOT),
    at_firm("mediation-firm-wrong", GOT, forms.WhyForm({"text": ""})),
    at_firm("mediation-firm-table", AT_TABLE),
    at_firm("mediation-firm-over", OVER),
    desk(
        "mediation-desk",
        "mediation/desk/list.html",
        tab="open",
        rows=[LINE],
        more_url="?tab=open&after=1",
    ),
    desk("mediation-desk-none", "mediation/desk/list.html", tab="done", rows=[], more_url=None),
    desk(
        "mediation-desk-offer",
        "mediation/desk/offer.html",
        offering=START,
        case_id="1",
        form=forms.OfferForm(),
        form_key="k",
    ),
    at_desk(
        "mediation-desk-asked",
        WHOLE,
        invite_form=forms.InviteForm(mediators=NEAR, prefix="invite"),
        fail_form=forms.WhyForm(prefix="fail"),
    ),
    at_desk(
        "mediation-desk-talking",
        AT_WORK,
        talk_form=forms.TalkForm(prefix="talk"),
        record_form=forms.RecordForm(prefix="record"),
        draft_form=forms.DraftForm(prefix="draft"),
        fail_form=forms.WhyForm(prefix="fail"),
    ),
    at_desk("mediation-desk-drafted", BEFORE_BOTH, fail_form=forms.WhyForm(prefix="fail")),
]
