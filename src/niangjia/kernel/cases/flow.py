"""The state machine of cases, and the small one of the files that hang on them.

received -> accepted -> (with_firm ->) answered -> closed, or answered -> returned -> accepted.
A case merged into another waits for that one's answer (accepted -> merged -> answered).
The author alone turns an answer into a closed case; an independent caller does so where the author
cannot log in or does not come. The author may take it to the union above, and open it once more.
"""

from __future__ import annotations

from niangjia.kernel.acts.flow import Flow, Step, Wait
from niangjia.kernel.base.types import Post

UNION = (Post.OFFICER, Post.CHAIR)
FIRM = (Post.RESPONDER,)
AUTHOR = (Post.WORKER,)
UNDER_WAY = ("received", "accepted", "with_firm", "returned", "answered", "merged")

FLOW = Flow(
    name="case",
    initial="received",
    steps=(
        Step("accept", ("received", "returned"), "accepted", UNION),
        # Another union has said yes, or the one above both has decided: it is accepted there.
        Step("forward", ("received", "accepted", "returned"), "accepted", UNION),
        Step("ask_firm", ("accepted",), "with_firm", UNION),
        Step("firm_reply", ("with_firm",), "accepted", FIRM),
        Step("reply", ("accepted", "with_firm", "merged"), "answered", UNION),
        # One of several cases about the same thing is led on; the others wait for its answer.
        Step("merge", ("accepted",), "merged", UNION),
        Step("unmerge", ("merged",), "accepted", (*UNION, *AUTHOR, Post.SYSTEM)),
        Step("verdict_ok", ("answered",), "closed", AUTHOR),
        Step("verdict_back", ("answered",), "returned", AUTHOR),
        Step("call_ok", ("answered",), "closed", (Post.CALLER,)),
        Step("call_back", ("answered",), "returned", (Post.CALLER,)),
        Step("withdraw", UNDER_WAY, "withdrawn", AUTHOR),
        Step("appeal", UNDER_WAY, "received", AUTHOR),
        Step("press", UNDER_WAY, "received", AUTHOR),
        Step("reopen", ("closed",), "returned", AUTHOR, reopens=True),
    ),
    waits={
        "received": Wait("union", "case.received"),
        "accepted": Wait("union", "case.accepted"),
        "with_firm": Wait("firm", "case.with_firm"),
        "answered": Wait("author", "case.answered"),
        "returned": Wait("union", "case.returned"),
        # Whoever leads the main case on owes the answer: by the day promised for an accepted one.
        "merged": Wait("main", "case.accepted"),
    },
    finals=("closed", "withdrawn"),
)
OPEN = tuple(FLOW.waits)

#: Who is to answer. The case stays with the giver, and its own clock runs on, until the taker
#: accepts or the union above both decides.
HANDOVER = Flow(
    name="handover",
    initial="offered",
    steps=(
        Step("take", ("offered", "declined", "disputed"), "taken", UNION),
        Step("decline", ("offered",), "declined", UNION),
        Step("decline_up", ("offered",), "disputed", UNION),
        Step("take_back", ("offered", "declined", "disputed"), "back", UNION),
        Step("dispute", ("offered", "declined"), "disputed", UNION),
        Step("assign", ("declined", "disputed"), "assigned", UNION),
        Step("keep", ("disputed",), "kept", UNION),
        Step("lapse", ("offered", "declined", "disputed"), "lapsed", (*UNION, Post.SYSTEM)),
    ),
    waits={
        "offered": Wait("taker", "case.offered"),
        "declined": Wait("giver", "case.declined"),
        "disputed": Wait("decider", "case.disputed"),
    },
    finals=("taken", "back", "assigned", "kept", "lapsed"),
)
TALKING = tuple(HANDOVER.waits)

#: Who gets to see a file that hangs on a case. It begins with nobody beyond the union, and a file
#: that is never looked at stays there.
EVIDENCE = Flow(
    name="evidence",
    initial="waiting",
    steps=(
        Step("release", ("waiting",), "released", UNION),
        Step("keep", ("waiting",), "kept", UNION),
        Step("let", ("kept",), "released", UNION, reopens=True),
        Step("take_back", ("released",), "kept", UNION, reopens=True),
        # A copy with parts covered stands in for a picture, until the copy is taken away again.
        Step("cover", ("waiting",), "covered", UNION),
        Step("cover_kept", ("kept",), "covered", UNION, reopens=True),
        Step("uncover", ("covered",), "waiting", UNION, reopens=True),
    ),
    waits={"waiting": Wait("union", "case.file")},
    finals=("released", "kept", "covered"),
)
