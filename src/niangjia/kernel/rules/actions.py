"""Writes: a year's holidays, and what a union promises."""

from __future__ import annotations

from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import Done, Written, action
from niangjia.kernel.base.clock import now, today
from niangjia.kernel.base.periods import Period
from niangjia.kernel.base.types import Actor, Hidden, Refusal

from . import packs, queries, rules
from .calendar import LIBRARY_YEARS
from .models import CalendarDay, CalendarYear, Promise


@action(permit="rules.calendar", audit="rules.year_entered", silent=True)
def enter_year(actor: Actor, *, year: int, source: str, lines: str) -> Done:
    """Enter a whole year from the State Council's notice. Clocks that wait for it are set by the
    rooms whose clocks they are.

    For a year the library brings, the lines only amend single days.
    """
    read = rules.read_lines(year, lines)
    if read.wrong:
        raise Refusal("lines", _("；").join(read.wrong), status=422)
    whole = year not in LIBRARY_YEARS
    if whole and not rules.looks_whole(read.entries):
        raise Refusal(
            "not_whole", _("放假的天数太少，通知可能没有录全，请对一遍再存。"), status=422
        )
    CalendarDay.objects.filter(day__year=year).update(working=None, name="")
    CalendarDay.objects.bulk_create(
        [CalendarDay(day=one.day, working=one.working, name=one.name) for one in read.entries],
        update_conflicts=True,
        unique_fields=["day"],
        update_fields=["working", "name"],
    )
    if whole:
        CalendarYear.objects.update_or_create(
            year=year,
            defaults={"source": source, "entered_by": actor.name, "entered_at": now()},
        )
    queries.forget()
    return Done(actor.org_path)


@action(permit="rules.promise", audit="rules.promised", silent=True)
def promise(actor: Actor, *, key: str, period: Period, basis: str) -> Written:
    """Set how long this union gives itself, or a firm, for a step. What runs already goes on."""
    law = _law(actor, key)
    verdict = packs.may_promise(period, law)
    if not verdict:
        raise Refusal("slower_than_law", _(verdict.reason), clause=verdict.clause, status=422)
    _end(actor, key)
    row = Promise.objects.create(
        org_id=actor.org,
        org_root=actor.org_root,
        org_path=actor.org_path,
        key=key,
        length=period.length,
        unit=period.unit,
        basis=basis,
        decided_by=actor.name,
        since=today(),
    )
    queries.forget()
    return Written(row.id, row.org_path)


@action(permit="rules.promise", audit="rules.promise_ended", silent=True)
def follow(actor: Actor, *, key: str) -> Done:
    """Give up the own time limit and follow the union above, the law or the house again."""
    _law(actor, key)
    _end(actor, key)
    queries.forget()
    return Done(actor.org_path)


def _law(actor: Actor, key: str) -> packs.Clock:
    try:
        return packs.clock(key, actor.org_path, today())
    except KeyError:
        raise Hidden("no_clock") from None


def _end(actor: Actor, key: str) -> None:
    Promise.objects.filter(org_id=actor.org, key=key, until=None).update(until=today())
