"""A union's own words for a kind of letter."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from niangjia.kernel.base.models import Placed, Scoped
from niangjia.kernel.base.walls import (
    EVERYTHING,
    Kind,
    Retention,
    Rule,
    Wall,
    above,
    here,
    own_org,
)


class Template(Scoped, Placed):
    """Title, body and word of a kind of letter in place of the house's. Empty: not any more."""

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_staff": Rule("SIU", own_org(), f"{own_org()} AND {here()}", beyond=above()),
            "nj_system": Rule("S", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
        Retention("accountability"),
    )

    org_id = models.UUIDField()
    kind = models.CharField(max_length=16)
    word = models.CharField(max_length=16, blank=True, default="")
    title = models.CharField(max_length=80, blank=True, default="")
    body = models.TextField(blank=True, default="")
    changed_by = models.CharField(max_length=60)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org_root", "org_id", "kind"], name="template_once"),
        ]
