"""The state machines of offers, of claims, and of places in a waiting list."""

from __future__ import annotations

from niangjia.kernel.acts.flow import Flow, Step, Wait
from niangjia.kernel.base.types import Post

UNION = (Post.OFFICER, Post.CHAIR)
HOUSE = (Post.SYSTEM,)
WORKER = (Post.WORKER,)

OFFER = Flow(
    name="offer",
    initial="draft",
    steps=(
        Step("publish", ("draft",), "open", UNION),
        Step("pause", ("open",), "paused", UNION),
        Step("resume", ("paused",), "open", UNION),
        Step("end", ("open", "paused"), "ended", (*UNION, *HOUSE)),
        Step("withdraw", ("draft", "open", "paused"), "withdrawn", UNION),
        Step("drop", ("draft",), "withdrawn", HOUSE),
    ),
    waits={
        "draft": Wait("union", "offer.draft"),
        "open": Wait("union", "offer.open"),
        "paused": Wait("union", "offer.paused"),
    },
    finals=("ended", "withdrawn"),
)

CLAIM = Flow(
    name="claim",
    initial="asked",
    steps=(
        Step("approve", ("asked",), "granted", UNION),
        Step("refuse", ("asked",), "refused", UNION),
        Step("prepare", ("granted",), "ready", (*UNION, *HOUSE)),
        Step("collect", ("granted", "ready"), "collected", UNION),
        Step("undo", ("collected",), "ready", UNION, reopens=True),
        Step("send", ("granted",), "sent", UNION),
        Step("deliver", ("sent",), "delivered", (*UNION, *WORKER, *HOUSE)),
        Step("redeem", ("granted",), "redeemed", (*UNION, *HOUSE)),
        Step("cancel", ("asked", "granted", "ready"), "cancelled", WORKER),
        Step("call_off", ("asked", "granted", "ready"), "called_off", (*UNION, *HOUSE)),
        Step("lapse", ("granted", "ready"), "lapsed", HOUSE),
        Step(
            "take_back",
            ("sent", "collected", "delivered", "redeemed"),
            "returned",
            UNION,
            reopens=True,
        ),
    ),
    waits={
        "asked": Wait("union", "claim.asked"),
        "granted": Wait("union", "claim.granted"),
        "ready": Wait("author", "claim.ready"),
        "sent": Wait("union", "claim.sent"),
    },
    finals=(
        *("collected", "delivered", "redeemed"),
        *("refused", "cancelled", "called_off", "lapsed", "returned"),
    ),
)
#: States of a claim that holds a unit of the stock.
HOLDING = ("granted", "ready", "sent", "collected", "delivered", "redeemed")
#: States in which a claim counts against its person's limit.
LIVE = ("asked", *HOLDING)

WAITER = Flow(
    name="waiter",
    initial="waiting",
    steps=(
        Step("offer", ("waiting",), "offered", HOUSE),
        Step("take", ("offered",), "taken", WORKER),
        Step("leave", ("waiting", "offered"), "left", WORKER),
        Step("lapse", ("offered",), "lapsed", HOUSE),
        Step("close", ("waiting", "offered"), "closed", (*UNION, *HOUSE)),
    ),
    waits={"waiting": Wait("house", "waiter.waiting"), "offered": Wait("author", "waiter.offered")},
    finals=("taken", "left", "lapsed", "closed"),
)
