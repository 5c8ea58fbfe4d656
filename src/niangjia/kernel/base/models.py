"""Model kinds. Every model of the house is one of them and carries a `wall`."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from .ids import new_id, random_id
from .walls import EVERYTHING, Kind, Retention, Rule, Wall

#: Fewest a shown count of a day may stand for.
ENOUGH = 20
OVER_AND_ENOUGH = f"n >= {ENOUGH} AND day < (now() AT TIME ZONE 'Asia/Shanghai')::date"


class Scoped(models.Model):
    """A row with an identifier made in Python and a wall around it."""

    wall: ClassVar[Wall]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class Placed(models.Model):
    """A row with a place in the tree: `org_root` is the operating union's path and never changes,
    `org_path` (`33.01.02.k7.`) is where it stands now. Byte order, so that a range is a subtree.
    """

    org_root = models.CharField(max_length=120, db_collation="C")
    org_path = models.CharField(max_length=120, db_collation="C")

    class Meta:
        abstract = True


class Rate(models.Model):
    """Hits per key and window, written by `api.hit` alone. UNLOGGED: a crash forgets it."""

    wall: ClassVar[Wall] = Wall(
        Kind.LOG,
        {"nj_door": Rule("SIU", EVERYTHING), "nj_system": Rule("SD", EVERYTHING)},
        Retention("abuse control", days=2),
    )

    pk = models.CompositePrimaryKey("key", "seconds")
    key = models.CharField(max_length=160)
    seconds = models.IntegerField()
    period = models.BigIntegerField()
    hits = models.IntegerField()


class DayCount(Scoped):
    """How often something was done at a place on a day, written by `api.count` alone.

    Three words and a number: nobody's key, no moment. Whoever asks, the database shows a row only
    when its day is over and enough stand behind it (docs/adr/0031).
    """

    wall: ClassVar[Wall] = Wall(
        Kind.LOG,
        {
            "nj_door": Rule("SIU", EVERYTHING),
            "nj_system": Rule("SD", EVERYTHING),
            **{
                role: Rule("S", OVER_AND_ENOUGH)
                for role in ("nj_entry", "nj_worker", "nj_staff", "nj_firm", "nj_admin")
            },
        },
        Retention("statistics nobody can be found in", days=1095, since="day"),
    )

    id = models.UUIDField(primary_key=True, default=random_id, editable=False)
    what = models.CharField(max_length=30)
    place = models.CharField(max_length=120, db_collation="C")
    day = models.DateField()
    n = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["what", "place", "day"], name="daycount_one_a_day")
        ]
