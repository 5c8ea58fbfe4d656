"""走访慰问: what a union brought to people where they work or live, each with its receipt.

What was given, where and out of which track stands in one table; whose home it was in another,
which only whoever was there, the chair and the visited person read.
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
    here,
    mine,
    own_org,
    setting,
    within,
)

from .campaigns import BudgetLine, Campaign

TEN_YEARS = 3653
STEP = ("state", "moved_at", "due_at", "closed_at", "signed_at", "by_person")
#: A visit to the acting worker's home.
MY_VISIT = (
    "EXISTS (SELECT 1 FROM offers_visitedhome h "
    f"WHERE h.visit_id = offers_visit.id AND h.{mine('person_id')})"
)
#: Whoever wrote it down, and the chair of that union: no other cadre lists who is hard up.
KEEPS = f"{own_org()} AND (by_id = {setting('me', '::uuid')} OR {setting('post')} = 'chair')"


class Visit(Scoped, Placed):
    """One visit: money and goods that were handed over, against a receipt. Amounts in fen."""

    class Kinds(models.TextChoices):
        SITE = "site", noop("到岗位上")
        HOME = "home", noop("到家里")

    class States(models.TextChoices):
        GIVEN = "given", noop("等签收")
        SIGNED = "signed", noop("签收了")
        DENIED = "denied", noop("本人说不对")
        UNDONE = "undone", noop("撤回了")

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_worker": Rule("SU", MY_VISIT, columns=STEP),
            "nj_staff": Rule(
                "SIU",
                own_org(),
                f"{own_org()} AND {here()}",
                beyond=within(),
                columns=(*STEP, "signer"),
            ),
            "nj_system": Rule("SD", EVERYTHING),
        },
        Retention("accountability", days=TEN_YEARS, since="at"),
    )

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="visits")
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="visits")
    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    number = models.CharField(max_length=24)
    kind = models.CharField(max_length=4, choices=Kinds.choices)
    day = models.DateField()
    #: Where people work; never where somebody lives.
    place = models.CharField(max_length=60, blank=True, default="")
    people = models.IntegerField()
    fen = models.BigIntegerField()
    #: What else was brought, paid for out of the same amount.
    goods = models.CharField(max_length=80, blank=True, default="")
    visitors = models.CharField(max_length=120)
    state = models.CharField(max_length=6, choices=States.choices, default=States.GIVEN)
    #: Who signed at a place of work. At home the receipt is the visited person's own.
    signer = models.CharField(max_length=60, blank=True, default="")
    by_person = models.BooleanField(default=False)
    signed_at = models.DateTimeField(null=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    moved_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org_root", "number"], name="visit_number"),
            models.CheckConstraint(condition=Q(fen__gt=0, people__gt=0), name="visit_is_something"),
            models.CheckConstraint(
                condition=Q(kind="site") | Q(place="", signer="", people=1),
                name="visit_home_unnamed",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "-id"], name="visit_by_campaign")]


class VisitedHome(Scoped, Placed):
    """Whose home a visit was to."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("S", mine()),
            "nj_staff": Rule("SI", KEEPS, f"{KEEPS} AND {here()}"),
            "nj_system": Rule("SD", EVERYTHING),
        },
        Retention("service", days=1095, since="at", held_by="person_id"),
        export=("number", "at"),
    )

    visit = models.OneToOneField(Visit, models.CASCADE, related_name="home")
    org_id = models.UUIDField()
    person_id = models.UUIDField()
    name = models.CharField(max_length=60)
    number = models.CharField(max_length=24)
    by_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person_id"], name="visited_by_person")]
