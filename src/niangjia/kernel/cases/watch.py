"""Reminders and escalation: who is told when a step is nearly or already late.

Alarms are read from the rows, never from timers: a clock set back loses none, and each is raised
once, by compare-and-set. A clock set forward by up to `SETTLED` raises none before its time,
because an alarm waits that long after its moment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum
from uuid import UUID

from django.db.models import F, Q, QuerySet

from niangjia.kernel.base.clock import SHANGHAI, local, now
from niangjia.kernel.base.periods import Days, Period, Unit, last_day, working_from
from niangjia.kernel.base.types import Actor
from niangjia.kernel.rules import door as rules

from . import actions, clocks, passing
from .flow import FLOW, HANDOVER, TALKING
from .models import Case, Handover
from .queries import MAY_BE_LATE

#: An alarm is raised so long after its moment.
SETTLED = timedelta(hours=1)
MORNING = time(8, 30)
#: Working days after the deadline when the operating union at the top is told.
TOP_AFTER = 3
BATCH = 200


class Alarm(IntEnum):
    """How far a wait has got. Each level is raised once in a wait; a step forgets it."""

    NONE = 0
    REMINDED = 1
    ABOVE = 2
    TOP = 3


@dataclass(frozen=True, slots=True)
class Raised:
    """One alarm just raised: what, about which case, in whose hands it is."""

    case: Case
    level: Alarm


def morning(day: date) -> datetime:
    """When people begin to work on a day."""
    return datetime.combine(day, MORNING, tzinfo=SHANGHAI)


def day_above(last: date, days: Days) -> date:
    """The working day on which the union above is told: the one after the deadline's."""
    return working_from(last + timedelta(days=1), days)


def day_top(last: date, days: Days) -> date:
    """The working day on which the union at the top is told."""
    return last_day(last, Period(TOP_AFTER, Unit.WORKING), days)


def deserved(due: datetime, at: datetime, days: Days) -> Alarm:
    """The alarm a wait has earned by `at`: a reminder in the morning of its last day, the union
    above on the next working morning, the top on the third."""
    last = local(due).date()
    moments: tuple[tuple[Alarm, Callable[[], date]], ...] = (
        (Alarm.TOP, lambda: day_top(last, days)),
        (Alarm.ABOVE, lambda: day_above(last, days)),
        (Alarm.REMINDED, lambda: last),
    )
    return next((level for level, day in moments if _reached(day, at)), Alarm.NONE)


def _reached(day: Callable[[], date], at: datetime) -> bool:
    """True when the morning of `day` is past; a day in a year nobody announced is not reached."""
    try:
        return at >= morning(day()) + SETTLED
    except rules.UnknownYear:
        return False


#: Where a batch begins: the deadline and id of the last wait before it.
Place = tuple[datetime, UUID]


@dataclass(frozen=True, slots=True)
class Round:
    """One batch of a watch: what was raised, and where the next batch begins (None: at the end)."""

    raised: list[Raised]
    after: Place | None


def watch(actor: Actor, service: str, after: Place | None = None) -> Round:
    """Raise what is due among the next `BATCH` waits, soonest deadline first."""
    found = list(_waits(service, after)[:BATCH])
    raised = [one for case in found if (one := _raise(actor, case))]
    last = found[-1] if len(found) == BATCH else None
    return Round(raised, (last.due_at, last.id) if last and last.due_at else None)


def _waits(service: str, after: Place | None) -> QuerySet[Case]:
    rows = Case.objects.filter(
        service=service,
        closed_at=None,
        state__in=MAY_BE_LATE,
        due_at__lt=now() + timedelta(days=1),
        alarm__lt=Alarm.TOP,
    )
    if after:
        rows = rows.filter(Q(due_at__gt=after[0]) | Q(due_at=after[0], id__gt=after[1]))
    return rows.order_by("due_at", "id")


def _raise(actor: Actor, case: Case) -> Raised | None:
    level = deserved(case.due_at, now(), rules.calendar()) if case.due_at else Alarm.NONE
    if level <= case.alarm or not actions.change(case, alarm=level):
        return None
    if level == Alarm.REMINDED:
        actions.say(actor, case, "remind", actions.STAFF, "", speaker="")
    return Raised(case, level)


def escalated(actor: Actor, case: Case, union: str) -> None:
    """Write on the case which union above was told that it is late; the author reads it."""
    actions.say(actor, case, "escalate", actions.AUTHOR, "", speaker="", about=union)


@dataclass(frozen=True, slots=True)
class Reminded:
    """A talk about who answers that is late; at `NONE` it has just ended by itself."""

    talk: Handover
    level: Alarm


def watch_talks(actor: Actor, service: str) -> list[Reminded]:
    """One batch of talks about who answers: those nobody needs end, the late ones are raised.

    None is found twice, so a job asks until nothing comes.
    """
    open_ones = Handover.objects.select_related("case").filter(
        state__in=TALKING, case__service=service
    )
    ended = Q(case__passing="") | ~Q(case__org_id=F("giver_id")) | ~Q(case__closed_at=None)
    stale = [_end(actor, one) for one in open_ones.filter(ended).order_by("id")[:BATCH]]
    near = open_ones.filter(due_at__lt=now() + timedelta(days=1), alarm__lt=Alarm.TOP)
    late = [_remind(actor, one) for one in near.exclude(ended).order_by("due_at", "id")]
    return [*stale, *(one for one in late if one)]


def _end(actor: Actor, talk: Handover) -> Reminded:
    passing.lapse(actor, talk)
    return Reminded(talk, Alarm.NONE)


def _remind(actor: Actor, talk: Handover) -> Reminded | None:
    """Raise what is due; a giver who does nothing after a no keeps the case."""
    level = deserved(talk.due_at, now(), rules.calendar()) if talk.due_at else Alarm.NONE
    if level <= talk.alarm:
        return None
    if level > Alarm.REMINDED and talk.state == "declined":
        actions.say(
            actor, talk.case, "stays", actions.AUTHOR, "", speaker="", about=talk.giver_name
        )
        return _end(actor, talk)
    same = Handover.objects.filter(pk=talk.pk, moved_at=talk.moved_at, alarm=talk.alarm)
    return Reminded(talk, level) if same.update(alarm=level) else None


def settle(actor: Actor) -> int:
    """Set deadlines that had to wait until somebody announced the year's holidays."""
    undated = Case.objects.filter(closed_at=None, due_at=None, paused_at=None)
    talks = Handover.objects.filter(due_at=None, state__in=TALKING)
    cases = undated.exclude(state__in=FLOW.finals)
    set_now = sum(_settle(actor, case) for case in cases[:BATCH])
    return set_now + sum(_settle_talk(talk) for talk in talks[:BATCH])


def _settle_talk(talk: Handover) -> int:
    due = clocks.due(talk.org_path, talk.moved_at)(HANDOVER.waits[talk.state].clock)
    return Handover.objects.filter(pk=talk.pk, due_at=None).update(due_at=due) if due else 0


def _settle(actor: Actor, case: Case) -> bool:
    wait = FLOW.waits[case.state]
    due = clocks.due(case.org_path, case.moved_at)(wait.clock)
    if due is None or not actions.change(case, due_at=due):
        return False
    actions.say(actor, case, "dated", actions.STAFF, "", speaker="")
    return True
