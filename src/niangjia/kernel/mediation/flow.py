"""The state machine of a mediation.

offered -> asked -> invited -> talking -> drafted -> agreed. The worker's application starts the
fifteen days; whatever is open when they are over ends by itself. Either side may end it at any
moment, and nothing begins before both have said yes.
"""

from __future__ import annotations

from niangjia.kernel.acts.flow import Flow, Step, Wait
from niangjia.kernel.base.types import Post

UNION = (Post.OFFICER, Post.CHAIR)
WORKER = (Post.WORKER,)
FIRM = (Post.RESPONDER,)
BOTH = (Post.WORKER, Post.RESPONDER)
#: The clock runs.
RUNNING = ("asked", "invited", "talking", "drafted")
#: Both sides are at the table.
TOGETHER = ("talking", "drafted")
#: The firm knows with whom it talks.
NAMED = (*TOGETHER, "agreed")

FLOW = Flow(
    name="mediation",
    initial="offered",
    steps=(
        Step("agree", ("offered",), "asked", WORKER),
        Step("decline", ("offered",), "declined", WORKER),
        Step("lapse", ("offered",), "lapsed", (Post.SYSTEM,)),
        Step("invite", ("asked",), "invited", UNION),
        Step("accept", ("invited",), "talking", FIRM),
        Step("refuse", ("invited",), "refused", FIRM),
        Step("draft", ("talking",), "drafted", UNION),
        Step("revise", ("drafted",), "talking", UNION),
        Step("object", ("drafted",), "talking", BOTH),
        Step("seal", ("drafted",), "agreed", BOTH),
        Step("withdraw", RUNNING, "withdrawn", WORKER),
        Step("leave", TOGETHER, "failed", FIRM),
        Step("fail", RUNNING, "failed", UNION),
        Step("expire", RUNNING, "expired", (Post.SYSTEM,)),
    ),
    waits={
        "offered": Wait("author", "mediation.offered"),
        "asked": Wait("union", "mediation.asked"),
        "invited": Wait("firm", "mediation.invited"),
        "talking": Wait("union", "mediation.end"),
        "drafted": Wait("parties", "mediation.end"),
    },
    finals=("agreed", "failed", "refused", "expired", "withdrawn", "declined", "lapsed"),
)
OPEN = tuple(FLOW.waits)
#: Ends after which a worker is told of the next door.
WITHOUT_RESULT = ("failed", "refused", "expired", "withdrawn")
