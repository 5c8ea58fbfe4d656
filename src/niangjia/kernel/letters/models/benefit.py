"""What came of an adopted proposal, in money, and who checked it."""

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
    within,
)
from niangjia.kernel.letters.flow import BENEFIT

from .letter import Letter


class Benefit(Scoped, Placed):
    """Decision, investment and yearly saving of one proposal. Counts once somebody verified it."""

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            # Whoever checks may sit at a union above: small unions have no finance of their own.
            "nj_staff": Rule("SIU", within(), f"{within()}"),
            "nj_system": Rule("SIU", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
        Retention("accountability"),
    )

    letter = models.OneToOneField(Letter, models.PROTECT, related_name="benefit")
    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    firm_id = models.UUIDField(null=True)
    firm_name = models.CharField(max_length=120)
    title = models.CharField(max_length=80)
    decision = models.TextField()
    decided_on = models.DateField()
    #: Fen.
    invested = models.BigIntegerField()
    #: Fen a year.
    saved = models.BigIntegerField()
    evidence = models.TextField()
    state = models.CharField(max_length=12, default="claimed")
    entered_by = models.UUIDField(null=True)
    entered_name = models.CharField(max_length=60)
    checked_by = models.UUIDField(null=True)
    checked_name = models.CharField(max_length=60, blank=True, default="")
    checked_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(BENEFIT.states)), name="benefit_known_state"
            ),
            models.CheckConstraint(
                condition=Q(invested__gte=0, saved__gte=0), name="benefit_not_negative"
            ),
            # Two hands: the database has the last word on it.
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=models.F("entered_by")),
                name="benefit_checked_by_another",
            ),
        ]
        indexes = [
            models.Index(fields=["org_root", "org_path", "state"], name="benefit_by_state"),
            models.Index(fields=["org_root", "org_path", "-id"], name="benefit_newest"),
        ]
