"""When a mediation's steps are due: never later than the fifteenth day after the application."""

from __future__ import annotations

from datetime import datetime, timedelta

from niangjia.kernel.acts.flow import Due
from niangjia.kernel.base.clock import local, now
from niangjia.kernel.base.dates import end_of
from niangjia.kernel.rules import door as limits

from .models import Mediation

END = "mediation.end"
MORE = "mediation.more"


def at(clock: str, path: str, start: datetime) -> datetime:
    """When what begins at `start` is due; in a year whose holidays nobody announced, by the plain
    count of days, which is never later."""
    try:
        return limits.due(clock, path, start)
    except limits.UnknownYear:
        length = limits.limit(clock, path).period.length
        return end_of(local(start).date() + timedelta(days=length))


def due(row: Mediation, start: datetime | None = None) -> Due:
    """Deadlines of one mediation for a step taken at `start` (default: now)."""

    def by(clock: str) -> datetime:
        if clock == END and row.ends_at:
            return row.ends_at
        until = at(clock, row.org_path, start or now())
        return min(until, row.ends_at) if row.ends_at else until

    return by


def end(path: str, asked: datetime) -> datetime:
    """The end of a mediation applied for at `asked`."""
    return at(END, path, asked)


def more(path: str, ends: datetime) -> datetime:
    """The end of a mediation that ended at `ends`, once both want more time."""
    return at(MORE, path, ends)


def clause_of_more(path: str) -> str:
    """The clause that lets both extend."""
    return limits.limit(MORE, path).period.clause


def clause(path: str) -> str:
    """The clause the fifteen days come from."""
    return limits.limit(END, path).period.clause
