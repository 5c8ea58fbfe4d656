"""The one way of a request for help with a claim, and on which days a cover holds. No database."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.flow import Flow, Step, Wait
from niangjia.kernel.base.clock import date_text
from niangjia.kernel.base.types import Post, Verdict
from niangjia.kernel.base.wording import phrase

UNION = (Post.OFFICER, Post.CHAIR)
WORKER = (Post.WORKER,)
HOUSE = (Post.SYSTEM,)
CLAUSE = "003-05"
#: Requests one person may have open at once.
MOST_OPEN = 5

#: The insurer has no account: what it says is written down by the union. Whether the money came
#: only the member says, also after the house closed it for want of a word; and who was refused may
#: ask the union to try again.
HELP = Flow(
    name="cover_help",
    initial="asked",
    steps=(
        Step("take", ("asked",), "taken", UNION),
        Step("send", ("taken",), "sent", UNION),
        Step("pay", ("sent", "paid", "missing"), "paid", UNION),
        Step("refuse", ("taken", "sent", "missing"), "refused", UNION),
        Step("call_off", ("asked", "taken", "sent"), "withdrawn", UNION),
        Step("withdraw", ("asked", "taken", "sent"), "withdrawn", WORKER),
        Step("came", ("paid", "missing", "settled"), "came", WORKER, reopens=True),
        Step("missing", ("paid", "settled"), "missing", WORKER, reopens=True),
        Step("contest", ("refused",), "taken", WORKER, reopens=True),
        Step("settle", ("paid",), "settled", HOUSE),
    ),
    waits={
        "asked": Wait("union", "cover.asked"),
        "taken": Wait("union", "cover.taken"),
        "sent": Wait("union", "cover.sent"),
        "paid": Wait("author", "cover.paid"),
        "missing": Wait("union", "cover.missing"),
    },
    finals=("came", "settled", "refused", "withdrawn"),
)


def covered_on(day: date, today: date, since: date, until: date | None) -> Verdict:
    """Whether what happened on `day` falls into a cover from `since` to `until`, both included."""
    if day > today:
        return Verdict(False, CLAUSE, noop("出事的日子还没到"), noop("请核对哪天出的事"))
    if day < since:
        first = phrase(noop("这份保障从%(day)s起才算"), day=date_text(since))
        return Verdict(False, CLAUSE, first, noop("看看那天有没有别的保障"))
    if until and day > until:
        last = phrase(noop("这份保障到%(day)s为止"), day=date_text(until))
        return Verdict(False, CLAUSE, last, noop("看看那天有没有别的保障"))
    return Verdict(True)


def sent_on(day: date, today: date, asked: date) -> Verdict:
    """It goes to the insurer after it was asked for, and is written down after it went."""
    if day > today:
        return Verdict(False, CLAUSE, noop("交出去的日子还没到"), noop("交了再记"))
    if day < asked:
        return Verdict(False, CLAUSE, noop("那天会员还没来求助"), noop("请核对交出去的日子"))
    return Verdict(True)
