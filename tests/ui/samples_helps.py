"""Sample contexts of help with a claim. Everybody is invented."""

from __future__ import annotations

from datetime import date

from niangjia.services.benefits.forms import helps as forms
from tests.ui.samples_desk import desk
from tests.ui.stage import Page, rec

D = "benefits/desk"
VERBS = ("take", "send", "pay", "refuse", "call_off", "withdraw", "came", "missing", "contest")
TOLD = rec(
    name="李建国",
    place="百川纺织厂门口",
    words="下夜班骑车摔了，左手腕骨裂，打了石膏，在家歇了三周。",
    phone="13800000001",
)
ASKED = rec(
    id="h1",
    number="B20261018-5C21A0",
    title="会员意外和家财保障",
    insurer="临江财险，保单 LJ2026-8801",
    org="临江区总工会",
    kind="人受了伤、出了意外",
    day="10月17日",
    asked="10月18日 09:30",
    step="asked",
    state=rec(kind="warn", icon="clock", label="等工会接手"),
    handler="",
    sent="",
    reference="",
    yuan="",
    due="10月20日",
    late=False,
    promise="10月20日前，工会接手，打电话给你",
    open=True,
)
SENT = ASKED | rec(
    step="sent",
    state=rec(kind="info", icon="send", label="交给保险公司了"),
    handler="赵晓燕",
    sent="10月20日",
    reference="B8801-20417",
    due="11月19日",
    late=True,
    promise="11月19日前，工会问到保险公司的结果",
)
PAID = SENT | rec(
    step="paid",
    state=rec(kind="ok", icon="clock", label="说赔了，等到账"),
    yuan="3,260",
    due="12月8日",
    late=False,
    promise="12月8日前，请说一声钱到没到；不说就当办完",
)
OVER = PAID | rec(due="", promise="", open=False)
CAME = OVER | rec(step="came", state=rec(kind="ok", icon="check", label="钱到了"))
REFUSED = OVER | rec(
    step="refused", yuan="", state=rec(kind="err", icon="close", label="保险公司不赔")
)


def step(icon: str, title: str, by: str, when: str, text: str = "", **more: str) -> dict:
    """One line of the history."""
    return rec(state="done", icon=icon, title=title, by=by, when=when, text=text, voice="") | more


STEPS = [
    step("say", "提出求助", "李建国", "10月18日 09:30", voice="mine"),
    step("hand", "工会接手了", "赵晓燕", "10月18日 14:30"),
    step("say", "工会说", "赵晓燕", "10月18日 15:30", "发票和病历先留好，周三来拿。"),
    step("note", "补充了一句", "李建国", "10月19日 08:10", "发票找到了。", voice="mine"),
    step(
        "send",
        "交给保险公司了",
        "赵晓燕",
        "10月20日 09:30",
        "10月20日交的，那边的编号 B8801-20417",
        state="now",
    ),
]


def can(*verbs: str) -> dict:
    """What the reader may do now."""
    return rec(**{verb: verb in verbs for verb in (*VERBS, "word")})


def mine(name: str, help: dict, *verbs: str, **more: object) -> Page:
    """The member's page of a request."""
    context = {
        "help": help,
        "told": TOLD,
        "steps": STEPS,
        "can": can(*verbs),
        "word_form": forms.WordForm(prefix="word"),
        "contest_form": forms.WordForm(prefix="contest"),
        "form_key": "k",
    }
    return Page(name, "benefits/help.html", context | more)


def ours(name: str, help: dict, *verbs: str, **more: object) -> Page:
    """The union's page of a request."""
    context = {"help": help, "told": TOLD, "steps": STEPS, "can": can(*verbs)}
    return desk(name, f"{D}/help.html", **{**context, **forms.blank(), "form_key": "k", **more})


def wrong(verb: str) -> object:
    """A form of the desk sent empty."""
    form = forms.STEPS[verb]({}, prefix=verb)
    form.is_valid()
    return form


COVER = rec(
    id="r1",
    title="会员意外和家财保障",
    why="意外身故、伤残最多十万元；家财最多两万元。出了事 48 小时内打 0599-8120001 报案。",
    source="临江财险，保单 LJ2026-8801",
    org="临江区总工会",
    since="5月1日",
    until="明年4月30日",
)
NEW = {"cover": COVER, "phone": "13800000001", "day": date(2026, 11, 21), "form_key": "k"}
BAD = forms.HelpForm({"place": "南塘路口", "phone": "138"})
BAD.is_valid()
LIST = {"helps": [SENT, ASKED | rec(id="h2")], "over": False, "more_url": None}
PRINT = {"help": SENT, "told": TOLD, "id_number": "", "today": "11月21日"}

PAGES = [
    Page(
        "benefits-help-new",
        "benefits/help_new.html",
        NEW | {"form": forms.HelpForm(initial={"phone": "13800000001"})},
    ),
    Page("benefits-help-new-error", "benefits/help_new.html", NEW | {"form": BAD}),
    mine("benefits-help", SENT, "withdraw", "word"),
    mine("benefits-help-paid", PAID, "came", "missing", "word"),
    mine("benefits-help-refused", REFUSED, "contest", contest_form=wrong("word")),
    desk("cover-helps", f"{D}/helps.html", **LIST),
    desk("cover-helps-none", f"{D}/helps.html", **LIST | {"helps": [], "over": True}),
    ours("cover-help-asked", ASKED, "take", "call_off", "word"),
    ours("cover-help-taken", ASKED | rec(step="taken"), "send", "refuse", "call_off", "word"),
    ours("cover-help", SENT, "pay", "refuse", "call_off", "word", refuse_form=wrong("refuse")),
    ours("cover-help-over", CAME),
    Page(
        "cover-help-print",
        f"{D}/help_print.html",
        {"help": SENT, "told": TOLD, "id_number": "", "today": "11月21日"},
    ),
]
