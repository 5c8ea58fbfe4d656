"""The state machine of a bundle: asked for, then made, or not."""

from __future__ import annotations

from niangjia.kernel.acts.flow import Flow, Step, Wait
from niangjia.kernel.base.types import Post

HOUSE = (Post.SYSTEM,)

FLOW = Flow(
    name="bundle",
    initial="asked",
    steps=(
        Step("made", ("asked",), "ready", HOUSE),
        Step("stuck", ("asked",), "failed", HOUSE),
    ),
    waits={"asked": Wait("house", "bundle.asked")},
    finals=("ready", "failed"),
)
