"""Photographs of an offer. They are for everybody who may see it, and for nobody else."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from niangjia.kernel.base.models import Placed, Scoped
from niangjia.kernel.base.walls import EVERYTHING, Kind, Rule, Wall, own_org

from .core import KEPT, OWN, Offer

#: Whoever sees the offer: its own wall says who, and stands in here too.
WITH_OFFER = "EXISTS (SELECT 1 FROM offers_offer o WHERE o.id = offers_picture.offer_id)"


class Picture(Scoped, Placed):
    """A photograph as it came out of the workshop, with what opens it. Its id is the upload's."""

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_worker": Rule("S", WITH_OFFER),
            # Hung by a door alone: it copies what opens a file from the row of whoever brought it.
            "nj_staff": Rule("SUD", own_org(), OWN, beyond=WITH_OFFER, columns=("alt", "position")),
            "nj_system": Rule("SD", EVERYTHING),
            "nj_door": Rule("SI", EVERYTHING),
        },
        KEPT,
    )

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="shots")
    org_id = models.UUIDField()
    #: The lowest stands on the list.
    position = models.SmallIntegerField()
    #: What is to be seen, for those who do not see it.
    alt = models.CharField(max_length=80)
    kind = models.CharField(max_length=8)
    media = models.CharField(max_length=80)
    size = models.IntegerField()
    thumb_size = models.IntegerField()
    seconds = models.SmallIntegerField()
    width = models.SmallIntegerField()
    height = models.SmallIntegerField()
    salt = models.CharField(max_length=32)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(alt=""), name="picture_says_what_it_is")
        ]
        indexes = [models.Index(fields=["offer", "position", "id"], name="picture_of_offer")]
