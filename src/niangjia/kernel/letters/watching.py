"""Letters whose wait is nearly over or over: who is reminded, what becomes overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet

from niangjia.kernel.acts.flow import move
from niangjia.kernel.base.clock import now, today
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases import door as cases
from niangjia.kernel.rules import door as limits

from . import clocks, rules
from .flow import LETTER
from .models import Letter

Alarm = cases.watch.Alarm
Place = cases.watch.Place
BATCH = 200
SOON = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Raised:
    """One alarm just raised; `late` when the letter became overdue by it."""

    letter: Letter
    level: int
    late: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """One batch of a watch, and where the next one begins."""

    raised: list[Raised]
    after: Place | None


def watch(actor: Actor, after: Place | None = None) -> Round:
    """Raise what is due among the next waits, soonest deadline first."""
    found = list(_waits(after)[:BATCH])
    raised = [one for letter in found if (one := _raise(actor, letter))]
    last = found[-1] if len(found) == BATCH else None
    return Round(raised, (last.due_at, last.id) if last and last.due_at else None)


def _waits(after: Place | None) -> QuerySet[Letter]:
    rows = Letter.objects.filter(closed_at=None, due_at__lt=now() + SOON, alarm__lt=Alarm.TOP)
    if after:
        rows = rows.filter(Q(due_at__gt=after[0]) | Q(due_at=after[0], id__gt=after[1]))
    return rows.order_by("due_at", "id")


def _raise(actor: Actor, letter: Letter) -> Raised | None:
    """A letter whose answer is late becomes overdue on the next working morning."""
    if letter.due_at is None:
        return None
    level = cases.watch.deserved(letter.due_at, now(), limits.calendar())
    if level <= letter.alarm:
        return None
    if letter.state == "issued" and level >= Alarm.ABOVE:
        due = clocks.due(letter.kind, letter.org_path)
        move(actor, letter, "late", LETTER, due, alarm=0)
        return Raised(letter, level, late=True)
    same = Letter.objects.filter(pk=letter.pk, state=letter.state, alarm=letter.alarm)
    return Raised(letter, level) if same.update(alarm=level) else None


def settle(actor: Actor) -> int:
    """Set deadlines that had to wait until somebody announced the year's holidays."""
    undated = Letter.objects.filter(closed_at=None, due_at=None)[:BATCH]
    return sum(_settle(letter) for letter in undated)


def _settle(letter: Letter) -> bool:
    due = clocks.due(letter.kind, letter.org_path, letter.moved_at)
    until = due(LETTER.waits[letter.state].clock)
    same = Letter.objects.filter(pk=letter.pk, state=letter.state, due_at=None)
    return until is not None and same.update(due_at=until) == 1


def promises(actor: Actor) -> list[Raised]:
    """Promised days that have passed with nothing said of them, told on once a level."""
    late = Letter.objects.filter(kept_on=None, promised_on__lt=today(), promise_told__lt=MOST_TOLD)
    found = late.order_by("promised_on", "id")[:BATCH]
    return [one for letter in found if (one := _passed(letter))]


MOST_TOLD = len(rules.PROMISE_TOLD)


def _passed(letter: Letter) -> Raised | None:
    level = rules.promise_level(letter.promised_on, today()) if letter.promised_on else 0
    if level <= letter.promise_told:
        return None
    same = Letter.objects.filter(pk=letter.pk, kept_on=None, promise_told=letter.promise_told)
    return Raised(letter, level) if same.update(promise_told=level) else None
