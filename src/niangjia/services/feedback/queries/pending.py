"""What an open case waits for now: what, by whom and by when, in each reader's own words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.clock import date_text, local, now
from niangjia.kernel.cases.door import FLOW, Row, pausing

#: State -> reader -> (what is waited for, who does it by when).
WAITS: dict[str, dict[str, tuple[str, str]]] = {
    "received": {
        "author": (noop("等工会受理"), noop("工会会在%(day)s前回应你")),
        "union": (noop("等主办工会受理"), noop("主办工会要在%(day)s前受理")),
        "firm": (noop("等工会受理"), noop("工会会在%(day)s前受理")),
    },
    "accepted": {
        "author": (noop("工会正在办"), noop("%(union)s会在%(day)s前答复你")),
        "union": (noop("等工会答复本人"), noop("%(union)s要在%(day)s前答复本人")),
        "firm": (noop("等工会答复职工"), noop("工会会在%(day)s前答复职工")),
    },
    "with_firm": {
        "author": (noop("等公司答复工会"), noop("公司要在%(day)s前答复，工会来盯，你不用去找公司")),
        "union": (noop("等公司答复工会"), noop("%(firm)s要在%(day)s前答复工会")),
        "firm": (noop("等公司答复工会"), noop("请在%(day)s前答复工会")),
    },
    "answered": {
        "author": (noop("等你打分"), noop("不着急，%(day)s前打就行")),
        "union": (noop("等本人打分"), noop("本人可以在%(day)s前打分")),
        "firm": (noop("等职工打分"), noop("职工可以在%(day)s前打分")),
    },
    "returned": {
        "author": (noop("等工会重新受理"), noop("工会会在%(day)s前重新受理")),
        "union": (noop("等主办工会重新受理"), noop("主办工会要在%(day)s前重新受理")),
        "firm": (noop("等工会重新受理"), noop("工会会在%(day)s前重新受理")),
    },
    "merged": {
        "author": (noop("工会放在一起办"), noop("和同一件事一起办，工会会在%(day)s前告诉你下文")),
        "union": (noop("等主件答复"), noop("和主件同一天，工会要在%(day)s前有下文")),
        "firm": (noop("等工会答复职工"), noop("工会会在%(day)s前答复职工")),
    },
}
#: The same once the firm has answered and the union looks into it.
CHECKING: dict[str, str] = {
    "author": noop("公司答复了工会，工会正在核实"),
    "union": noop("公司答复了，等工会核实、答复本人"),
    "firm": noop("等工会核实、答复职工"),
}
#: The same where it said that it cannot be done, and owes the reason in writing.
CANNOT: dict[str, str] = {
    "author": noop("公司说办不到，工会正在核实，并请它书面说明理由"),
    "union": noop("公司说办不到，等工会核实、答复本人"),
    "firm": noop("等工会核实；说明理由的函在“工会的文书”里"),
}
#: What the firm said -> what is waited for since.
SAID = {"answered": CHECKING, "cannot": CANNOT}
#: Who owes a step, as its lateness is worded: whoever leads the main case on is the union.
OWNERS = {"main": "union"}
#: Owner of the step -> reader -> what is said once the day is over.
LATE: dict[str, dict[str, str]] = {
    "union": {
        "author": noop("说好%(day)s前，工会晚了，对不住；可以打电话催一催"),
        "union": noop("说好%(day)s前，已经晚了，请今天就办"),
        "firm": noop("工会说好%(day)s前，晚了一些"),
    },
    "firm": {
        "author": noop("公司本该%(day)s前答复，晚了，由工会接着办"),
        "union": noop("%(firm)s本该%(day)s前答复，晚了，请工会接着办"),
        "firm": noop("本该%(day)s前答复，已经晚了，请今天就答复工会"),
    },
    "author": {
        "author": noop("什么时候打分都行，满意才算办结"),
        "union": noop("本人还没打分，可以再等等"),
        "firm": noop("职工还没打分"),
    },
}


def title(row: Row, reader: str) -> str:
    """What is waited for."""
    if row.state == "accepted" and row.firm_state in SAID:
        return _(SAID[row.firm_state][reader])
    return _(WAITS[row.state][reader][0])


#: Said while the clock stands still, before the reason.
PAUSED = {
    "author": noop("计时暂停：%s。觉得不该停，可以请上级工会看看"),
    "union": noop("计时暂停：%s"),
    "firm": noop("工会暂停了计时"),
}


def _paused(row: Row, reader: str) -> str:
    words = _(PAUSED[reader])
    return words % _(pausing.REASONS[row.paused_for]) if "%s" in words else words


def line(row: Row, reader: str) -> str:
    """By whom and by when, or why the clock stands still; nothing where no day is known yet."""
    if row.paused_for:
        return _paused(row, reader)
    if row.due_at is None:
        return ""
    on_time = WAITS[row.state][reader][1]
    owner = FLOW.waits[row.state].owner
    words = LATE[OWNERS.get(owner, owner)][reader] if row.due_at < now() else on_time
    return _(words) % {
        "day": date_text(local(row.due_at).date()),
        "union": _("工会%s") % row.handler_name if row.handler_name else _("工会"),
        "firm": row.firm_name or _("公司"),
    }
