"""Periods of the Civil Code: how long, in which days, and by which clause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from .clock import SHANGHAI
from .dates import end_of

ONE = timedelta(days=1)


class Unit(StrEnum):
    """日 counts every day; 工作日 counts the official calendar's working days only."""

    DAY = "day"
    WORKING = "working"


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time with the clause it comes from ("" for the house's own)."""

    length: int
    unit: Unit = Unit.DAY
    clause: str = ""


class Days(Protocol):
    """The official calendar. `rules` has it; a year it does not know is refused, never guessed."""

    def working(self, day: date) -> bool:
        """True when people work on that day."""


def last_day(start: date, period: Period, days: Days) -> date:
    """The last day of a period that begins on `start`.

    The first day is not counted (Civil Code art. 201), 以内 includes the last one (art. 1259), and
    a last day on which people rest moves to the next working day (art. 203).
    """
    if period.unit == Unit.DAY:
        return working_from(start + timedelta(days=period.length), days)
    day, left = start, period.length
    while left > 0:
        day += ONE
        left -= days.working(day)
    return day


def working_from(day: date, days: Days) -> date:
    """The day itself when people work on it, else the next one on which they do."""
    while not days.working(day):
        day += ONE
    return day


def deadline(start: datetime, period: Period, days: Days) -> datetime:
    """The aware moment by which something started at `start` is due."""
    return end_of(last_day(start.astimezone(SHANGHAI).date(), period, days))
