"""理赔求助: a member on a cover asks the union for help with a claim; how far it is, what was said.

What happened, where and to whom is health and home: it is sealed, and read by the member and by
officers and the chair of the one union that keeps the cover. No union above or below, no caller
and no employer holds a grant or is let through.
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
)

#: Days the words outlive the end: long enough to object to what the insurer said.
KEPT = 180
STEP = ("state", "moved_at", "due_at", "closed_at", "alarm")
DONE = ("handler_id", "handler_name", "sent_on", "reference", "fen")
#: Officers and the chair of the union that keeps the cover.
KEEPS = f"{own_org()} AND {setting('post')} IN ('officer', 'chair')"
#: A request begins on a cover its member is on, and lands at the union that keeps it.
COVERED = (
    "EXISTS (SELECT 1 FROM offers_rollentry e JOIN offers_roll r ON r.id = e.roll_id "
    "WHERE r.id = offers_coverhelp.roll_id AND r.kind = 'cover' AND r.state <> 'draft' "
    "AND r.org_id = offers_coverhelp.org_id AND r.org_root = offers_coverhelp.org_root "
    f"AND r.org_path = offers_coverhelp.org_path AND e.{mine('person_id')})"
)
#: What is said belongs to a request its speaker can see.
OF_MINE = (
    "EXISTS (SELECT 1 FROM offers_coverhelp h WHERE h.id = offers_helpevent.help_id "
    "AND h.org_id = offers_helpevent.org_id AND h.person_id = offers_helpevent.person_id)"
)


class CoverHelp(Scoped, Placed):
    """One request for help with a claim on a cover, from asking to its end."""

    class Kinds(models.TextChoices):
        ACCIDENT = "accident", noop("人受了伤、出了意外")
        HOME = "home", noop("家里受了损失")

    class States(models.TextChoices):
        ASKED = "asked", noop("等工会接手")
        TAKEN = "taken", noop("工会在办")
        SENT = "sent", noop("交给保险公司了")
        PAID = "paid", noop("说赔了，等到账")
        MISSING = "missing", noop("说赔了，钱没到")
        CAME = "came", noop("钱到了")
        SETTLED = "settled", noop("办完了")
        REFUSED = "refused", noop("保险公司不赔")
        WITHDRAWN = "withdrawn", noop("撤回了")

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule(
                "SIU", mine(), f"{mine()} AND (state <> 'asked' OR {COVERED})", columns=STEP
            ),
            "nj_staff": Rule("SU", KEEPS, f"{KEEPS} AND {here()}", columns=(*STEP, *DONE)),
            "nj_system": Rule("SUD", EVERYTHING),
        },
        Retention("service", days=KEPT, since="closed_at", held_by="person_id"),
        export=("number", "title", "kind", "day", "state", "at"),
    )

    #: The list that is the cover; a request may outlive it.
    roll_id = models.UUIDField()
    title = models.CharField(max_length=60)
    insurer = models.CharField(max_length=160)
    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    person_id = models.UUIDField()
    number = models.CharField(max_length=24)
    kind = models.CharField(max_length=8, choices=Kinds.choices)
    #: The day it happened.
    day = models.DateField()
    #: Name, place, words and phone.
    sealed = models.TextField()
    state = models.CharField(max_length=9, choices=States.choices, default=States.ASKED)
    handler_id = models.UUIDField(null=True)
    handler_name = models.CharField(max_length=60, blank=True, default="")
    #: When it went to the insurer, and under which number it stands there.
    sent_on = models.DateField(null=True)
    reference = models.CharField(max_length=40, blank=True, default="")
    #: What the insurer says it pays.
    fen = models.BigIntegerField(null=True)
    #: How often somebody was told that this wait is over.
    alarm = models.SmallIntegerField(default=0)
    at = models.DateTimeField()
    moved_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org_root", "number"], name="help_number"),
            models.CheckConstraint(condition=Q(fen=None) | Q(fen__gt=0), name="help_pays"),
        ]
        indexes = [
            models.Index(
                fields=["org_id", "due_at", "id"], condition=Q(closed_at=None), name="help_open"
            ),
            models.Index(fields=["org_id", "-id"], name="help_by_union"),
            models.Index(fields=["person_id", "-id"], name="help_by_person"),
            models.Index(fields=["due_at"], condition=Q(closed_at=None), name="help_due"),
        ]


class HelpEvent(Scoped, Placed):
    """One thing said or done about a request. Never changed."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("SI", mine(), f"{mine()} AND by_person AND {OF_MINE}"),
            "nj_staff": Rule("SI", KEEPS, f"{KEEPS} AND {here()} AND NOT by_person AND {OF_MINE}"),
            "nj_system": Rule("SID", EVERYTHING),
        },
        Retention("service", days=KEPT, since="help__closed_at", held_by="person_id"),
    )

    help = models.ForeignKey(CoverHelp, models.CASCADE, related_name="events")
    org_id = models.UUIDField()
    person_id = models.UUIDField()
    #: A step of the flow, or "word".
    verb = models.CharField(max_length=9)
    #: Text and facts of it; empty when there are none.
    sealed = models.TextField(blank=True, default="")
    by_person = models.BooleanField()
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["help", "id"], name="help_told")]
