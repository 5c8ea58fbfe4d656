"""The three rates said once more, the slow way: as sentences about a list of steps."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from niangjia.kernel.base.clock import SHANGHAI
from niangjia.kernel.cases.door import steps

UNIONS = tuple(UUID(int=n) for n in range(1, 4))
FIRMS = tuple(UUID(int=n) for n in range(11, 13))
BEGIN = datetime(2026, 1, 5, 9, tzinfo=SHANGHAI)
END = datetime(2026, 7, 1, tzinfo=SHANGHAI)
#: State -> steps that may follow: verb, state it leads to, whether a clock runs on.
NEXT: dict[str, tuple[tuple[str, str], ...]] = {
    "received": (("accept", "accepted"), ("forward", "accepted"), ("withdraw", "withdrawn"),
                 ("says", "received"), ("appeal", "received")),
    "accepted": (("reply", "answered"), ("ask_firm", "with_firm"), ("pause", "accepted"),
                 ("resume", "accepted"), ("sort", "accepted"), ("gather", "accepted"),
                 ("merge", "merged")),
    "merged": (("reply", "answered"), ("unmerge", "accepted"), ("apart", "accepted"),
               ("withdraw", "withdrawn"), ("appeal", "received")),
    "with_firm": (("firm_reply", "accepted"), ("reply", "answered")),
    "answered": (("verdict_ok", "closed"), ("verdict_back", "returned"), ("call_ok", "closed"),
                 ("call_back", "returned"), ("press", "received")),
    "returned": (("accept", "accepted"), ("forward", "accepted")),
    "closed": (("reopen", "returned"),),
    "withdrawn": (),
}  # fmt: skip
OUTCOMES = ("solved", "partly", "explained", "guided", "legal")


@st.composite
def histories(draw: Any) -> steps.History:
    """A matter that took any possible course."""
    at = BEGIN + timedelta(hours=draw(st.integers(0, 24 * 120)))
    union = draw(st.sampled_from(UNIONS))
    state, taken = "received", [steps.Step("open", at, "received", _due(draw, at), union)]
    for _ in range(draw(st.integers(0, 8))):
        if not NEXT[state]:
            break
        verb, state = draw(st.sampled_from(NEXT[state]))
        at += timedelta(hours=draw(st.integers(1, 24 * 12)))
        if at >= END:
            break
        union = draw(st.sampled_from(UNIONS)) if verb in ("forward", "appeal", "press") else union
        due = None if state in ("closed", "withdrawn") or verb == "pause" else _due(draw, at)
        outcome = draw(st.sampled_from(OUTCOMES)) if state == "closed" else ""
        stars = draw(st.integers(1, 5)) if verb.startswith(("verdict", "call")) else None
        taken.append(steps.Step(verb, at, state, due, union, outcome, stars))
    board, firm = draw(st.sampled_from(("welfare", "voice"))), draw(st.sampled_from(FIRMS))
    return steps.History(
        draw(st.uuids()), "feedback", board, firm, draw(st.booleans()), tuple(taken)
    )


def _due(draw: Any, at: datetime) -> datetime | None:
    days = draw(st.one_of(st.none(), st.integers(1, 15)))
    return None if days is None else at + timedelta(days=days)


def late_at(taken: list[steps.Step], n: int, before: datetime) -> bool:
    """Did the deadline set by step `n` pass before the next step (or the end)?"""
    until = taken[n + 1].at if n + 1 < len(taken) else before
    owed = taken[n].state in ("received", "accepted", "with_firm", "returned", "merged")
    return owed and taken[n].due is not None and taken[n].due < until


def recount(history: steps.History, before: datetime) -> dict[str, Any]:
    """What one matter counts as."""
    taken = list(history.steps)
    answers = [n for n, s in enumerate(taken) if s.verb in ("accept", "forward", "says", "reply")]
    first = answers[0] if answers else len(taken)
    missed = [n for n in range(first) if late_at(taken, n, before)]
    withdrawn = taken[-1].state == "withdrawn"
    words = [
        s
        for n, s in enumerate(taken)
        if s.verb.startswith(("verdict", "call"))
        or (s.verb in ("appeal", "press") and taken[n - 1].state == "answered")
    ]
    last = taken[-1]
    silent = last.state == "answered" and last.due is not None and last.due < before
    closed = last.state == "closed"
    reopened = any(s.verb == "reopen" for s in taken)
    back = bool(words) and (words[-1].state != "closed" or reopened)
    ended = closed or any(late_at(taken, n, before) for n in range(len(taken))) or silent or back
    glad = bool(words) and (words[-1].stars or 0) >= 4
    return {
        "opened": 1,
        "withdrawn": withdrawn,
        "due": bool(missed or answers),
        "kept": bool(answers) and not missed,
        "ended": ended and not withdrawn,
        "solved": closed and last.outcome == "solved",
        "partly": closed and last.outcome == "partly",
        "settled": closed and last.outcome in ("explained", "guided", "legal"),
        "asked": (bool(words) or silent) and not withdrawn,
        "glad": glad and not withdrawn,
        "silent": silent and not words,
        "union": last.union,
        "responsible": taken[missed[0]].union if missed else
        taken[first].union if answers else last.union,
    }  # fmt: skip
