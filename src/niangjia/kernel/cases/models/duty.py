"""Who answers what: a line of a union's catalogue."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from niangjia.kernel.base.models import Placed, Scoped
from niangjia.kernel.base.walls import (
    EVERYTHING,
    Kind,
    Retention,
    Rule,
    Wall,
    above,
    beneath,
    here,
    own_org,
)


class Duty(Scoped, Placed):
    """Matters of a board, of topics or with certain words, and the union or office that answers.

    It holds for the union that wrote it and those below, from `since` on; it names no person.
    """

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_staff": Rule(
                "SIU",
                own_org(),
                f"{own_org()} AND {here()}",
                beyond=f"({above()}) OR ({beneath('org_path')})",
            ),
            "nj_system": Rule("SIU", EVERYTHING),
        },
        Retention("accountability"),
    )

    service = models.CharField(max_length=30)
    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    #: What it is about: every one of these that is given has to fit.
    board = models.CharField(max_length=30, blank=True, default="")
    topics = models.JSONField(default=list)
    words = models.JSONField(default=list)
    #: Who answers: a union of the tree, or else an office outside.
    union_id = models.UUIDField(null=True)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True, default="")
    how = models.CharField(max_length=200, blank=True, default="")
    source = models.CharField(max_length=120)
    since = models.DateField()
    until = models.DateField(null=True)
    added_by = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="duty_order"
            ),
            models.CheckConstraint(
                condition=~Q(board="") | ~Q(topics=[]) | ~Q(words=[]),
                name="duty_is_about_something",
            ),
        ]
        indexes = [models.Index(fields=["org_path", "service", "id"], name="duty_by_path")]
