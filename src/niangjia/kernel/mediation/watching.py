"""Mediations whose wait is nearly over, or whose fifteen days are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases import door as cases

from . import closing
from .models import Mediation

BATCH = 200
SOON = timedelta(days=1)
#: An end is made so long after its moment: a clock set forward by less ends nothing early.
SETTLED = cases.watch.SETTLED


@dataclass(frozen=True, slots=True)
class Raised:
    """One thing just done: somebody is reminded, or the mediation has ended by itself."""

    mediation: Mediation
    over: bool


@dataclass(frozen=True, slots=True)
class Round:
    """One batch of a watch, and where the next one begins."""

    raised: list[Raised]
    after: tuple[datetime, UUID] | None


def watch(actor: Actor, after: tuple[datetime, UUID] | None) -> Round:
    """Remind of what is due within a day, and end what is over."""
    found = closing.due_soon(after, now() + SOON, BATCH)
    raised = [one for row in found if (one := _raise(actor, row))]
    last = found[-1] if len(found) == BATCH else None
    return Round(raised, (last.due_at, last.id) if last and last.due_at else None)


def _raise(actor: Actor, row: Mediation) -> Raised | None:
    if row.ends_at and now() >= row.ends_at + SETTLED:
        closing.over(actor, row, "expire")
        return Raised(row, True)
    if row.state == "offered" and row.due_at and now() >= row.due_at + SETTLED:
        closing.over(actor, row, "lapse")
        return Raised(row, True)
    fresh = Mediation.objects.filter(pk=row.pk, state=row.state, alarm=0)
    return Raised(row, False) if fresh.update(alarm=1) else None
