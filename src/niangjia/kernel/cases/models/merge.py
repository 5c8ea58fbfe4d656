"""Which case is merged into which, and what its clock was before."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.kernel.base.models import Placed
from niangjia.kernel.base.walls import EVERYTHING, Kind, Rule, Wall, within

from .case import OPEN_TO_ME, WITH_CASE, Case
from .matter import OWN_HERE

SEEN = OPEN_TO_ME.format(table="cases_merge")


class Merge(Placed):
    """A case that waits for the answer of another, its main case, or that once did.

    It says so only while its state is `merged`. Neither workers nor firms hold a grant: who asked
    the main case, and how many did, is for the union alone.
    """

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_staff": Rule("SIU", f"{OWN_HERE} AND {SEEN}", beyond=f"{within()} AND {SEEN}"),
            "nj_system": Rule("SIUD", EVERYTHING),
            "nj_door": Rule("SUD", EVERYTHING),
        },
        WITH_CASE,
    )

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="merge")
    #: The case that is led on. It is never merged itself.
    main = models.ForeignKey(Case, models.CASCADE, related_name="merged")
    org_id = models.UUIDField()
    at = models.DateTimeField()
    by_id = models.UUIDField()
    #: When its own answer was due, and the main case's, before both were due on `due_at`.
    own_due = models.DateTimeField(null=True)
    main_due = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    #: The author said that it is another thing: it is not merged again.
    refused = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(case=F("main")), name="merge_of_two"),
        ]
        indexes = [models.Index(fields=["main", "at"], name="merge_by_main")]
