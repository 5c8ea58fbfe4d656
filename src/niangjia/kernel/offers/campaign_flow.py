"""The one way of a campaign: planned, its money approved by the chair, run, reported."""

from __future__ import annotations

from niangjia.kernel.acts.flow import Flow, Step, Wait
from niangjia.kernel.base.types import Post

UNION = (Post.OFFICER, Post.CHAIR)
HOUSE = (Post.SYSTEM,)

CAMPAIGN = Flow(
    name="campaign",
    initial="draft",
    steps=(
        Step("approve", ("draft",), "running", (Post.CHAIR,)),
        Step("withdraw", ("draft",), "withdrawn", (*UNION, *HOUSE)),
        Step("end", ("running",), "ended", UNION),
    ),
    waits={
        "draft": Wait("union", "campaign.draft"),
        "running": Wait("union", "campaign.running"),
    },
    finals=("ended", "withdrawn"),
)
