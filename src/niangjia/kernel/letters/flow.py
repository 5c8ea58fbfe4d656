"""The state machines of letters and of what came of a proposal.

draft -> issued -> answered -> closed; issued -> overdue, when the answer did not come; answered or
overdue -> escalated, where the next letter of the ladder begins. A letter nobody has to answer is
served and closed at once.
"""

from __future__ import annotations

from niangjia.kernel.acts.flow import Flow, Step, Wait
from niangjia.kernel.base.types import Post

UNION = (Post.OFFICER, Post.CHAIR)

LETTER = Flow(
    name="letter",
    initial="draft",
    steps=(
        Step("issue", ("draft",), "issued", UNION),
        Step("serve", ("draft",), "closed", UNION),
        Step("answer", ("issued", "overdue"), "answered", (Post.RESPONDER,)),
        Step("enter_answer", ("issued", "overdue"), "answered", UNION),
        Step("late", ("issued",), "overdue", (Post.SYSTEM,)),
        Step("escalate", ("answered", "overdue"), "escalated", UNION),
        Step("close", ("answered", "overdue"), "closed", UNION),
        Step("withdraw", ("draft", "issued", "overdue"), "withdrawn", UNION),
    ),
    waits={
        "draft": Wait("union", "letter.draft"),
        "issued": Wait("firm", "letter.issued"),
        "overdue": Wait("union", "letter.overdue"),
        "answered": Wait("union", "letter.answered"),
    },
    finals=("closed", "escalated", "withdrawn"),
)

BENEFIT = Flow(
    name="benefit",
    initial="claimed",
    steps=(
        Step("verify", ("claimed",), "verified", UNION),
        Step("doubt", ("claimed",), "doubted", UNION),
        Step("mend", ("doubted",), "claimed", UNION),
        Step("drop", ("doubted",), "dropped", UNION),
    ),
    waits={
        "claimed": Wait("union", "benefit.claimed"),
        "doubted": Wait("union", "benefit.doubted"),
    },
    finals=("verified", "dropped"),
)
