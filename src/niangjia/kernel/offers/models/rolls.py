"""Rules of a union with their date and source; named lists of people; who keeps house with whom."""

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

MOST_LINES = 5000
ON_IT = (
    "EXISTS (SELECT 1 FROM offers_rollentry e "
    f"WHERE e.roll_id = offers_roll.id AND e.{mine('person_id')})"
)
#: Rows of one's own root that the own union, or one above it, published.
FROM_ABOVE = f"org_root = {setting('root')} AND {above()}"


class Pack(Scoped, Placed):
    """A union's rules for who may, in force from a day on. Never changed: a new version follows."""

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_worker": Rule("S", FROM_ABOVE),
            "nj_staff": Rule(
                "SIU",
                own_org(),
                f"{own_org()} AND {here()}",
                beyond=f"({within()}) OR ({FROM_ABOVE})",
                columns=("until",),
            ),
            "nj_system": Rule("SD", EVERYTHING),
            "nj_door": Rule("S", EVERYTHING),
        },
        Retention("accountability"),
    )

    #: The same for every version of one set of rules.
    key = models.UUIDField()
    version = models.SmallIntegerField(default=1)
    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    title = models.CharField(max_length=60)
    clauses = models.JSONField()
    since = models.DateField()
    until = models.DateField(null=True)
    #: Where the rules stand: a paper and its number; who approved them, and when.
    source = models.CharField(max_length=120)
    approved_by = models.CharField(max_length=60)
    approved_on = models.DateField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=60)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org_root", "key", "version"], name="pack_version"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="pack_order"
            ),
        ]
        indexes = [models.Index(fields=["org_root", "org_path", "-id"], name="pack_by_place")]


class Roll(Scoped, Placed):
    """A named list of people, from a table or from a survey. It counts from the day it is approved.

    Who is on it only the union that keeps it reads, and everybody about themselves.
    """

    class States(models.TextChoices):
        DRAFT = "draft", noop("等核对")
        ACTIVE = "active", noop("在用")
        ENDED = "ended", noop("不用了")
        DROPPED = "dropped", noop("作废")

    class Kinds(models.TextChoices):
        LIST = "list", noop("名单")
        COVER = "cover", noop("保障")

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_worker": Rule("S", ON_IT),
            "nj_staff": Rule("SIU", own_org(), f"{own_org()} AND {here()}", beyond=within()),
            "nj_system": Rule("SUD", EVERYTHING),
            "nj_door": Rule("S", EVERYTHING),
        },
        Retention("service", days=1095, since="closed_at"),
    )

    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    #: A cover lists everybody who was a member on a day: whom the union insures until its end.
    kind = models.CharField(max_length=5, choices=Kinds.choices, default=Kinds.LIST)
    title = models.CharField(max_length=60)
    #: Why there is a list, for whoever is on it; and where the names come from.
    why = models.CharField(max_length=200)
    source = models.CharField(max_length=160)
    survey_id = models.UUIDField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)
    people = models.IntegerField(default=0)
    need = models.IntegerField(default=0)
    #: Lines that were not taken over, and why: [[line, words, reason], …]
    problems = models.JSONField(default=list)
    approved_by = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(max_length=8, choices=States.choices, default=States.DRAFT)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="roll_order"
            ),
        ]
        indexes = [
            models.Index(fields=["org_root", "org_path", "-id"], name="roll_by_place"),
            models.Index(
                fields=["due_at"], condition=Q(state__in=("draft", "active")), name="roll_due"
            ),
        ]


class RollEntry(Scoped, Placed):
    """Somebody on a list, and how many they asked for."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("S", mine()),
            "nj_staff": Rule("SIUD", own_org(), f"{own_org()} AND {here()}"),
            "nj_system": Rule("SD", EVERYTHING),
            "nj_door": Rule("S", EVERYTHING),
        },
        Retention("service", days=365, since="roll__closed_at", held_by="person_id"),
        export=("need", "since", "until"),
    )

    roll = models.ForeignKey(Roll, models.CASCADE, related_name="entries")
    org_id = models.UUIDField()
    person_id = models.UUIDField()
    #: The union of the person when the list was made: what a quota is split by.
    place = models.CharField(max_length=120, db_collation="C", blank=True, default="")
    need = models.IntegerField(default=1)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roll", "person_id"], name="on_a_roll_once"),
            models.CheckConstraint(condition=Q(need__range=(1, 1000)), name="roll_need"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="roll_entry_order"
            ),
        ]
        indexes = [models.Index(fields=["person_id"], name="roll_by_person")]


class Household(Scoped, Placed):
    """Who keeps house with whom: everybody with the same `household_id`, from a day to a day."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("S", mine()),
            "nj_staff": Rule("SIU", within()),
            "nj_system": Rule("SD", EVERYTHING),
            "nj_door": Rule("S", EVERYTHING),
        },
        Retention("service", days=365, since="until", held_by="person_id"),
        export=("since", "until"),
    )

    household_id = models.UUIDField()
    person_id = models.UUIDField()
    by_name = models.CharField(max_length=60)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org_root", "person_id"],
                condition=Q(until=None),
                name="one_household_a_person",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="household_order"
            ),
        ]
        indexes = [
            models.Index(fields=["person_id"], name="household_by_person"),
            models.Index(fields=["household_id"], name="household_members"),
        ]
