"""The calendar and the time limits in force, kept for some seconds by every process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import today
from niangjia.kernel.base.kept import Kept
from niangjia.kernel.base.periods import Period, Unit, deadline
from niangjia.kernel.base.types import Actor
from niangjia.kernel.people.switches import prefixes

from . import packs, rules
from .calendar import LIBRARY_YEARS, Calendar
from .models import CalendarDay, CalendarYear, Promise

_calendar: Kept[Calendar] = Kept()
_limits: Kept[dict[str, Limit]] = Kept()


def forget() -> None:
    """Drop what this process keeps; called after a change."""
    _calendar.forget()
    _limits.forget()


def calendar() -> Calendar:
    """The official calendar as officers have completed it."""
    return _calendar.get("", _read_calendar)


def _read_calendar() -> Calendar:
    rows = [(row.day, row.working, row.name) for row in _days()]
    return Calendar(
        frozenset(CalendarYear.objects.values_list("year", flat=True)),
        {day: working for day, working, _name in rows if working is not None},
        {day: name for day, _working, name in rows},
    )


def _days() -> QuerySet[CalendarDay]:
    """Days an officer entered and did not strike again."""
    return CalendarDay.objects.exclude(working=None).order_by("day")


@dataclass(frozen=True, slots=True)
class Limit:
    """The time limit of a step at one place: `basis` is its clause or the union's own words."""

    key: str
    title: str
    period: Period
    basis: str
    union: str = ""
    by_law: bool = False


def limit(key: str, path: str) -> Limit:
    """What is promised for a step at a place of the tree today: the nearest union's own, else the
    law's or the house's. Raises KeyError for a step no rule knows."""
    return limits(path)[key]


def limits(path: str) -> dict[str, Limit]:
    """Every time limit in force at a place today."""
    return _limits.get(path, lambda: _read_limits(path))


def _read_limits(path: str) -> dict[str, Limit]:
    found = {one.key: _of_pack(one) for one in packs.in_force(path, today())}
    own = Promise.objects.filter(org_path__in=prefixes(path), since__lte=today(), until=None)
    for row in own.order_by("org_path"):
        if row.key in found:
            found[row.key] = _own(found[row.key], row)
    return found


def _of_pack(one: packs.Clock) -> Limit:
    return Limit(one.key, one.title, one.period, one.period.clause, by_law=one.by_law)


def _own(law: Limit, row: Promise) -> Limit:
    period = Period(row.length, Unit(row.unit), law.period.clause)
    return Limit(law.key, law.title, period, row.basis, str(row.org_id), law.by_law)


def due(key: str, path: str, start: datetime) -> datetime:
    """When a step started at `start` is due at a place. Raises UnknownYear, KeyError."""
    return deadline(start, limit(key, path).period, calendar())


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar page. `kind`: work, rest, moved (a working weekend), holiday."""

    day: date
    kind: str
    name: str
    today: bool


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the calendar page: twelve months of days, and where they come from."""

    year: int
    known: bool
    source: str
    months: tuple[tuple[Day, ...], ...]
    working_days: int


@query(permit="rules.see")
def year(actor: Actor, number: int) -> Year:
    """One year as people live it, or an empty one nobody announced yet."""
    found = calendar()
    if not found.knows(number):
        return Year(number, False, "", (), 0)
    row = CalendarYear.objects.filter(year=number).first()
    days = [day_of(found, day) for day in days_of(number)]
    months = tuple(tuple(d for d in days if d.day.month == month) for month in range(1, 13))
    working = sum(day.kind in ("work", "moved") for day in days)
    return Year(number, True, row.source if row else "", months, working)


def days_of(number: int) -> list[date]:
    """Every day of a year."""
    first = date(number, 1, 1).toordinal()
    return [date.fromordinal(n) for n in range(first, date(number + 1, 1, 1).toordinal())]


def day_of(found: Calendar, day: date) -> Day:
    """A day as the calendar page shows it."""
    working, weekday = found.working(day), day.weekday() < 5
    kind = ("work" if weekday else "moved") if working else ("holiday" if weekday else "rest")
    name = _(found.name(day)) if found.name(day) else ""
    if kind == "rest" and name:
        kind = "holiday"
    return Day(day, kind, name, day == today())


@query(permit="rules.see")
def lines(actor: Actor, number: int) -> str:
    """An officer's entry of a year as the form takes it, one day a line."""
    rows = _days().filter(day__year=number)
    return "\n".join(rules.line(row.day, working=bool(row.working), name=row.name) for row in rows)


def years() -> list[int]:
    """Years worth showing: this one, the next, and those before that are known."""
    this = today().year
    known = sorted(LIBRARY_YEARS | calendar().years)
    return [y for y in known if this - 3 <= y <= this + 1] + [this + 1] * (this + 1 not in known)


@dataclass(frozen=True, slots=True)
class Promised:
    """A time limit as the desk shows it: what holds, and whether the actor's union set it."""

    limit: Limit
    law: Period
    own: bool
    since: date | None
    decided_by: str


@query(permit="rules.see")
def promised(actor: Actor) -> list[Promised]:
    """The time limits where the actor stands, in the order of the rule packs."""
    own = {row.key: row for row in Promise.objects.filter(org_id=actor.org, until=None)}
    return [
        _promised(one, packs.clock(key, actor.org_path, today()).period, own.get(key))
        for key, one in limits(actor.org_path).items()
    ]


def _promised(one: Limit, law: Period, row: Promise | None) -> Promised:
    if row is None:
        return Promised(one, law, False, None, "")
    return Promised(one, law, True, row.since, row.decided_by)
