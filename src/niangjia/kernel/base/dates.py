"""Days as the Civil Code counts them. Periods are in `periods`."""

from __future__ import annotations

from datetime import date, datetime, time

from .clock import SHANGHAI


def end_of(day: date) -> datetime:
    """The last second of `day` in Shanghai: a period ends at 24:00 (Civil Code art. 203)."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=SHANGHAI)


def within(day: date, since: date | None, until: date | None) -> bool:
    """True when `day` lies in [since, until], open ends meaning for ever."""
    return (since is None or since <= day) and (until is None or day <= until)
