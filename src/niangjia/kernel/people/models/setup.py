"""The one-time link that sets up an empty house."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from niangjia.kernel.base.walls import EVERYTHING, Kind, Retention, Rule, Wall


class SetupLink(models.Model):
    """Digest of a link that may be used once. Reached through `api.set_up_house` alone."""

    wall: ClassVar[Wall] = Wall(
        Kind.LOG,
        {"nj_door": Rule("SU", EVERYTHING), "nj_system": Rule("SD", EVERYTHING)},
        Retention("set-up", days=30, since="created_at"),
    )

    digest = models.CharField(max_length=64, primary_key=True)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
