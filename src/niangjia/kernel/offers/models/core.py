"""An offer, the tree of its quotas over unions, the counters it is taken from, and every movement
of its stock.

Workers read what is published at or above their union. Counters are reached through doors alone.
"""

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
    above,
    here,
    mine,
    own_org,
    setting,
    within,
)

OWN = f"{own_org()} AND {here()}"
#: Published at the acting person's union or one above it, of the same operating union.
OVER = f"org_root = {setting('root')} AND {above()}"
PUBLISHED = f"state NOT IN ('draft', 'withdrawn') AND {OVER}"
CLAIMED = (
    "EXISTS (SELECT 1 FROM offers_claim c WHERE c.offer_id = offers_offer.id AND c."
    f"{mine('person_id')})"
)
MOST_COUNTERS = 64
KEPT = Retention("accountability", action="keep")


class Offer(Scoped, Placed):
    """Something a union gives out: what, to whom, when, how many and by which way."""

    class Kinds(models.TextChoices):
        GOODS = "goods", noop("物品")
        CODES = "codes", noop("兑换码")
        PASSES = "passes", noop("票证")
        SERVICES = "services", noop("服务")

    class Modes(models.TextChoices):
        FIRST = "first", noop("先到先得")
        REVIEW = "review", noop("报名后审核")
        DELIVER = "deliver", noop("下单寄到家")
        HANDOUT = "handout", noop("现场直接发")

    class Periods(models.TextChoices):
        ONCE = "once", noop("总共")
        DAY = "day", noop("每天")
        MONTH = "month", noop("每月")
        YEAR = "year", noop("每年")

    class States(models.TextChoices):
        DRAFT = "draft", noop("草稿")
        OPEN = "open", noop("发放中")
        PAUSED = "paused", noop("暂停")
        ENDED = "ended", noop("结束")
        WITHDRAWN = "withdrawn", noop("撤回")

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_worker": Rule("S", f"({PUBLISHED}) OR {CLAIMED}"),
            "nj_staff": Rule("SIU", OWN, beyond=f"({within()}) OR ({PUBLISHED})"),
            "nj_system": Rule("SU", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
        KEPT,
    )

    service = models.CharField(max_length=30)
    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=Kinds.choices)
    mode = models.CharField(max_length=7, choices=Modes.choices)
    title = models.CharField(max_length=40)
    text = models.TextField(blank=True, default="")
    #: The line of a campaign's budget that pays, and what one unit costs it, in fen.
    campaign_id = models.UUIDField(null=True)
    line_id = models.UUIDField(null=True)
    unit_cost = models.BigIntegerField(default=0)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    #: How many a person, or a household, may claim in a period; 0 is as many as there are.
    per_person = models.SmallIntegerField(default=1)
    per_household = models.SmallIntegerField(default=0)
    period = models.CharField(max_length=5, choices=Periods.choices, default=Periods.ONCE)
    #: Who may, as data (offers.rules), and the version of the pack it was taken from.
    clauses = models.JSONField(default=list)
    pack_id = models.UUIDField(null=True)
    pack_version = models.IntegerField(default=0)
    #: Whether there is a waiting list; offers with the same `equals` share one.
    waiting = models.BooleanField(default=False)
    equals = models.UUIDField(null=True)
    #: Days a claim waits to be collected, and hours a place offered from the list waits.
    pick_days = models.SmallIntegerField(default=7)
    offer_hours = models.SmallIntegerField(default=24)
    #: Where and when to collect, in the union's words.
    pick_where = models.CharField(max_length=200, blank=True, default="")
    #: Over how many counters each node spreads its units.
    counters = models.SmallIntegerField(default=8)
    #: How many a second the waiting room lets in to claim; 0 is no waiting room.
    room = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=9, choices=States.choices, default=States.DRAFT)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="offer_has_time"),
            models.CheckConstraint(
                condition=Q(counters__range=(1, MOST_COUNTERS)), name="offer_counters"
            ),
            models.CheckConstraint(
                condition=Q(per_person__range=(0, 1000), per_household__range=(0, 1000)),
                name="offer_limits",
            ),
            models.CheckConstraint(condition=Q(room__gte=0), name="offer_room"),
        ]
        indexes = [
            models.Index(fields=["org_id", "-id"], name="offer_newest"),
            models.Index(fields=["org_root", "org_path", "state"], name="offer_by_place"),
            models.Index(fields=["equals"], condition=~Q(equals=None), name="offer_equal"),
            models.Index(fields=["due_at"], condition=~Q(due_at=None), name="offer_due"),
        ]


class Quota(Scoped, Placed):
    """So many units set apart for one union (`org_path`: whose) or, kept aside, for a reason.

    `granted` is what stands here: the units left, those of claims, and those offered to waiters.
    """

    class Kinds(models.TextChoices):
        SHARE = "share", noop("名额")
        RESERVE = "reserve", noop("预留")
        PORTION = "portion", noop("到日子再放")

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_worker": Rule("S", OVER),
            "nj_staff": Rule("S", f"({own_org('owner_id')}) OR ({within()}) OR ({OVER})"),
            "nj_system": Rule("S", EVERYTHING),
            "nj_door": Rule("SIU", EVERYTHING),
        },
        KEPT,
    )

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="quotas")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="parts")
    #: The union that offers, and the one this is for.
    owner_id = models.UUIDField()
    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=7, choices=Kinds.choices, default=Kinds.SHARE)
    label = models.CharField(max_length=60, blank=True, default="")
    #: Whether whoever finds nothing here may take from the node above.
    borrow = models.BooleanField(default=True)
    granted = models.IntegerField(default=0)
    depth = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(granted__gte=0), name="quota_not_below_none"),
            models.UniqueConstraint(
                fields=["offer", "org_id"],
                condition=Q(kind="share"),
                name="one_share_a_union",
            ),
        ]
        indexes = [models.Index(fields=["offer", "org_path"], name="quota_of_offer")]


class Bucket(models.Model):
    """One of the counters a node's units are spread over: many claims take at the same moment.

    Its table leaves half of each page free (offers.sql), so that an update stays on its page.
    """

    wall: ClassVar[Wall] = Wall(Kind.LOG, {"nj_door": Rule("SIU", EVERYTHING)}, KEPT)

    pk = models.CompositePrimaryKey("quota_id", "slot")
    quota_id = models.UUIDField()
    slot = models.SmallIntegerField()
    left = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(left__gte=0), name="bucket_not_below_none")
        ]


class StockLine(Scoped, Placed):
    """One movement of units: came in, was split, kept aside, released, spoiled. Only added to."""

    class Verbs(models.TextChoices):
        RECEIVE = "receive", noop("入库")
        SPLIT = "split", noop("分给")
        RETURN = "return", noop("收回")
        TRANSFER = "transfer", noop("调剂")
        RESERVE = "reserve", noop("预留")
        RELEASE = "release", noop("放出预留")
        SPOIL = "spoil", noop("损耗")

    wall: ClassVar[Wall] = Wall(
        Kind.LOG,
        {
            "nj_staff": Rule("S", f"({own_org()}) OR ({within()})"),
            "nj_system": Rule("S", EVERYTHING),
            "nj_door": Rule("SI", EVERYTHING),
        },
        KEPT,
    )

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="lines")
    org_id = models.UUIDField()
    from_quota = models.ForeignKey(Quota, models.CASCADE, null=True, related_name="+")
    to_quota = models.ForeignKey(Quota, models.CASCADE, null=True, related_name="+")
    verb = models.CharField(max_length=8, choices=Verbs.choices)
    quantity = models.IntegerField()
    reason = models.CharField(max_length=120, blank=True, default="")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="line_moves_something")
        ]
        indexes = [models.Index(fields=["offer", "id"], name="stockline_of_offer")]
