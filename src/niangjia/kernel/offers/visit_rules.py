"""The one way of a visit, and what may be written down of one. No database."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.flow import Flow, Step, Wait
from niangjia.kernel.base.types import Post, Verdict

UNION = (Post.OFFICER, Post.CHAIR)
WORKER = (Post.WORKER,)
#: Days in which a receipt is signed.
SIGNED_WITHIN = timedelta(days=7)
#: Days between a visit and its being written down.
LATE = 60
CLAUSE = "004-17"

#: A visited person who got nothing, or something else, says so even after somebody signed.
VISIT = Flow(
    name="visit",
    initial="given",
    steps=(
        Step("sign", ("given",), "signed", (*UNION, *WORKER)),
        Step("deny", ("given", "signed"), "denied", WORKER, reopens=True),
        Step("agree", ("denied",), "signed", WORKER),
        Step("undo", ("given", "denied"), "undone", UNION),
    ),
    waits={
        "given": Wait("union", "visit.given"),
        "denied": Wait("union", "visit.denied"),
    },
    finals=("signed", "undone"),
)


def may_write(day: date, today: date, since: date) -> Verdict:
    """A visit is written down after it was made, soon, and in the time of its campaign."""
    if day > today:
        return Verdict(False, CLAUSE, noop("走访的日子还没到"), noop("去过了再记"))
    if day < since:
        return Verdict(False, CLAUSE, noop("那天这个活动还没开始"), noop("请核对走访的日子"))
    if (today - day).days > LATE:
        return Verdict(
            False, CLAUSE, noop("过去两个月以上的走访不能补记"), noop("请先和主席、财务核对")
        )
    return Verdict(True)
