"""A bundle somebody asked for. Its bytes lie on disk, sealed; without the row nobody opens them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from niangjia.kernel.base.models import Placed, Scoped
from niangjia.kernel.base.walls import (
    EVERYTHING,
    Kind,
    Retention,
    Rule,
    Wall,
    here,
    mine,
    own_org,
)

from .flow import FLOW

#: A worker's own: made for the worker by the worker.
MINE = f"{mine('by_id')} AND org_id IS NULL"
#: A cadre's: made in that post, and downloaded by nobody else.
IN_POST = f"{mine('by_id')} AND {own_org()}"
#: Days a bundle can be downloaded.
KEPT = 14


class Bundle(Scoped, Placed):
    """What was packed out of one matter, for whom and by whom. Seen by whoever asked for it."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("SI", MINE),
            "nj_staff": Rule("SI", IN_POST, f"{IN_POST} AND {here()}"),
            "nj_system": Rule("SUD", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
        Retention("taken along", days=KEPT, since="created_at", held_by="object_id"),
        export=("number", "purpose", "created_at"),
    )

    service = models.CharField(max_length=30)
    #: The matter it was packed out of, and its number.
    object_id = models.UUIDField()
    number = models.CharField(max_length=24)
    purpose = models.CharField(max_length=12)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=60)
    #: The union acted for; empty for a worker.
    org_id = models.UUIDField(null=True)
    org_name = models.CharField(max_length=120, blank=True, default="")
    state = models.CharField(max_length=8, default="asked")
    total = models.SmallIntegerField(default=0)
    done = models.SmallIntegerField(default=0)
    size = models.BigIntegerField(default=0)
    #: With the house's key it makes the key of these bytes.
    salt = models.CharField(max_length=32)
    merkle = models.CharField(max_length=64, blank=True, default="")
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(FLOW.states)), name="bundle_known_state"
            ),
        ]
        indexes = [models.Index(fields=["by_id", "object_id", "-id"], name="bundle_newest")]
