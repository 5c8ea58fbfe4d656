"""What can happen to a case of the demo, and in which state it leaves the case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

OPEN_TO_AUTHOR = ("received", "accepted", "with_firm", "returned")
STAY = ("add_word", "note")

FLOW: dict[tuple[str, str], str] = {
    ("received", "accept"): "accepted",
    ("accepted", "ask_firm"): "with_firm",
    ("with_firm", "firm_reply"): "accepted",
    ("accepted", "reply"): "answered",
    ("with_firm", "reply"): "answered",
    ("answered", "verdict_ok"): "closed",
    ("answered", "verdict_partly"): "closed",
    ("answered", "verdict_back"): "returned",
    ("returned", "accept"): "accepted",
    **{(state, "withdraw"): "withdrawn" for state in OPEN_TO_AUTHOR},
    **{(state, kind): state for state in OPEN_TO_AUTHOR for kind in STAY},
}


@dataclass(frozen=True)
class StoryEvent:
    """One step: ``kind`` is a step of ``FLOW``, ``at`` is aware (UTC+8), stars only on verdicts."""

    kind: str
    at: datetime
    text: str
    stars: int | None = None


def state_after(kinds: Iterable[str]) -> str:
    """Return the state after these kinds of events; KeyError where a step is not allowed."""
    state = "received"
    for kind in kinds:
        state = FLOW[state, kind]
    return state
