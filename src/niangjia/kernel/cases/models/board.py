"""A board a union offers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from niangjia.kernel.base.models import Placed, Scoped
from niangjia.kernel.base.walls import (
    EVERYTHING,
    Kind,
    Rule,
    Wall,
    above,
    beneath,
    here,
    own_org,
)


class Board(Scoped, Placed):
    """A board a union offers beside the three of the house."""

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_worker": Rule("S", above()),
            "nj_staff": Rule(
                "SIU",
                own_org(),
                f"{own_org()} AND {here()}",
                beyond=f"({above()}) OR ({beneath('org_path')})",
            ),
            "nj_firm": Rule("S", EVERYTHING),
            "nj_system": Rule("SIU", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
    )

    service = models.CharField(max_length=30)
    org_id = models.UUIDField()
    key = models.CharField(max_length=30)
    title = models.CharField(max_length=20)
    topics = models.JSONField(default=list)
    closed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org_id", "key"], name="board_once_per_union"),
        ]
