"""What cadres put right when they sorted cases, and what was learnt from it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from niangjia.kernel.base.models import Placed, Scoped
from niangjia.kernel.base.walls import EVERYTHING, Kind, Retention, Rule, Wall, here, own_org

from .case import WITH_CASE, Case

OWN_HERE = f"{own_org()} AND {here()}"


class Correction(Placed):
    """Where a cadre put a case, and where the words had pointed. Its text stays with the case."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_staff": Rule("SIUD", own_org(), OWN_HERE),
            "nj_system": Rule("SID", EVERYTHING),
            "nj_door": Rule("SD", EVERYTHING),
        },
        WITH_CASE,
    )

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="correction")
    service = models.CharField(max_length=30)
    org_id = models.UUIDField()
    suggested = models.CharField(max_length=30, blank=True, default="")
    chosen = models.CharField(max_length=30)
    #: The words that had led to the suggestion.
    words = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["org_id", "service", "-at"], name="correction_newest")]


class Lesson(Scoped, Placed):
    """What a union's corrections taught: weights of pairs and triples of characters.

    Made anew by a job, so that what was erased is soon forgotten here too; it is never merged with
    another union's.
    """

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_staff": Rule("SIUD", own_org(), OWN_HERE),
            "nj_system": Rule("SIUD", EVERYTHING),
        },
        Retention("case text", days=90, since="made_at"),
    )

    service = models.CharField(max_length=30)
    org_id = models.UUIDField()
    off = models.BooleanField(default=False)
    #: How many corrections it was made of.
    learned = models.IntegerField(default=0)
    weights = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org_id", "service"], name="one_lesson_per_union"),
        ]
