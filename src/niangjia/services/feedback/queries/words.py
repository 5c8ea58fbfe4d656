"""How states, events and deadlines are worded for each reader."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base import pills
from niangjia.kernel.base.clock import day_text, local, now, span_text, today
from niangjia.kernel.base.pills import Due, Status
from niangjia.kernel.cases.door import FLOW, Row, Said

from . import pending


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a timeline."""

    state: str
    icon: str
    title: str
    by: str = ""
    when: str = ""
    text: str = ""
    voice: str = ""
    tag: Status | None = None
    #: Who else reads these words, where the union should know.
    reach: str = ""
    #: What to name when these words are passed on to the author; "" where there is nothing to.
    relay: str = ""
    #: Where the words lead: a path of ours.
    link: str = ""


#: The words people see, with colour and icon.
STATES: dict[str, tuple[str, str, str]] = {
    "received": ("", "clock", noop("已收到")),
    "accepted": ("info", "check", noop("工会已受理")),
    "with_firm": ("warn", "clock", noop("公司办理中")),
    "answered": ("warn", "star", noop("等你打分")),
    "closed": ("ok", "check", noop("已办结")),
    "returned": ("err", "undo", noop("已退回重办")),
    "withdrawn": ("", "undo", noop("已办结")),
    "merged": ("info", "users", noop("和同一件事一起办")),
}
#: The same where it reads otherwise at the desk.
AT_DESK = {"answered": noop("等职工打分"), "merged": noop("重复合并")}
#: Verb -> (icon, heading for the author, heading for a union or firm). %s is the speaker.
VERBS: dict[str, tuple[str, str, str]] = {
    "open": ("say", noop("你提交了点评"), noop("职工提交")),
    "accept": ("check", noop("工会%s已受理"), noop("%s受理")),
    "ask_firm": ("org", noop("工会%s已转给公司"), noop("%s转给公司")),
    "says": ("say", noop("工会%s说"), noop("%s告知进展")),
    "firm_says": ("craft", "", noop("%s告知进展")),
    "firm_reply": ("craft", "", noop("%s答复工会")),
    "relay": ("say", noop("工会%s转告公司的话"), noop("%s把公司的话转告本人")),
    "reply": ("send", noop("工会%s答复了你"), noop("%s答复，等打分")),
    "add_word": ("edit", noop("你补充了情况"), noop("职工补充")),
    "verdict_ok": ("star", noop("你打了分，办结"), noop("职工打分，办结")),
    "verdict_back": ("undo", noop("你退回重办"), noop("职工退回重办")),
    "call_ok": ("phone", noop("回访确认，办结"), noop("%s回访，办结")),
    "call_back": ("phone", noop("回访后退回重办"), noop("%s回访，退回重办")),
    "withdraw": ("undo", noop("你撤回了"), noop("职工撤回")),
    "note": ("note", "", noop("%s记下")),
    "forward": ("forward", noop("转给%s来办"), noop("转给%s")),
    "appeal": ("up", noop("你请%s来办"), noop("职工请%s来办")),
    "press": ("shield", noop("你说有人为难你，换%s来办"), noop("职工说被为难，换%s来办")),
    "reopen": ("undo", noop("你重新打开了"), noop("职工重新打开")),
    "sort": ("filter", "", noop("归到“%s”")),
    "missed": ("phone", "", noop("%s回访，没打通")),
    "pause": ("clock", noop("工会%s暂停了计时"), noop("%s暂停计时")),
    "resume": ("clock", noop("工会%s恢复了计时"), noop("%s恢复计时")),
    "contest": ("flag", noop("你不同意停，请上级工会看看"), noop("职工不同意暂停计时")),
    "letter": ("doc", noop("工会%s说了下文"), noop("%s把文书的下文告诉本人")),
    "offer": ("forward", "", noop("想转给%s来办")),
    "talks": (
        "forward",
        noop("正在商量由谁来办，现在仍由%s负责"),
        noop("本人看到：正在商量，现在仍由%s负责"),
    ),
    "decline": ("undo", "", noop("%s不接")),
    "dispute": ("flag", "", noop("派件争议，请%s定")),
    "decide": ("law", "", noop("上级定了，由%s来办")),
    "stays": ("check", noop("商量好了，还是由%s来办"), noop("不转了，还是由%s来办")),
    "dated": ("clock", "", noop("放假安排公布了，算出了到期日")),
    "remind": ("bell", "", noop("今天到期，提醒了经办人")),
    "link": ("gift", noop("工会告诉你：%s"), noop("告诉本人：%s")),
    "merge": ("users", noop("工会%s把它和同一件事放在一起办"), noop("%s并案，跟主件一起答复")),
    "into": ("users", "", noop("主件是 %s")),
    "follow": ("clock", noop("一起办的事往前走了，日子跟着换"), noop("跟主件换成同一天")),
    "gather": ("users", "", noop("%s 并进来，一起答复")),
    "let_go": ("undo", "", noop("%s 拿出去单独办")),
    "unmerge": ("undo", noop("拿出来单独办，说好的日期不变"), noop("拆开，单独办")),
    "apart": ("undo", noop("你说不是一回事，单独办"), noop("职工说不是一回事，单独办")),
    "escalate": ("up", noop("超时了，已请%s督办"), noop("超时，请%s督办")),
}
CANNOT = noop("%s说办不到")
IMPORTED = noop("从文件导入")
ENTERED = noop("工会替你录下了")
ENTERED_BY = noop("%s替职工录入")
#: What comes after the step under way, by state, for the author.
AHEAD: dict[str, tuple[str, ...]] = {
    "received": (noop("办理和答复"), noop("你来打分，满意才算办结")),
    "accepted": (noop("你来打分，满意才算办结"),),
    "with_firm": (noop("工会核实后答复你"), noop("你来打分，满意才算办结")),
    "answered": (),
    "returned": (noop("重新办理和答复"), noop("你来打分，满意才算办结")),
    "merged": (noop("你来打分，满意才算办结"),),
}
#: Words of the author to the union: no firm reads them.
AUTHOR_SPEAKS = (
    *("add_word", "verdict_ok", "verdict_back", "withdraw"),
    *("contest", "appeal", "press", "reopen", "apart"),
)
#: Steps whose heading names where they lead to, not who took them.
ABOUT = (
    *("forward", "escalate", "appeal", "press", "sort", "link"),
    *("offer", "talks", "decline", "dispute", "decide", "stays"),
    *("into", "gather", "let_go"),
)
#: What came of a case, beside its state.
OUTCOMES = {
    "partly": noop("部分解决"),
    "explained": noop("已解释"),
    "guided": noop("已引导"),
    "legal": noop("转法定程序"),
}
FIRM_SPEAKS = ("firm_says", "firm_reply")


def status(state: str, outcome: str = "", *, at_desk: bool = False) -> Status:
    """The pill of a state; at the desk the author is not "you". A closed one says how it ended."""
    kind, icon, word = STATES[state]
    if at_desk and state in AT_DESK:
        return Status(kind, icon, _(AT_DESK[state]))
    return Status(kind, icon, _(OUTCOMES.get(outcome, word)))


def due(row: Row, *, reader: str = "author") -> Due | None:
    """The deadline of an open case: time left, and what is promised by when."""
    if row.due_at is None or row.state in FLOW.finals:
        return None
    if _waits_for_author(row):
        return Due("info", _("等你打分"), _("答复已经给你，满意才算办结"), "")
    return pills.due(row.due_at, _promise(row.state, reader))


def _waits_for_author(row: Row) -> bool:
    """Nobody is late while the asker takes time to judge."""
    return FLOW.waits[row.state].owner == "author"


def _promise(state: str, reader: str) -> str:
    if reader == "firm":
        return _("%s前答复工会")
    return {
        "received": _("%s前，工会会回应"),
        "returned": _("%s前，工会重新受理"),
        "merged": _("%s前会有下文"),
    }.get(state, _("%s前给出答复"))


def chip(row: Row) -> tuple[str, str]:
    """The clock chip of a list row: (kind, label)."""
    if row.paused_for:
        return "", _("暂停计时")
    if row.due_at is None or row.state in FLOW.finals:
        return "", day_text(row.closed_at or row.moved_at)
    if _waits_for_author(row):
        return "", _("等打分")
    left = row.due_at - now()
    if left.total_seconds() < 0:
        return "err", _late(span_text(left), get_language())
    if row.state == "merged":
        return "", _("等主件答复")
    if row.passing:
        return "warn", _(TALKED[row.passing])
    if local(row.due_at).date() == today():
        return "warn", _("今天到期")
    return ("warn" if left.days < 2 else ""), span_text(left)


#: What a row says while it is talked over who answers.
TALKED = {
    "offered": noop("待对方接收"),
    "declined": noop("对方不接"),
    "disputed": noop("等上级定"),
}


@lru_cache(maxsize=2048)
def _late(span: str, _language: str | None) -> str:
    """Kept per language, as spans are: a list may say twenty of them."""
    return _("超时 %s") % span


def steps(
    events: tuple[Said, ...],
    row: Row,
    *,
    reader: str,
    may_relay: bool = False,
) -> list[Step]:
    """The timeline: what was said and done, what is waited for now, and what is still to come.

    With `may_relay` a firm's words are offered to be passed on to the author.
    """
    shown = [_step(event, row, reader) for event in events]
    if reader == "union":
        shown = _with_reach(shown, events, may_relay)
    if row.state in FLOW.finals:
        return shown
    shown.append(_now(row, reader))
    if reader == "author":
        shown += [Step("todo", "", _(title)) for title in AHEAD[row.state]]
    return shown


def _now(row: Row, reader: str) -> Step:
    left = None if _waits_for_author(row) else due(row, reader=reader)
    tag = Status(left.kind, "clock", left.left) if left else None
    icon = "star" if _waits_for_author(row) else "clock"
    title, line = pending.title(row, reader), pending.line(row, reader)
    return Step("now", icon, title, by=line, tag=tag)


def _with_reach(shown: list[Step], events: tuple[Said, ...], may_relay: bool) -> list[Step]:
    """Say beside the words of author and firm how far they go, and offer to pass the firm's on."""
    told = {event.text for event in events if event.verb == "relay"}
    return [_reaching(*pair, told, may_relay) for pair in zip(shown, events, strict=True)]


def _reaching(step: Step, event: Said, told: set[str], may_relay: bool) -> Step:
    if event.verb in AUTHOR_SPEAKS and event.text:
        return replace(step, reach=_("本人说给工会的，公司看不到"))
    if event.verb not in FIRM_SPEAKS:
        return step
    if event.text in told:
        return replace(step, reach=_("已经转告本人"))
    offer = str(event.id) if may_relay else ""
    return replace(step, reach=_("公司说给工会的，本人还没看到"), relay=offer)


def _step(event: Said, row: Row, reader: str) -> Step:
    icon, for_author, for_others = VERBS[event.verb]
    heading = for_author if reader == "author" else for_others
    if event.verb == "open":
        heading = _opening(row.origin, reader, heading)
    if event.verb == "firm_reply" and event.about:
        heading = CANNOT
    who = event.about if event.verb in ABOUT else event.speaker
    title = _(heading) % who if "%s" in heading else _(heading)
    voice = "inner" if event.audience == "staff" else "mine" if event.mine else ""
    back = event.verb in ("verdict_back", "call_back", "reopen")
    return Step(
        "back" if back else "done",
        icon,
        title,
        when=day_text(event.at),
        text=event.text,
        voice=voice,
        link=event.link,
    )


def done(event: Said, row: Row) -> str:
    """What a step was, in words for those who come later and from outside."""
    return _step(event, row, "union").title


def _opening(origin: str, reader: str, heading: str) -> str:
    if origin == "imported":
        return IMPORTED
    if origin == "online":
        return heading
    return ENTERED if reader == "author" else ENTERED_BY
