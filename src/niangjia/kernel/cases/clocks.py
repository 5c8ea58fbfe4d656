"""When the steps of a case are due: the union's time limits on the official calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from niangjia.kernel.acts.flow import Due
from niangjia.kernel.base.clock import now
from niangjia.kernel.rules import door as rules

from .flow import FLOW


def due(path: str, start: datetime | None = None) -> Due:
    """Deadlines at a place of the tree for what begins at `start` (default: now).

    A deadline in a year nobody announced yet is None, not a guess; `settle` sets it later.
    """

    def by(clock: str) -> datetime | None:
        try:
            return rules.due(clock, path, start or now())
        except rules.UnknownYear:
            return None

    return by


@dataclass(frozen=True, slots=True)
class Promised:
    """What is promised for a step before it begins: how long, by which rule, and until when."""

    length: str
    basis: str
    until: datetime | None


def promised(path: str, state: str) -> Promised:
    """What the union at `path` promises for a state entered now."""
    clock = FLOW.waits[state].clock
    limit = rules.limit(clock, path)
    return Promised(rules.in_words(limit.period), limit.basis, due(path)(clock))
