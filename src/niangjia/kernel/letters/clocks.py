"""When a letter's steps are due: the time limits of its kind on the official calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from niangjia.kernel.acts.flow import Due
from niangjia.kernel.base.clock import local, now
from niangjia.kernel.rules import door as rules

from .wordings import KINDS


def clock_of(kind: str, clock: str) -> str:
    """The time limit of a wait, where the kind of letter has one of its own."""
    found = KINDS[kind]
    own = {"letter.draft": found.draft_clock, "letter.issued": found.answer_clock}
    return own.get(clock, clock)


def due(kind: str, path: str, start: datetime | None = None) -> Due:
    """Deadlines of a kind of letter at a place; None in a year nobody announced."""
    return plain(path, start, lambda clock: clock_of(kind, clock))


def plain(
    path: str, start: datetime | None = None, name: Callable[[str], str] = lambda clock: clock
) -> Due:
    """Deadlines at a place of the tree for what begins at `start` (default: now)."""

    def by(clock: str) -> datetime | None:
        try:
            return rules.due(name(clock), path, start or now())
        except rules.UnknownYear:
            return None

    return by


def answer_by(kind: str, path: str) -> date | None:
    """The last day of the answer to a letter sent today."""
    until = due(kind, path)("letter.issued")
    return local(until).date() if until else None
