"""Goods that can be touched: what they are, where they stand, every change, and who signed.

`Shelf` is what stands at a point, by the day it goes off. Only the functions of `sql/stock.sql`
write it, and each change leaves a `PointLine` beside it: what is left is the sum of the lines.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.ids import random_id
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
    setting,
    within,
)

from .core import Offer

#: Of the union, those below it and those above it: what a city buys stands in the towns.
ON_THE_WAY = f"({within()}) OR (org_root = {setting('root')} AND {above()})"
KEPT = Retention("accountability", action="keep")
TEN_YEARS = 3650


def _board(worker: bool) -> Wall:
    """The union writes its own; those below see what they work with."""
    rules = {
        "nj_staff": Rule("SIU", own_org(), f"{own_org()} AND {here()}", beyond=ON_THE_WAY),
        "nj_system": Rule("S", EVERYTHING),
        "nj_door": Rule("S", EVERYTHING),
    }
    if worker:
        rules["nj_worker"] = Rule("S", above())
    return Wall(Kind.PUBLISHED, rules, KEPT)


class Item(Scoped, Placed):
    """物资: one kind of goods of a union. `cost` is fen a unit, as bought or as the donor said."""

    wall: ClassVar[Wall] = _board(worker=False)

    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    name = models.CharField(max_length=40)
    unit = models.CharField(max_length=8)
    cost = models.BigIntegerField(default=0)
    #: Claims of this offer are handed out from these goods.
    offer = models.ForeignKey(Offer, models.SET_NULL, null=True, related_name="goods")
    by_name = models.CharField(max_length=60)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org_id", "name"], name="item_once_a_union"),
            models.CheckConstraint(condition=Q(cost__gte=0), name="item_costs_no_less_than_none"),
        ]
        indexes = [models.Index(fields=["org_root", "org_path", "-id"], name="item_by_place")]


class Point(Scoped, Placed):
    """发放点: a gate, a station, a hall. Workers see where they can collect."""

    class Kinds(models.TextChoices):
        GATE = "gate", noop("高速卡口")
        STATION = "station", noop("服务驿站")
        HALL = "hall", noop("工会大厅")
        STORE = "store", noop("仓库")
        OTHER = "other", noop("其他")

    wall: ClassVar[Wall] = _board(worker=True)

    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=Kinds.choices)
    address = models.CharField(max_length=80, blank=True, default="")
    hours = models.CharField(max_length=40, blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org_id", "name"], name="point_once_a_union")
        ]
        indexes = [models.Index(fields=["org_root", "org_path", "-id"], name="point_by_place")]


_LEDGER = {
    "nj_staff": Rule("S", within()),
    "nj_system": Rule("S", EVERYTHING),
    "nj_door": Rule("SIU", EVERYTHING),
}


class Shelf(Scoped, Placed):
    """What is left of some goods at a point, of those that go off on one day (none: never)."""

    wall: ClassVar[Wall] = Wall(Kind.PUBLISHED, _LEDGER, KEPT)

    point = models.ForeignKey(Point, models.PROTECT, related_name="shelves")
    item = models.ForeignKey(Item, models.PROTECT, related_name="shelves")
    expires = models.DateField(null=True)
    left = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["point", "item", "expires"], nulls_distinct=False, name="shelf_once"
            ),
            models.CheckConstraint(condition=Q(left__gte=0), name="shelf_never_below_none"),
        ]
        indexes = [models.Index(fields=["item", "expires"], name="shelf_by_item")]


class PointLine(Scoped, Placed):
    """One change of what stands at a point. Never changed itself.

    `quantity` is what it did to the shelf. `beyond` is what was handed out on top of what the books
    had: counted without a net and entered later, it is shown and not argued away.
    """

    class Verbs(models.TextChoices):
        RECEIVE = "receive", noop("收到")
        ARRIVE = "arrive", noop("调入")
        SEND = "send", noop("调出")
        HAND = "hand", noop("发放")
        UNDO = "undo", noop("撤回发放")
        OFFLINE = "offline", noop("断网补记")
        SPOIL = "spoil", noop("报损")
        BACK = "back", noop("退回")
        COUNT = "count", noop("盘点")

    class Sources(models.TextChoices):
        DONOR = "donor", noop("捐赠")
        PURCHASE = "purchase", noop("采购")

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED, {**_LEDGER, "nj_door": Rule("SI", EVERYTHING)}, KEPT
    )

    point = models.ForeignKey(Point, models.PROTECT, related_name="lines")
    item = models.ForeignKey(Item, models.PROTECT, related_name="lines")
    verb = models.CharField(max_length=8, choices=Verbs.choices)
    quantity = models.IntegerField()
    beyond = models.IntegerField(default=0)
    expires = models.DateField(null=True)
    source = models.CharField(max_length=8, choices=Sources.choices, blank=True, default="")
    #: The donor, the seller, the firm that got it, or the other point.
    who = models.CharField(max_length=80, blank=True, default="")
    #: Number of the paper that stands for it: the donor's receipt, the bill.
    paper = models.CharField(max_length=40, blank=True, default="")
    reason = models.CharField(max_length=80, blank=True, default="")
    claim_id = models.UUIDField(null=True)
    receipt_id = models.UUIDField(null=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(beyond__gte=0), name="line_beyond_is_a_number")
        ]
        indexes = [
            models.Index(fields=["item", "point", "verb"], name="line_by_item"),
            models.Index(fields=["point", "-at", "-id"], name="line_newest"),
            models.Index(fields=["claim_id"], condition=~Q(claim_id=None), name="line_by_claim"),
            models.Index(
                fields=["receipt_id"], condition=~Q(receipt_id=None), name="line_by_receipt"
            ),
        ]


class HandOut(Scoped):
    """Somebody without a name got one today: a token of the day, nothing else (docs/adr/0028).

    No time and no hand: the row says only that this token had one. No role of people reads it.
    """

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {"nj_door": Rule("SIUD", EVERYTHING), "nj_system": Rule("SD", EVERYTHING)},
        Retention("one a day", days=1, since="day"),
    )

    id = models.UUIDField(primary_key=True, default=random_id, editable=False)
    org_root = models.CharField(max_length=120, db_collation="C")
    item = models.ForeignKey(Item, models.PROTECT, related_name="handed")
    point = models.ForeignKey(Point, models.PROTECT, related_name="handed")
    day = models.DateField()
    token = models.CharField(max_length=32)
    expires = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "day", "token"], name="one_pack_a_day")
        ]


class Receipt(Scoped, Placed):
    """签收单: goods handed to a firm, signed there or on paper. `fen` is what they were worth."""

    class States(models.TextChoices):
        HANDED = "handed", noop("等签收")
        SIGNED = "signed", noop("签收了")
        UNDONE = "undone", noop("撤回了")

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_staff": Rule("SIU", own_org(), f"{own_org()} AND {here()}", beyond=within()),
            "nj_firm": Rule(
                "SU",
                own_org("firm_id"),
                columns=("state", "signer", "by_firm", "signed_at", "moved_at", "due_at"),
            ),
            "nj_system": Rule("SD", EVERYTHING),
        },
        Retention("accountability", days=TEN_YEARS, since="at"),
    )

    point = models.ForeignKey(Point, models.PROTECT, related_name="receipts")
    item = models.ForeignKey(Item, models.PROTECT, related_name="receipts")
    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    firm_id = models.UUIDField()
    firm_name = models.CharField(max_length=120)
    number = models.CharField(max_length=24)
    goods = models.CharField(max_length=40)
    unit = models.CharField(max_length=8)
    quantity = models.IntegerField()
    fen = models.BigIntegerField()
    state = models.CharField(max_length=6, choices=States.choices, default=States.HANDED)
    signer = models.CharField(max_length=60, blank=True, default="")
    by_firm = models.BooleanField(default=False)
    signed_at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    moved_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org_root", "number"], name="goods_receipt_number"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, fen__gte=0), name="goods_receipt_is_something"
            ),
        ]
        indexes = [
            models.Index(fields=["item", "-id"], name="goods_receipt_by_item"),
            models.Index(fields=["firm_id", "-id"], name="goods_receipt_by_firm"),
        ]
