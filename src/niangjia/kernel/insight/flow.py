"""The state machine of bulletins: draft -> replying -> published -> withdrawn.

Before anybody reads it, every firm it names reads its own part and may answer; what it says is
printed.
"""

from __future__ import annotations

from niangjia.kernel.acts.flow import Flow, Step, Wait
from niangjia.kernel.base.types import Post

UNION = (Post.OFFICER, Post.CHAIR)

BULLETIN = Flow(
    name="bulletin",
    initial="draft",
    steps=(
        Step("ask", ("draft",), "replying", UNION),
        Step("mend", ("replying",), "draft", UNION),
        Step("publish", ("replying",), "published", (Post.CHAIR,)),
        Step("drop", ("draft", "replying"), "withdrawn", UNION),
        Step("withdraw", ("published",), "withdrawn", (Post.CHAIR,), reopens=True),
    ),
    waits={
        "draft": Wait("union", "bulletin.draft"),
        "replying": Wait("union", "bulletin.reply"),
    },
    finals=("published", "withdrawn"),
)
