"""Choosing reviews for a proposal to management, and what they come to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import SHANGHAI
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import queries
from niangjia.kernel.people import door as people
from niangjia.services.feedback import rules

from .boards import board_titles
from .summing import Summary, summary


@dataclass(frozen=True, slots=True)
class Choice:
    """Which reviews: about which firm, of which board ("" for all), from when to when."""

    firm: people.OrgFacts
    board: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Picked:
    """The reviews found, those that stay in, and what they come to."""

    choice: Choice
    matters: tuple[queries.Counted, ...]
    chosen: tuple[UUID, ...]
    summary: Summary
    more: bool


@query(permit="feedback.propose")
def picked(actor: Actor, choice: Choice, only: Collection[UUID] = ()) -> Picked:
    """The reviews of a choice; with `only`, those of them that somebody left in."""
    found = queries.counted(
        actor,
        rules.SERVICE,
        choice.firm.id,
        _midnight(choice.since),
        _midnight(choice.until + timedelta(days=1)),
        choice.board,
    )
    kept = found[: queries.MOST]
    chosen = [one for one in kept if not only or one.id in only]
    return Picked(
        choice,
        tuple(kept),
        tuple(one.id for one in chosen),
        summary(chosen, board_titles()),
        len(found) > len(kept),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, SHANGHAI)
