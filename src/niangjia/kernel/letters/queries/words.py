"""How states, answers and deadlines of letters are worded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base import pills
from niangjia.kernel.base.clock import date_text, today
from niangjia.kernel.base.pills import Due, Status
from niangjia.kernel.letters.flow import LETTER

STATES: dict[str, tuple[str, str, str]] = {
    "draft": ("", "edit", noop("草稿")),
    "issued": ("info", "send", noop("等答复")),
    "overdue": ("err", "clock", noop("超期没答复")),
    "answered": ("warn", "say", noop("答复了，等工会看")),
    "closed": ("ok", "check", noop("有结果了")),
    "escalated": ("warn", "up", noop("进入下一步")),
    "withdrawn": ("", "undo", noop("收回了")),
}
FOR_FIRM = {"answered": noop("已答复"), "overdue": noop("超期，请尽快答复")}
OUTCOMES = {
    "adopt": noop("采纳"),
    "partly": noop("部分采纳"),
    "refuse": noop("不采纳"),
}
BENEFITS: dict[str, tuple[str, str, str]] = {
    "claimed": ("warn", "clock", noop("等财务核实")),
    "verified": ("ok", "check", noop("核实了")),
    "doubted": ("err", "flag", noop("有疑问，要补证据")),
    "dropped": ("", "undo", noop("不计了")),
}
PROMISES = {
    "draft": noop("%s前发出"),
    "issued": noop("%s前答复"),
    "overdue": noop("%s前，工会决定下一步"),
    "answered": noop("%s前，工会看够不够"),
}


def status(state: str, *, firm: bool = False) -> Status:
    """The pill of a letter."""
    kind, icon, word = STATES[state]
    return Status(kind, icon, _(FOR_FIRM.get(state, word) if firm else word))


def benefit_status(state: str) -> Status:
    """The pill of what came of a proposal."""
    kind, icon, word = BENEFITS[state]
    return Status(kind, icon, _(word))


def due(state: str, until: datetime | None) -> Due | None:
    """The deadline of a wait; None where nothing waits or nobody knows the day."""
    if until is None or state in LETTER.finals:
        return None
    return pills.due(until, _(PROMISES[state]))


def yuan(fen: int) -> str:
    """Fen as people read sums: 180 万元, 1,250 元."""
    value = Decimal(fen) / 100
    if value >= 10000:
        return _("%s 万元") % f"{value / 10000:,.2f}".rstrip("0").rstrip(".")
    return _("%s 元") % f"{value:,.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Promise:
    """What a firm promised and how it stands."""

    kind: str
    icon: str
    text: str


def promise(promised: date | None, kept: date | None) -> Promise | None:
    """By when it was to be done, and honestly whether it was; None where nothing was promised."""
    if promised is None:
        return None
    day = date_text(promised)
    if kept:
        facts = {"day": day, "kept": date_text(kept)}
        return Promise(
            "ok", "check", _("公司答应%(day)s前办好，%(kept)s工会看过，办到了。") % facts
        )
    if promised < today():
        said = _("公司答应%s前办好，日子过了，还没有办到。工会在催。")
        return Promise("warn", "clock", said % day)
    return Promise("info", "clock", _("公司答应%s前办好。到时候工会会去看。") % day)
