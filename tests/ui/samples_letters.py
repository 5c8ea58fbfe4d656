"""Sample contexts of letters: the desk's, the firm's and the author's, and what came of them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from niangjia.kernel.letters import forms, rules, wordings
from niangjia.kernel.papers.door import Paper, Sign, paras
from tests.ui import forms as drawn
from tests.ui.samples_desk import desk
from tests.ui.samples_worker import HAT
from tests.ui.stage import Page, engine, rec

BODY = """近来，职工向工会说了这样一些事：
有 14 位职工说到。
大约 6 成的人说到“住宿”。

归纳起来是：宿舍几处空调过冬前就坏了，上夜班的人白天睡不暖。

我们建议：入冬前检修全部宿舍空调，修好之前先借取暖器。
估算要投入 1,800,000 元（报价单）。
估算一年能省下或多得 2,600,000 元（去年维修台账）。

请在12月21日前书面答复工会：采纳、部分采纳，或者不采纳的理由。
依据：《浙江省企业民主管理条例》第二十三条"""
TITLE = "关于检修宿舍空调的建议"
NUMBER = "百川纺织工建〔2026〕3号"


def html(number: str = NUMBER, foot: str = "") -> str:
    """A document as its pages show it."""
    paper = Paper(
        title=TITLE,
        body=paras(BODY),
        number=number,
        to="百川纺织有限公司",
        issuer="百川纺织有限公司工会委员会",
        sign=Sign("百川纺织有限公司工会委员会", "2026年11月20日" if number else ""),
        foot=foot,
        official=True,
        made_at=datetime(2026, 11, 20, tzinfo=UTC),
    )
    blocks = [{"kind": "para", "text": one.text, "small": "", "plain": ""} for one in paper.body]
    return engine().get_template("papers/paper.html").render({"paper": paper, "blocks": blocks})


WAITS = rec(kind="info", icon="send", label="等答复")
DUE = rec(kind="info", left="还有 12 天 3 小时", text="12月21日前答复")
LINES = [
    rec(
        url="/desk/letters/1/",
        title=TITLE,
        line=f"建议 · {NUMBER} · 百川纺织有限公司",
        icon="bulb",
        status=WAITS,
        due=DUE,
        when="11月20日 10:30",
    ),
    rec(
        url="/desk/letters/2/",
        title="关于夜班食堂供热饭的建议",
        line="建议 · 还没有文号 · 恒达能源有限公司",
        icon="bulb",
        status=rec(kind="", icon="edit", label="草稿"),
        due=None,
        when="11月19日 16:05",
    ),
]
NOTHING = rec(
    edit=False,
    issue=False,
    enter_answer=False,
    close=False,
    escalate=False,
    withdraw=False,
    claim=False,
    keep=False,
)
LETTER = rec(
    id="1",
    kind="proposal",
    label="建议",
    icon="bulb",
    number=NUMBER,
    title=TITLE,
    html=html(),
    sha256="9f2c" * 16,
    union="百川纺织有限公司工会委员会",
    to="百川纺织有限公司",
    by="周敏",
    issued="11月20日 10:30",
    received="11月20日 14:00",
    status=WAITS,
    due=DUE,
    basis="《浙江省企业民主管理条例》第二十三条",
    outcome="",
    answer="",
    answered="",
    promise=None,
    why="",
    cases=14,
    outcomes=(("adopt", "采纳"), ("partly", "部分采纳"), ("refuse", "不采纳")),
    can=NOTHING,
    before="",
    next_label="监督提示函",
    next_authority=False,
    signatures=(),
    may_sign=False,
)
DRAFT = LETTER | {
    "number": "",
    "html": html("", "草稿，没有发出。"),
    "sha256": "",
    "issued": "",
    "received": "",
    "status": rec(kind="", icon="edit", label="草稿"),
    "due": rec(kind="warn", left="还有 1 天", text="11月21日前发出"),
}
ANSWERED = LETTER | {
    "status": rec(kind="warn", icon="say", label="答复了，等工会看"),
    "outcome": "采纳",
    "answer": "同意。三号楼月底前修好，其余宿舍十二月十五日前检修完。",
    "answered": "11月28日 09:10",
    "promise": rec(kind="warn", icon="clock", text="公司答应12月1日前办好，日子过了，还没有办到。"),
    "can": NOTHING | {"close": True, "claim": True},
}
BENEFIT = rec(
    id="b1",
    status=rec(kind="warn", icon="clock", label="等财务核实"),
    invested="180 万元",
    saved="260 万元",
    months="8.3 个月",
    decision="投入改造全部宿舍空调",
    decided="11月28日",
    evidence="职代会纪要 2026-7 号，发票 12 张",
    entered="周敏",
    checked="",
    note="",
    state="claimed",
    may_check=True,
    may_mend=False,
)
DOUBTED = {"may_check": False, "may_mend": True, "note": "发票对不上", "checked": "陈会计"}
NO_FORMS = {f"{name}_form": None for name in forms.NAMES}
DECIDED = forms.DecidedForm(prefix="claim")


def at_desk(name: str, letter, **more) -> Page:
    """The desk's page of a letter."""
    base = {"letter": letter, "benefit": None, "open_form": "", "form_key": "k"} | NO_FORMS
    return desk(name, "letters/desk/letter.html", **(base | more))


def at_firm(name: str, letter, form) -> Page:
    """The firm's page of a letter."""
    context = {"capacity": HAT, "letter": letter, "form": form, "form_key": "k"}
    return Page(name, "letters/firm/letter.html", context)


GOT = LETTER | {"can_receive": True, "can_answer": True}
EDIT = forms.EditForm(initial={"title": TITLE, "body": BODY}, prefix="edit")
SURE = forms.IssueForm({}, prefix="issue")
SURE.is_valid()
SURE.add_error("sure", "有一段和职工的原话一样：“三号楼四零二的空调上周就坏了”。请换掉。")
CLOSE = forms.WhyForm(prefix="close")
ANSWERS = LETTER["outcomes"]
SHOWN = {name: f"（{hint}）" for name, hint in wordings.PLACES.items()}
TEMPLATE = rec(
    key="proposal",
    label="建议",
    own=True,
    places=tuple(wordings.PLACES.items()),
    sample=rules.fill(
        wordings.PROPOSAL.house.body, {k: f"（{v}）" for k, v in wordings.PLACES.items()}
    ),
)
WORDS = wordings.PROPOSAL.house
TYPED = forms.TemplateForm(
    initial={"word": "百川纺织工建", "title": WORDS.title, "body": WORDS.body}
)
WRONG = forms.TemplateForm({"title": WORDS.title, "body": "请【单位名】尽快办理，谢谢。"})
WRONG.is_valid()
WRONG.add_error("body", "不认识【单位名】，没有东西可以填进去。能用的都列在旁边。")
CADRES = [("1", "周敏 工会主席"), ("2", "陈会计 财务")]
MANDATES = [
    rec(
        id="m1",
        name="陈会计",
        kind="财务核实",
        number="LJ-C-018",
        span="1月1日至12月31日",
        valid=True,
        own=True,
    ),
    rec(
        id="m2",
        name="吴强",
        kind="工会劳动法律监督员证",
        number="ZJ-2023-0417",
        span="2023年5月1日至2026年4月30日",
        valid=False,
        own=True,
    ),
]
SUMMARY = rec(
    reviews=17,
    people=14,
    who="14 位职工",
    lines=["大约 6 成的人说到“住宿”。", "都说到“劳动条件”。"],
)
PICKED = rec(
    matters=[1],
    chosen=[1],
    more=True,
    summary=SUMMARY,
    choice=rec(since=date(2026, 8, 1), until=date(2026, 11, 20)),
)
FEW = PICKED | {"summary": SUMMARY | {"people": 0, "lines": [], "who": "几位职工"}}
CHOSEN = {"firm": "百川纺织", "board": "", "since": "2026-08-01", "until": "2026-11-20"}
TICKED = {"cases": ["a"]}
REFUSED = {"outcome": "refuse", "text": "不办"}
FIRM_LIST = "letters/firm/list.html"


def template(name: str, record, form, *, looked: bool) -> Page:
    """The page of a template."""
    context = {"pattern": record, "form": form, "looked": looked, "form_key": "k"}
    return desk(name, "letters/desk/template.html", **context)


def mandates(name: str, rows, form) -> Page:
    """Who holds which certificate."""
    return desk(name, "letters/desk/mandates.html", rows=rows, form=form, form_key="k")


def propose(name: str, choose, picked, form) -> Page:
    """From reviews to a proposal."""
    context = {"choose": choose, "picked": picked, "form": form, "form_key": "k"}
    return desk(name, "feedback/desk/propose.html", **context)


MINE = LETTER | {
    "status": rec(kind="ok", icon="check", label="有结果了"),
    "outcome": "采纳",
    "why": "公司同意了，月底前修好。",
    "back": "/x",
}
OPINION = DRAFT | {
    "kind": "opinion",
    "label": "监督意见书",
    "icon": "law",
    "may_sign": True,
    "before": "/desk/letters/0/",
    "signatures": (
        rec(name="吴强", number="ZJ-2023-0417", when="11月20日 09:12", stands=True),
        rec(name="沈国平", number="ZJ-2024-0092", when="11月19日 16:40", stands=False),
    ),
}
UNSIGNED = forms.IssueForm({}, prefix="issue")
UNSIGNED.is_valid()
UNSIGNED.add_error("sure", "还差监督员签名：要两位不同的监督员，签在现在这份稿子上。")
PAGES = [
    desk(
        "letters-list",
        "letters/desk/list.html",
        tabs=[
            rec(url="?tab=open", label="在办的", current=True),
            rec(url="?tab=done", label="办完的", current=False),
        ],
        rows=LINES,
        more_url="?after=x",
        may_set=True,
        print_url="/y",
    ),
    desk(
        "letters-none",
        "letters/desk/list.html",
        tabs=[],
        rows=[],
        more_url=None,
        may_set=False,
        print_url="/y",
    ),
    at_desk("letters-draft", DRAFT, edit_form=EDIT, issue_form=forms.IssueForm(prefix="issue")),
    at_desk("letters-quotes", DRAFT, edit_form=EDIT, issue_form=SURE, open_form="issue"),
    at_desk(
        "letters-sent",
        LETTER,
        answer_form=forms.AnswerForm(outcomes=ANSWERS, prefix="answer"),
        withdraw_form=forms.WhyForm(prefix="withdraw"),
    ),
    at_desk(
        "letters-answered",
        ANSWERED,
        close_form=CLOSE,
        claim_form=DECIDED,
        escalate_form=forms.EscalateForm(authority=True, prefix="escalate"),
    ),
    at_desk("letters-opinion", OPINION, edit_form=EDIT, issue_form=UNSIGNED),
    at_desk(
        "letters-benefit",
        ANSWERED | {"why": "公司同意了，月底前修好。", "can": NOTHING},
        benefit=BENEFIT,
        check_form=forms.CheckForm(prefix="check"),
    ),
    at_desk(
        "letters-doubted",
        ANSWERED | {"can": NOTHING},
        benefit=BENEFIT | DOUBTED,
        claim_form=forms.DecidedForm({}, prefix="claim"),
        open_form="claim",
    ),
    Page(
        "letters-print",
        "letters/desk/print.html",
        {"letter": LETTER, "printed": "周敏打印"},
    ),
    desk(
        "letters-benefits",
        "letters/desk/benefits.html",
        totals=rec(items=3, invested="412 万元", saved="560 万元", months="8.8 个月", unverified=2),
        rows=[BENEFIT | {"url": "/x", "title": TITLE, "firm": "百川纺织", "union": "百川纺织工会"}],
        more_url=None,
    ),
    desk(
        "letters-templates",
        "letters/desk/templates.html",
        rows=[
            rec(
                key="proposal",
                label="建议",
                icon="bulb",
                title=WORDS.title,
                example="百川纺织工建〔2026〕1号",
                own=True,
                changed="周敏 11月20日 10:30",
            )
        ],
    ),
    template("letters-template", TEMPLATE, TYPED, looked=False),
    template("letters-template-error", TEMPLATE | {"own": False}, WRONG, looked=True),
    mandates("letters-mandates", MANDATES, forms.MandateForm(cadres=CADRES)),
    mandates("letters-mandates-error", [], forms.MandateForm({}, cadres=CADRES)),
    propose("letters-choose", drawn.Choose(), None, None),
    propose("letters-propose", drawn.Choose(CHOSEN), PICKED, drawn.Proposal(initial=TICKED)),
    propose("letters-propose-error", drawn.Choose(CHOSEN), FEW, drawn.Proposal({"cost": "12"})),
    Page("firm-letters", FIRM_LIST, {"capacity": HAT, "rows": LINES[:1], "more_url": None}),
    Page("firm-letters-none", FIRM_LIST, {"capacity": HAT, "rows": [], "more_url": None}),
    at_firm("firm-letter", GOT, forms.AnswerForm(outcomes=ANSWERS)),
    at_firm("firm-letter-error", GOT, forms.AnswerForm(REFUSED, outcomes=ANSWERS)),
    at_firm("firm-letter-answered", ANSWERED | {"can_receive": False, "can_answer": False}, None),
    Page("letter-mine", "letters/letter.html", {"letter": MINE}),
]
