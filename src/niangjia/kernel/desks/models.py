"""Filters somebody keeps, words a union keeps, and how far somebody came on the first day."""

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
    above,
    here,
    mine,
    own_org,
    setting,
)

#: One's own, in the capacity at this union; the chair may also clear away what was shared there.
TO_CHANGE = f"{own_org()} AND ({mine()} OR (shared AND {setting('post')} = 'chair'))"


class View(Scoped, Placed):
    """A filter of a desk's list under a name: kept for oneself, or shared with one's union."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_staff": Rule(
                "SIU",
                TO_CHANGE,
                f"{TO_CHANGE} AND {here()}",
                beyond=f"{own_org()} AND shared",
            ),
            "nj_system": Rule("SD", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
        Retention("desk comfort", days=30, since="withdrawn_at"),
    )

    service = models.CharField(max_length=30)
    org_id = models.UUIDField()
    person_id = models.UUIDField()
    by_name = models.CharField(max_length=60)
    name = models.CharField(max_length=24)
    #: What the list is asked for, as its address says it.
    query = models.JSONField(default=dict)
    shared = models.BooleanField(default=False)
    #: Stands beside the tabs, with a count.
    pinned = models.BooleanField(default=False)
    #: What the desk opens with, for whoever keeps it.
    first = models.BooleanField(default=False)
    #: What it opens with for colleagues who chose nothing; the chair's to say, of a shared one.
    opening = models.BooleanField(default=False)
    place = models.SmallIntegerField(default=0)
    made_at = models.DateTimeField()
    #: Deleted; for some days it can be had back.
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["org_id", "service", "place", "id"], name="view_in_order")]


class Canned(Scoped, Placed):
    """Words a union says often. Those below it may say them too; nothing sends them by itself."""

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_staff": Rule("SIU", own_org(), f"{own_org()} AND {here()}", beyond=above()),
            "nj_system": Rule("S", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
    )

    service = models.CharField(max_length=30)
    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    title = models.CharField(max_length=20)
    text = models.TextField()
    #: For cases on this board alone; "" for all.
    board = models.CharField(max_length=30, blank=True, default="")
    used = models.IntegerField(default=0)
    by_name = models.CharField(max_length=60)
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org_id", "service", "title"],
                condition=Q(withdrawn_at=None),
                name="canned_once_per_title",
            ),
        ]
        indexes = [models.Index(fields=["org_path", "service"], name="canned_by_path")]


class WordList(Scoped, Placed):
    """A version of what a union changes in a word list. Never changed itself: the newest holds.

    Unions below read it too, for they inherit it. It names whoever made it.
    """

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_staff": Rule("SI", own_org(), f"{own_org()} AND {here()}", beyond=above()),
            "nj_system": Rule("S", EVERYTHING),
        },
        Retention("accountability"),
    )

    service = models.CharField(max_length=30)
    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    number = models.IntegerField()
    #: {section: {word: weight}}
    added = models.JSONField(default=dict)
    #: {section: [word]}
    removed = models.JSONField(default=dict)
    how = models.CharField(max_length=8)
    by_name = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org_id", "service", "number"], name="word_list_in_versions"
            ),
        ]
        indexes = [
            models.Index(fields=["org_path", "service", "-number"], name="word_list_newest"),
        ]


#: One's own, in the capacity at this union.
MY_BATCH = f"{own_org()} AND {mine()}"
OF_MY_BATCH = "EXISTS (SELECT 1 FROM desks_batch b WHERE b.id = desks_batchline.batch_id)"


class Batch(Scoped, Placed):
    """One verb for many cases, chosen by one person. What is done with each stands in its line."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_staff": Rule("SIU", MY_BATCH, f"{MY_BATCH} AND {here()}"),
            "nj_system": Rule("SD", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
        Retention("desk comfort", days=30, since="made_at"),
    )

    service = models.CharField(max_length=30)
    org_id = models.UUIDField()
    person_id = models.UUIDField()
    verb = models.CharField(max_length=12)
    #: The words and choices that go with the verb; empty until they were given.
    asked = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["org_id", "person_id", "-made_at"],
                condition=Q(begun_at__isnull=False, done_at=None),
                name="batch_under_way",
            ),
        ]


class BatchLine(Scoped):
    """One case of a batch. `outcome` is written once from "", by whoever comes first."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_staff": Rule("SIU", OF_MY_BATCH),
            "nj_system": Rule("SD", EVERYTHING),
            "nj_door": Rule("S", EVERYTHING),
        },
        Retention("desk comfort", days=30, since="batch__made_at"),
    )

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="lines")
    object_id = models.UUIDField()
    place = models.SmallIntegerField()
    #: "", done, left (with the reason why), undone.
    outcome = models.CharField(max_length=8, blank=True, default="")
    why = models.CharField(max_length=200, blank=True, default="")
    #: What stood there before, for a verb that can be taken back.
    before = models.CharField(max_length=30, blank=True, default="")
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "object_id"], name="once_in_a_batch"),
        ]
        indexes = [models.Index(fields=["batch", "place"], name="batch_line_in_order")]


class FirstDay(Scoped):
    """How far a person came on the first day in one capacity: nobody is asked twice."""

    class States(models.TextChoices):
        UNDER_WAY = "under_way", noop("正在看")
        LEFT = "left", noop("先不看了")
        DONE = "done", noop("看完了")

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            **dict.fromkeys(("nj_worker", "nj_staff", "nj_firm", "nj_admin"), Rule("SIU", mine())),
            "nj_system": Rule("SD", EVERYTHING),
            "nj_door": Rule("SUD", EVERYTHING),
        },
        Retention("service", days=1825, since="changed_at"),
        export=("hat", "state", "stop", "changed_at"),
    )

    person_id = models.UUIDField()
    #: A post at an organisation, or "worker": each begins with a first day of its own.
    hat = models.CharField(max_length=60)
    stop = models.CharField(max_length=24)
    state = models.CharField(max_length=9, choices=States.choices)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_id", "hat"], name="first_day_once"),
        ]
