"""Who took what, and who waits.

A worker reads the own rows; the union that offers, and whoever has the person in their part of the
tree, theirs. Rows are written by doors; a step of an existing claim by `move()`.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.models import Placed, Scoped
from niangjia.kernel.base.walls import (
    EVERYTHING,
    Kind,
    Retention,
    Rule,
    Wall,
    mine,
    own_org,
    within,
)
from niangjia.kernel.offers.flow import LIVE

from .core import Offer, Quota

THREE_YEARS = 1095
#: Steps write these and nothing else.
STEPS = ("state", "moved_at", "due_at", "closed_at")
HANDED = (*STEPS, "collected_at", "by_id", "by_name", "proxy_name", "proxy_at", "note")
THEIRS = f"({own_org()}) OR ({within('home_path')})"


class Claim(Scoped, Placed):
    """One unit for one person. Where it came from stands in `quota`; who it is for, in `home_path`.

    Without foreign keys to the offer and its node: a lock on one row by every claim of a drop would
    undo what the counters are for.
    """

    class States(models.TextChoices):
        ASKED = "asked", noop("等审核")
        GRANTED = "granted", noop("已领到名额")
        READY = "ready", noop("可以来取")
        COLLECTED = "collected", noop("已取")
        SENT = "sent", noop("已寄出")
        DELIVERED = "delivered", noop("已签收")
        REDEEMED = "redeemed", noop("已兑换")
        REFUSED = "refused", noop("没通过")
        CANCELLED = "cancelled", noop("自己取消")
        CALLED_OFF = "called_off", noop("工会取消")
        LAPSED = "lapsed", noop("过期没取")
        RETURNED = "returned", noop("已退回")

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("SU", mine(), columns=(*STEPS, "proxy_name", "shared")),
            "nj_staff": Rule("SU", THEIRS, columns=HANDED),
            "nj_system": Rule("SUD", EVERYTHING),
            "nj_door": Rule("SIU", EVERYTHING),
        },
        Retention("accountability", days=THREE_YEARS, since="closed_at"),
        export=("number", "title", "state", "at", "collected_at"),
    )

    offer = models.ForeignKey(Offer, models.CASCADE, db_constraint=False, related_name="claims")
    quota = models.ForeignKey(
        Quota, models.CASCADE, db_constraint=False, null=True, related_name="claims"
    )
    #: The union that offers, and what it offers, as it was called then.
    org_id = models.UUIDField()
    title = models.CharField(max_length=40)
    person_id = models.UUIDField()
    name = models.CharField(max_length=60)
    home_path = models.CharField(max_length=120, db_collation="C")
    household_id = models.UUIDField(null=True)
    #: Claims of one family: all of them or none.
    party_id = models.UUIDField(null=True)
    #: Whether its holder lets the others of the party see the code, to collect it for them.
    shared = models.BooleanField(default=False)
    period = models.CharField(max_length=10, blank=True, default="")
    nth = models.SmallIntegerField(default=1)
    house_nth = models.SmallIntegerField(default=1)
    number = models.CharField(max_length=16)
    #: Shown to the worker, typed or scanned where it is handed out.
    pick_code = models.CharField(max_length=8)
    state = models.CharField(max_length=10, choices=States.choices)
    #: The unit went back to its node, or on to somebody who waited.
    given_back = models.BooleanField(default=False)
    proxy_name = models.CharField(max_length=60, blank=True, default="")
    proxy_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True, default="")
    at = models.DateTimeField()
    moved_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    collected_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60, blank=True, default="")
    #: First bytes of the digest of the key it was asked with, so that a repeated request is known
    #: when everything is gone.
    mark = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "offer", "period", "nth"],
                condition=Q(state__in=LIVE),
                name="claim_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["household_id", "offer", "period", "house_nth"],
                condition=Q(state__in=LIVE) & ~Q(household_id=None),
                name="claim_once_a_household",
            ),
            models.UniqueConstraint(fields=["org_root", "number"], name="claim_number_once"),
            models.UniqueConstraint(fields=["offer", "pick_code"], name="claim_code_once"),
        ]
        indexes = [
            models.Index(fields=["person_id", "-id"], name="claim_by_person"),
            models.Index(fields=["offer", "id"], name="claim_of_offer"),
            models.Index(
                fields=["due_at"], condition=Q(state__in=("granted", "ready")), name="claim_due"
            ),
        ]


class Waiter(Scoped, Placed):
    """A place in a waiting list: the order of `id`. An offered one holds a unit of `quota`."""

    class States(models.TextChoices):
        WAITING = "waiting", noop("排队中")
        OFFERED = "offered", noop("轮到了，等确认")
        TAKEN = "taken", noop("领了")
        LEFT = "left", noop("不排了")
        LAPSED = "lapsed", noop("没来得及确认")
        CLOSED = "closed", noop("发完了")

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("SU", mine(), columns=STEPS),
            "nj_staff": Rule("SU", THEIRS, columns=STEPS),
            "nj_system": Rule("SUD", EVERYTHING),
            "nj_door": Rule("SIU", EVERYTHING),
        },
        Retention("service", days=365, since="closed_at"),
        export=("title", "state", "at"),
    )

    #: The list: what equal offers share, or the one offer's own id.
    group = models.UUIDField()
    org_id = models.UUIDField()
    title = models.CharField(max_length=40)
    person_id = models.UUIDField()
    name = models.CharField(max_length=60)
    home_path = models.CharField(max_length=120, db_collation="C")
    #: Offers of the list the person would take.
    wanted = models.JSONField(default=list)
    state = models.CharField(max_length=7, choices=States.choices, default=States.WAITING)
    offer = models.ForeignKey(Offer, models.CASCADE, null=True, related_name="+")
    quota = models.ForeignKey(Quota, models.CASCADE, null=True, related_name="+")
    given_back = models.BooleanField(default=False)
    at = models.DateTimeField()
    moved_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person_id"],
                condition=Q(state__in=("waiting", "offered")),
                name="one_place_a_person",
            )
        ]
        indexes = [
            models.Index(fields=["group", "id"], condition=Q(state="waiting"), name="waiter_next"),
            models.Index(fields=["person_id", "-id"], name="waiter_by_person"),
            models.Index(fields=["due_at"], condition=Q(state="offered"), name="waiter_due"),
        ]
