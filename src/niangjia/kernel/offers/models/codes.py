"""Voucher codes of a supplier: sealed, secret until somebody opens their own, each issued once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop as noop

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

THREE_YEARS = 1095
OWN = f"{own_org()} AND {here()}"
#: Whoever has the claim the code was issued with.
HOLDER = (
    "EXISTS (SELECT 1 FROM offers_claim c "
    f"WHERE c.id = offers_code.claim_id AND c.{mine('person_id')})"
)


class CodeBatch(Scoped, Placed):
    """One delivery of a supplier. `price` is fen for each code redeemed.

    `bad` names the lines that were not taken and why; no code ever stands in it.
    """

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_staff": Rule("SIU", own_org(), OWN, beyond=within()),
            "nj_system": Rule("SU", EVERYTHING),
            "nj_door": Rule("S", EVERYTHING),
        },
        Retention("accountability", action="keep"),
    )

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="batches")
    org_id = models.UUIDField()
    supplier = models.CharField(max_length=60)
    file_name = models.CharField(max_length=120)
    price = models.BigIntegerField()
    #: The last day the supplier takes the code.
    until = models.DateField()
    taken = models.IntegerField(default=0)
    #: Good lines of the file, those looked at so far, and why the rest does not go on.
    lines = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    stopped = models.CharField(max_length=120, blank=True, default="")
    #: [[line, why], …]
    bad = models.JSONField(default=list)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(price__gte=0, taken__gte=0), name="batch_of_codes"),
            models.CheckConstraint(
                condition=Q(taken__lte=F("done"), done__lte=F("lines")), name="batch_goes_on"
            ),
        ]
        indexes = [models.Index(fields=["offer", "-id"], name="batch_of_offer")]


class Code(Scoped, Placed):
    """One code. Of staff nobody reads what it says: it is sealed, and no page opens it.

    `seen_at` is when its holder opened it. One that nobody opened may go to somebody else when its
    time is over; one that was opened never does.
    """

    class States(models.TextChoices):
        POOL = "pool", noop("没发")
        ISSUED = "issued", noop("发了，还没用")
        REDEEMED = "redeemed", noop("用了")
        EXPIRED = "expired", noop("过期没用")
        STRAY = "stray", noop("没发就被用了")

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("S", HOLDER),
            "nj_staff": Rule("SI", own_org(), OWN),
            "nj_system": Rule("SIUD", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
        Retention(
            "accountability",
            days=THREE_YEARS,
            since="moved_at",
            action="erase-fields",
            leaves={"sealed": "", "claim_id": None},
        ),
    )

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="codes")
    batch = models.ForeignKey(CodeBatch, models.PROTECT, related_name="codes")
    org_id = models.UUIDField()
    sealed = models.CharField(max_length=400)
    index = models.CharField(max_length=32)
    until = models.DateField()
    state = models.CharField(max_length=8, choices=States.choices, default=States.POOL)
    claim_id = models.UUIDField(null=True)
    issued_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    redeemed_at = models.DateTimeField(null=True)
    shop = models.CharField(max_length=60, blank=True, default="")
    moved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org_root", "index"], name="code_once"),
            models.UniqueConstraint(
                fields=["claim_id"], condition=Q(state="issued"), name="one_code_a_claim"
            ),
            models.CheckConstraint(
                condition=Q(state="pool", claim_id=None) | ~Q(state="pool"),
                name="code_in_pool_is_nobodys",
            ),
        ]
        indexes = [
            models.Index(
                fields=["offer", "until", "id"], condition=Q(state="pool"), name="code_next"
            ),
            models.Index(fields=["batch", "state"], name="code_by_batch"),
            models.Index(fields=["claim_id"], name="code_by_claim"),
            models.Index(fields=["until"], condition=Q(state="issued"), name="code_over"),
        ]


class CodeSlice(Scoped, Placed):
    """Some lines of a delivery that are not in the pool yet, sealed; gone once they are."""

    wall: ClassVar[Wall] = Wall(
        Kind.LOG,
        {
            "nj_staff": Rule("SI", own_org(), OWN),
            "nj_system": Rule("SUD", EVERYTHING),
        },
        Retention("until its codes are in the pool", days=30, since="at", action="erase"),
    )

    batch = models.ForeignKey(CodeBatch, models.CASCADE, related_name="slices")
    org_id = models.UUIDField()
    n = models.IntegerField()
    #: [[line, code, last day], …] as JSON, sealed.
    sealed = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "n"], name="slice_once")]
