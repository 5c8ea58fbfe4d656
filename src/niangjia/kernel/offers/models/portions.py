"""Portions of an offer's units: kept at a node of their own until their moment."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.models import Placed, Scoped
from niangjia.kernel.base.walls import EVERYTHING, Kind, Rule, Wall, own_org, within

from .core import KEPT, Offer, Quota


class Portion(Scoped, Placed):
    """So many units of a node that nobody may take before `at`.

    Written by the functions of sql/portions.sql alone: they move the units and leave the lines.
    """

    class Ends(models.TextChoices):
        """What became of it; empty while it waits."""

        OUT = "out", noop("放出来了")
        OFF = "off", noop("取消了")

    wall: ClassVar[Wall] = Wall(
        Kind.LOG,
        {
            "nj_staff": Rule("S", f"({own_org()}) OR ({within()})"),
            "nj_system": Rule("S", EVERYTHING),
            "nj_door": Rule("SIU", EVERYTHING),
        },
        KEPT,
    )

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="portions")
    org_id = models.UUIDField()
    #: The node they go to, and the one they stand at until then.
    quota = models.ForeignKey(Quota, models.CASCADE, related_name="+")
    kept = models.OneToOneField(Quota, models.CASCADE, related_name="+")
    quantity = models.IntegerField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=60)
    planned_at = models.DateTimeField()
    end = models.CharField(max_length=3, choices=Ends.choices, blank=True, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="portion_is_something"),
            models.CheckConstraint(
                condition=Q(end="", ended_at=None) | ~Q(end="") & ~Q(ended_at=None),
                name="portion_ends_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["offer", "at"], name="portion_of_offer"),
            models.Index(fields=["at"], condition=Q(end=""), name="portion_due"),
        ]
