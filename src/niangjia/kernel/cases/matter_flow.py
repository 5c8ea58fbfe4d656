"""The state machine of a matter: open until everybody has an answer, closed by a cadre.

Each case in it keeps its own state and clock; a matter's own clock says when its union owes
everybody one answer.
"""

from __future__ import annotations

from niangjia.kernel.acts.flow import Flow, Step, Wait
from niangjia.kernel.base.types import Post

#: A matter is offered to others from so many authors on: below that it could be told who asked.
OFFERED_FROM = 3
#: Its authors read how many they are from so many on.
TOLD_FROM = 5
UNION = (Post.OFFICER, Post.CHAIR)

FLOW = Flow(
    name="matter",
    initial="open",
    steps=(
        Step("answer", ("open", "answered"), "answered", UNION),
        Step("go_on", ("answered",), "open", UNION),
        Step("close", ("open", "answered"), "closed", UNION),
        Step("reopen", ("closed",), "open", UNION, reopens=True),
    ),
    waits={
        "open": Wait("union", "matter.open"),
        "answered": Wait("union", "matter.answered"),
    },
    finals=("closed",),
)
