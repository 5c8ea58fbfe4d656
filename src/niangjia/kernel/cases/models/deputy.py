"""Who stands in for a cadre who is away, from a day to a day."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from niangjia.kernel.base.models import Placed, Scoped
from niangjia.kernel.base.walls import (
    EVERYTHING,
    Kind,
    Retention,
    Rule,
    Wall,
    own_org,
    within,
)

from .matter import OWN_HERE


def _same_person() -> Func:
    """Union and person away as a range of one number, compared with what every server has."""
    key = Func(
        F("org_id"),
        F("away_id"),
        arg_joiner="::text || '|' || ",
        template="hashtextextended(%(expressions)s::text, 0)",
    )
    return Func(key, key, function="int8range", template="%(function)s(%(expressions)s, '[]')")


def _days() -> Func:
    """From the first day to the last, both counted."""
    return Func(
        F("since"), F("until"), function="daterange", template="%(function)s(%(expressions)s, '[]')"
    )


class Deputy(Scoped, Placed):
    """A cadre is away; a colleague at the same union does their cases. It lends no right.

    It holds from the first day to the last, or until it was ended.
    """

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_staff": Rule("SIU", own_org(), OWN_HERE, beyond=within()),
            "nj_system": Rule("SIUD", EVERYTHING),
        },
        Retention("accountability", days=1095, since="until"),
    )

    service = models.CharField(max_length=30)
    org_id = models.UUIDField()
    away_id = models.UUIDField()
    away_name = models.CharField(max_length=60)
    deputy_id = models.UUIDField()
    deputy_name = models.CharField(max_length=60)
    since = models.DateField()
    until = models.DateField()
    named_by = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True)
    #: When both were told that its last day is over.
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="deputy_order"),
            models.CheckConstraint(condition=~Q(away_id=F("deputy_id")), name="deputy_is_another"),
            ExclusionConstraint(
                name="one_deputy_at_a_time",
                expressions=[
                    (_same_person(), RangeOperators.OVERLAPS),
                    (_days(), RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_at=None),
            ),
        ]
        indexes = [models.Index(fields=["org_id", "service", "until"], name="deputy_by_org")]
