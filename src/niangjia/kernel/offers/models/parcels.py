"""家乡包裹: where a claim of an offer that is sent goes to, until it has come."""

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
    here,
    mine,
    own_org,
    within,
)

from .core import Offer

#: Days an address outlives the delivery: long enough to ask where it went, no longer.
ADDRESS_DAYS = 7
#: What the union writes about a parcel.
SENT = ("courier", "waybill", "grams", "fen", "sent_at", "delivered_at")
#: Whoever sees the offer.
POSTED = "EXISTS (SELECT 1 FROM offers_offer o WHERE o.id = offer_id)"


class Posting(Scoped, Placed):
    """How parcels of one offer are sent: by whom, how heavy at most, what one costs in fen."""

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_worker": Rule("S", POSTED),
            "nj_staff": Rule("SIU", own_org(), f"{own_org()} AND {here()}", beyond=within()),
            "nj_system": Rule("S", EVERYTHING),
        },
        Retention("accountability", action="keep"),
    )

    offer = models.OneToOneField(Offer, models.PROTECT, related_name="posting")
    org_id = models.UUIDField()
    courier = models.CharField(max_length=40)
    grams = models.IntegerField()
    fen = models.BigIntegerField()
    #: Where and until when workers bring what is to be sent, in the union's words.
    bring = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(grams__gt=0, fen__gte=0), name="posting_is_something"
            )
        ]


class Parcel(Scoped, Placed):
    """Where one claim goes. The address is sealed, and erased soon after it has come."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("SIU", mine(), columns=("sealed", "said_at")),
            "nj_staff": Rule(
                "SU",
                own_org(),
                columns=("courier", "waybill", "sent_at", "grams", "delivered_at", "fen"),
            ),
            "nj_system": Rule("SUD", EVERYTHING),
        },
        Retention(
            "service",
            days=ADDRESS_DAYS,
            since="delivered_at",
            action="erase-fields",
            leaves={"sealed": ""},
        ),
        export=("courier", "waybill", "sent_at", "delivered_at"),
    )

    #: The claim's own id.
    claim_id = models.UUIDField()
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="parcels")
    org_id = models.UUIDField()
    person_id = models.UUIDField()
    sealed = models.CharField(max_length=2000)
    said_at = models.DateTimeField()
    grams = models.IntegerField(null=True)
    fen = models.BigIntegerField(default=0)
    courier = models.CharField(max_length=40, blank=True, default="")
    waybill = models.CharField(max_length=40, blank=True, default="")
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim_id"], name="one_parcel_a_claim"),
            models.UniqueConstraint(
                fields=["org_root", "courier", "waybill"],
                condition=~Q(waybill=""),
                name="waybill_once",
            ),
        ]
        indexes = [
            models.Index(fields=["offer", "id"], name="parcel_of_offer"),
            models.Index(
                fields=["sent_at"],
                condition=Q(delivered_at=None) & ~Q(sent_at=None),
                name="parcel_under_way",
            ),
        ]
