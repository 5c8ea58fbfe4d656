"""What officers enter: announced years, single days, and the time limits a union promises."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.kernel.base.models import Placed, Scoped
from niangjia.kernel.base.periods import Unit
from niangjia.kernel.base.walls import (
    EVERYTHING,
    Kind,
    Retention,
    Rule,
    Wall,
    here,
    own_org,
)

READERS = ("nj_worker", "nj_firm", "nj_staff", "nj_entry")


def _calendar_wall() -> Wall:
    return Wall(
        Kind.REFERENCE,
        {
            **{role: Rule("S", EVERYTHING) for role in READERS},
            "nj_admin": Rule("SIU", EVERYTHING),
            "nj_system": Rule("SIU", EVERYTHING),
            "nj_door": Rule("S", EVERYTHING),
        },
    )


class CalendarYear(models.Model):
    """A year whose holidays an officer entered from the State Council's notice."""

    wall: ClassVar[Wall] = _calendar_wall()

    year = models.SmallIntegerField(primary_key=True)
    source = models.CharField(max_length=120)
    entered_by = models.CharField(max_length=60)
    entered_at = models.DateTimeField()


class CalendarDay(models.Model):
    """A day on which people work or rest other than its weekday says.

    `working` None: entered once and struck again.
    """

    wall: ClassVar[Wall] = _calendar_wall()

    day = models.DateField(primary_key=True)
    working = models.BooleanField(null=True)
    name = models.CharField(max_length=30, blank=True, default="")


class Promise(Scoped, Placed):
    """How long a union gives itself, or a firm, for a step; in force from `since` on."""

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_worker": Rule("S", EVERYTHING),
            "nj_firm": Rule("S", EVERYTHING),
            "nj_admin": Rule("S", EVERYTHING),
            "nj_staff": Rule("SIU", own_org(), f"{own_org()} AND {here()}", beyond=EVERYTHING),
            "nj_system": Rule("SIU", EVERYTHING),
            "nj_door": Rule("S", EVERYTHING),
        },
        Retention("accountability"),
    )

    org_id = models.UUIDField()
    key = models.CharField(max_length=40)
    length = models.SmallIntegerField()
    unit = models.CharField(max_length=8, choices=[(unit.value, unit.value) for unit in Unit])
    basis = models.CharField(max_length=120)
    decided_by = models.CharField(max_length=60)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org_root", "org_id", "key"],
                condition=Q(until=None),
                name="one_promise_in_force",
            ),
            models.CheckConstraint(condition=Q(length__range=(1, 180)), name="promise_length"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="promise_order"
            ),
        ]
        indexes = [models.Index(fields=["org_path", "key"], name="promise_by_path")]
