"""A stay, its rooms and guests, what is handed out against a receipt, and what it costs.

Everything belongs to the one union that lodges people: no union above and no employer reads it.
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
    here,
    mine,
    own_org,
)

MEN, WOMEN = "men", "women"
GENDERS = ((MEN, noop("男间")), (WOMEN, noop("女间")))
MOST_BEDS = 60
YEAR = 365
#: Somebody who is lodged here.
GUEST_OF = (
    f"EXISTS (SELECT 1 FROM lodging_guest g WHERE g.stay_id = {{stay}} AND g.{mine('person_id')})"
)


def _wall(
    kind: Kind, verbs: str, worker: Rule | None, *, since: str, export: tuple[str, ...] = ()
) -> Wall:
    """Behind it stands the one union; a worker reads what the rule for workers says."""
    rules = {
        "nj_staff": Rule(verbs, own_org(), f"{own_org()} AND {here()}"),
        # A room that goes leaves its guests without one: erasing it updates them.
        "nj_system": Rule("SUD", EVERYTHING),
        "nj_door": Rule("SUD", EVERYTHING),
    }
    if worker:
        rules["nj_worker"] = worker
    return Wall(kind, rules, Retention("service", days=YEAR, since=since), export)


class Stay(Scoped, Placed):
    """People who cannot get home are lodged for some nights. Grown out of a matter."""

    class States(models.TextChoices):
        RUNNING = "running", noop("正在安排")
        ENDED = "ended", noop("结束了")

    wall: ClassVar[Wall] = _wall(
        Kind.PUBLISHED,
        "SIU",
        Rule("S", GUEST_OF.format(stay="lodging_stay.id")),
        since="closed_at",
    )

    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    title = models.CharField(max_length=40)
    #: What every guest is told to bring, and where to ask.
    bring = models.CharField(max_length=60)
    until = models.DateField()
    matter_id = models.UUIDField()
    survey_id = models.UUIDField()
    state = models.CharField(max_length=8, choices=States.choices, default=States.RUNNING)
    by_name = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org_root", "matter_id"], name="one_stay_a_matter")
        ]
        indexes = [models.Index(fields=["org_id", "-id"], name="stay_newest")]


class Room(Scoped, Placed):
    """A room: beds in it, people the fire check allows, for men or for women."""

    wall: ClassVar[Wall] = _wall(
        Kind.PUBLISHED,
        "SIUD",
        Rule("S", GUEST_OF.format(stay="lodging_room.stay_id")),
        since="stay__closed_at",
    )

    stay = models.ForeignKey(Stay, models.CASCADE, related_name="rooms")
    org_id = models.UUIDField()
    name = models.CharField(max_length=30)
    beds = models.SmallIntegerField()
    limit = models.SmallIntegerField()
    gender = models.CharField(max_length=5, choices=GENDERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stay", "name"], name="room_once_a_stay"),
            models.CheckConstraint(
                condition=Q(beds__range=(1, MOST_BEDS), limit__range=(1, MOST_BEDS)),
                name="room_size",
            ),
        ]


class Guest(Scoped, Placed):
    """Somebody who asked for a bed in the head-count. `told_room` is the room they were told."""

    wall: ClassVar[Wall] = _wall(
        Kind.PERSONAL, "SIU", Rule("S", mine()), since="stay__closed_at", export=("name", "gender")
    )

    stay = models.ForeignKey(Stay, models.CASCADE, related_name="guests")
    org_id = models.UUIDField()
    person_id = models.UUIDField()
    name = models.CharField(max_length=60)
    gender = models.CharField(max_length=5, choices=GENDERS)
    bedding = models.BooleanField()
    wish = models.CharField(max_length=60, blank=True, default="")
    room = models.ForeignKey(Room, models.SET_NULL, null=True, related_name="guests")
    told_room = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stay", "person_id"], name="guest_once_a_stay")
        ]
        indexes = [models.Index(fields=["person_id"], name="guest_by_person")]


class Supply(Scoped, Placed):
    """Folding beds, bedding: what came in is what was handed out and what is left. Always."""

    wall: ClassVar[Wall] = _wall(
        Kind.PUBLISHED,
        "SIU",
        Rule("S", GUEST_OF.format(stay="lodging_supply.stay_id")),
        since="stay__closed_at",
    )

    stay = models.ForeignKey(Stay, models.CASCADE, related_name="supplies")
    org_id = models.UUIDField()
    name = models.CharField(max_length=30)
    #: Only for those who asked for bedding.
    bedding = models.BooleanField(default=False)
    stock = models.IntegerField()
    handed = models.IntegerField(default=0)
    left = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stock=F("handed") + F("left")), name="supply_in_is_out_and_left"
            ),
            models.CheckConstraint(
                condition=Q(stock__gte=0, handed__gte=0, left__gte=0), name="supply_not_below_none"
            ),
            models.UniqueConstraint(fields=["stay", "name"], name="supply_once_a_stay"),
        ]


class Receipt(Scoped, Placed):
    """One thing handed to one guest under a number; confirmed by the guest or in a cadre's name."""

    wall: ClassVar[Wall] = _wall(
        Kind.PERSONAL,
        "SIU",
        Rule("SU", mine(), columns=("confirmed_at", "confirmed_by")),
        since="stay__closed_at",
        export=("number", "at", "confirmed_at"),
    )

    stay = models.ForeignKey(Stay, models.CASCADE, related_name="receipts")
    supply = models.ForeignKey(Supply, models.CASCADE, related_name="receipts")
    guest = models.ForeignKey(Guest, models.CASCADE, related_name="receipts")
    org_id = models.UUIDField()
    person_id = models.UUIDField()
    number = models.CharField(max_length=24)
    handed_by = models.CharField(max_length=60)
    at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supply", "guest"], name="receipt_once"),
            models.UniqueConstraint(fields=["org_root", "number"], name="receipt_number_once"),
        ]
        indexes = [models.Index(fields=["person_id"], name="receipt_by_person")]


class Cost(Scoped, Placed):
    """What it costs, in fen; spent after the chair said yes."""

    class States(models.TextChoices):
        ASKED = "asked", noop("等主席批")
        APPROVED = "approved", noop("批了")
        REFUSED = "refused", noop("没批")

    wall: ClassVar[Wall] = _wall(Kind.PUBLISHED, "SIU", None, since="stay__closed_at")

    stay = models.ForeignKey(Stay, models.CASCADE, related_name="costs")
    org_id = models.UUIDField()
    title = models.CharField(max_length=60)
    fen = models.BigIntegerField()
    by_name = models.CharField(max_length=60)
    decided_by = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(max_length=8, choices=States.choices, default=States.ASKED)
    moved_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(fen__gt=0), name="cost_is_something")]
