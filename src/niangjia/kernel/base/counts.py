"""Counts of a day that nothing joins to anybody (docs/adr/0031)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from .clock import today
from .models import ENOUGH, DayCount


@dataclass(frozen=True, slots=True)
class Day:
    """A day that is over, and how many there were; only where there were enough."""

    day: date
    n: int


def add(what: str, place: str) -> None:
    """One more today. Call it in an act of nobody: an act that knows a person would put that
    person's reads and this write into one transaction of the database's log.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.count(%s, %s, %s)", [what, place, today()])


def shown(what: str, place: str, days: int) -> list[Day]:
    """The last `days` days that are over and had enough, newest first."""
    rows = DayCount.objects.filter(
        what=what, place=place, n__gte=ENOUGH, day__lt=today(), day__gte=today() - timedelta(days)
    )
    return [Day(*row) for row in rows.order_by("-day").values_list("day", "n")]
