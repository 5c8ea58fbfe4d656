"""Date arithmetic of the Civil Code. Working days need the official calendar, in `rules`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from .clock import SHANGHAI


def last_day(start: date, days: int) -> date:
    """The last day of a period of `days` calendar days that begins on `start`.

    The first day is not counted (Civil Code art. 201), 以内 includes the last one (art. 1259).
    """
    return start + timedelta(days=days)


def end_of(day: date) -> datetime:
    """The last second of `day` in Shanghai: a period ends at 24:00 (Civil Code art. 203)."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=SHANGHAI)


def deadline(start: datetime, days: int) -> datetime:
    """The aware moment by which something started at `start` is due within `days` calendar days."""
    return end_of(last_day(start.astimezone(SHANGHAI).date(), days))


def within(day: date, since: date | None, until: date | None) -> bool:
    """True when `day` lies in [since, until], open ends meaning for ever."""
    return (since is None or since <= day) and (until is None or day <= until)
