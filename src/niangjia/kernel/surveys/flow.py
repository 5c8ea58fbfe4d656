"""The one state machine of surveys: draft -> open -> counting -> closed; or withdrawn.

Counting is the house's own step: it writes the tables and destroys what nobody may read.
"""

from __future__ import annotations

from niangjia.kernel.acts.flow import Flow, Step, Wait
from niangjia.kernel.base.types import Post

UNION = (Post.OFFICER, Post.CHAIR)
HOUSE = (Post.SYSTEM,)

FLOW = Flow(
    name="survey",
    initial="draft",
    steps=(
        Step("open", ("draft",), "open", UNION),
        Step("close", ("open",), "counting", (*UNION, *HOUSE)),
        Step("count", ("counting",), "closed", HOUSE),
        Step("withdraw", ("draft", "open"), "withdrawn", UNION),
        Step("lapse", ("draft",), "withdrawn", HOUSE),
    ),
    waits={
        "draft": Wait("union", "survey.draft"),
        "open": Wait("union", "survey.open"),
        "counting": Wait("house", "survey.counting"),
    },
    finals=("closed", "withdrawn"),
)
