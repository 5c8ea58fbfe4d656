"""The one way of a list: typed or brought in, looked through, in use, over."""

from __future__ import annotations

from niangjia.kernel.acts.flow import Flow, Step, Wait
from niangjia.kernel.base.types import Post

UNION = (Post.OFFICER, Post.CHAIR)
HOUSE = (Post.SYSTEM,)

ROLL = Flow(
    name="roll",
    initial="draft",
    steps=(
        Step("approve", ("draft",), "active", UNION),
        Step("drop", ("draft",), "dropped", (*UNION, *HOUSE)),
        Step("end", ("active",), "ended", (*UNION, *HOUSE)),
    ),
    waits={"draft": Wait("union", "roll.draft"), "active": Wait("union", "roll.active")},
    finals=("ended", "dropped"),
)
