"""A supervisor's name under the words of a draft."""

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
    mine,
    within,
)

from .letter import Letter


class Signature(Scoped, Placed):
    """Who signed which text, and under which certificate. Another text needs another signature."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("S", mine()),
            "nj_staff": Rule("SI", within(), f"{within()} AND {mine()}"),
            "nj_system": Rule("SD", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
        Retention("accountability", days=3650, since="letter__closed_at"),
        export=("number", "at"),
    )

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="signatures")
    person_id = models.UUIDField()
    person_name = models.CharField(max_length=60)
    number = models.CharField(max_length=40)
    #: The last day of the certificate.
    until = models.DateField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "person_id", "sha256"], name="signature_once"
            ),
        ]
