"""How states, sides and deadlines of a mediation are worded."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base import pills
from niangjia.kernel.base.pills import Due, Status
from niangjia.kernel.mediation.flow import RUNNING

STATES: dict[str, tuple[str, str, str]] = {
    "offered": ("info", "info", noop("等职工想一想")),
    "asked": ("warn", "clock", noop("等工会派调解员")),
    "invited": ("info", "send", noop("等公司答复")),
    "talking": ("info", "say", noop("正在谈")),
    "drafted": ("warn", "edit", noop("等两边确认协议")),
    "agreed": ("ok", "check", noop("谈成了")),
    "failed": ("", "close", noop("没谈拢")),
    "refused": ("", "close", noop("公司不愿意谈")),
    "expired": ("", "clock", noop("期限到了，没谈成")),
    "withdrawn": ("", "undo", noop("职工不谈了")),
    "declined": ("", "close", noop("职工不想谈")),
    "lapsed": ("", "clock", noop("提议过期了")),
}
FOR_WORKER = {
    "offered": noop("等你想一想"),
    "withdrawn": noop("你不谈了"),
    "declined": noop("你说不谈"),
}
FOR_FIRM = {"invited": noop("等公司答复"), "refused": noop("公司没有答应")}
#: What a firm reads of every end but an agreement: not who ended it.
OVER = noop("结束了，没有达成协议")


def status(state: str, reader: str) -> Status:
    """The pill of a mediation for a worker (mine), a union (desk) or a firm."""
    kind, icon, word = STATES[state]
    if reader == "firm":
        ended = state not in RUNNING and state not in ("agreed", "refused")
        return Status(kind, icon, _(OVER if ended else FOR_FIRM.get(state, word)))
    return Status(kind, icon, _(FOR_WORKER.get(state, word) if reader == "mine" else word))


def due(until: datetime | None, words: str) -> Due | None:
    """A deadline with its day put into `words`; None where nothing waits."""
    return pills.due(until, _(words)) if until else None


#: What is due in each state, as everybody reads it.
PROMISES = {
    "offered": noop("%s前告诉工会要不要谈"),
    "asked": noop("%s前工会派好调解员、请公司"),
    "invited": noop("%s前公司给答复"),
    "talking": noop("%s前要有结果"),
    "drafted": noop("%s前两边确认"),
}
