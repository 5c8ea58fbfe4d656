"""One union asks another to answer a case."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from niangjia.kernel.base.models import Placed, Scoped
from niangjia.kernel.base.walls import EVERYTHING, Kind, Rule, Wall, own_org, within
from niangjia.kernel.cases.flow import HANDOVER, TALKING

from .case import WITH_CASE, Case

PARTY = " OR ".join(own_org(column) for column in ("giver_id", "taker_id", "decider_id"))


class Handover(Scoped, Placed):
    """A case offered by the union that answers to one that might, and what came of it.

    Its words are for unions alone: neither author nor firm holds any grant here. It is made, and
    the case changes hands, through doors only.
    """

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_staff": Rule(
                "SU",
                f"({PARTY})",
                beyond=within(),
                columns=(
                    *("state", "moved_at", "due_at", "closed_at", "turn_id", "alarm"),
                    *("refused", "answer", "ruling"),
                ),
            ),
            "nj_system": Rule("SIUD", EVERYTHING),
            "nj_door": Rule("SIU", EVERYTHING),
        },
        WITH_CASE,
    )

    case = models.ForeignKey(Case, models.CASCADE, related_name="handovers")
    giver_id = models.UUIDField()
    giver_name = models.CharField(max_length=120)
    giver_path = models.CharField(max_length=120, db_collation="C")
    taker_id = models.UUIDField()
    taker_name = models.CharField(max_length=120)
    taker_path = models.CharField(max_length=120, db_collation="C")
    #: Who decides when the two do not agree; one of them, where it is the highest.
    decider_id = models.UUIDField()
    decider_name = models.CharField(max_length=120)
    #: Why it is offered, why it was declined, and why it was decided so.
    reason = models.TextField()
    answer = models.TextField(blank=True, db_default="")
    ruling = models.TextField(blank=True, db_default="")
    refused = models.BooleanField(db_default=False)
    state = models.CharField(max_length=12)
    #: The union that owes the next step.
    turn_id = models.UUIDField()
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    #: When the case changed hands; set by the door that does it.
    handed_at = models.DateTimeField(null=True)
    alarm = models.SmallIntegerField(db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "giver_id"],
                condition=Q(state__in=TALKING),
                name="handover_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(HANDOVER.states)), name="handover_known_state"
            ),
        ]
        indexes = [
            models.Index(
                fields=["turn_id", "due_at", "case"],
                condition=Q(state__in=TALKING),
                name="handover_by_turn",
            ),
            models.Index(
                fields=["due_at", "id"], condition=Q(state__in=TALKING), name="handover_due"
            ),
            models.Index(fields=["case", "id"], name="handover_of_case"),
            models.Index(fields=["giver_id", "-id"], name="handover_by_giver"),
            models.Index(fields=["taker_id", "-id"], name="handover_by_taker"),
            models.Index(fields=["decider_id", "-id"], name="handover_by_decider"),
        ]
