"""A campaign, its tracks, and every fen promised of them.

The counters are written by `api.budget_open` and `api.budget_book` alone, under CHECK: what the
tracks hold never exceeds what was approved, and what is promised never exceeds its track.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.models import Placed, Scoped
from niangjia.kernel.base.walls import EVERYTHING, Kind, Retention, Rule, Wall, own_org, within

from .rolls import FROM_ABOVE

#: Staff read what is theirs, what is below, and what a union above lets them use.
SEEN = f"({within()}) OR ({FROM_ABOVE})"


def _wall(staff: Rule) -> Wall:
    return Wall(
        Kind.PUBLISHED,
        {
            "nj_staff": staff,
            "nj_system": Rule("SUD", EVERYTHING),
            "nj_door": Rule("SIU", EVERYTHING),
        },
        Retention("accountability"),
    )


class Campaign(Scoped, Placed):
    """Something a union does over some weeks, with money somebody approved. Amounts in fen."""

    class States(models.TextChoices):
        DRAFT = "draft", noop("等主席批")
        RUNNING = "running", noop("正在做")
        ENDED = "ended", noop("结束了")
        WITHDRAWN = "withdrawn", noop("不做了")

    wall: ClassVar[Wall] = _wall(
        Rule(
            "SU",
            own_org(),
            beyond=SEEN,
            columns=("state", "moved_at", "due_at", "closed_at", "approved_by", "approved_at"),
        )
    )

    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    title = models.CharField(max_length=60)
    text = models.CharField(max_length=300, blank=True, default="")
    #: Which decision the money stands on.
    basis = models.CharField(max_length=120)
    since = models.DateField()
    until = models.DateField()
    budget = models.BigIntegerField()
    allotted = models.BigIntegerField(default=0)
    #: Whether unions below may promise out of its tracks.
    shared = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=States.choices, default=States.DRAFT)
    approved_by = models.CharField(max_length=60, blank=True, default="")
    approved_at = models.DateTimeField(null=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(allotted__gte=0, allotted__lte=F("budget")),
                name="campaign_within_its_money",
            ),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="campaign_order"),
        ]
        indexes = [
            models.Index(fields=["org_root", "org_path", "-id"], name="campaign_by_place"),
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=("draft", "running")),
                name="campaign_due",
            ),
        ]


class BudgetLine(Scoped, Placed):
    """One track of a campaign: what it holds, what of it is promised, what of that is paid."""

    wall: ClassVar[Wall] = _wall(Rule("S", SEEN))

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="lines")
    org_id = models.UUIDField()
    position = models.SmallIntegerField()
    title = models.CharField(max_length=40)
    allotted = models.BigIntegerField(default=0)
    committed = models.BigIntegerField(default=0)
    spent = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(committed__gte=0, committed__lte=F("allotted")),
                name="line_never_over_committed",
            ),
            models.CheckConstraint(
                condition=Q(spent__gte=0, spent__lte=F("committed")), name="line_pays_promises"
            ),
            models.UniqueConstraint(fields=["campaign", "title"], name="line_once_a_campaign"),
        ]


class BudgetEntry(Scoped, Placed):
    """One change of a track, for good: what it was for, how much, and what was left after it."""

    class Verbs(models.TextChoices):
        ALLOT = "allot", noop("拨入")
        FREE = "free", noop("调出")
        COMMIT = "commit", noop("占用")
        RELEASE = "release", noop("退回")
        SPEND = "spend", noop("付出")
        REFUND = "refund", noop("付出退回")

    wall: ClassVar[Wall] = _wall(Rule("S", SEEN))

    line = models.ForeignKey(BudgetLine, models.CASCADE, related_name="entries")
    #: What it was for: an offer, or something without one that keeps its own id.
    subject_id = models.UUIDField()
    title = models.CharField(max_length=60)
    verb = models.CharField(max_length=8, choices=Verbs.choices)
    amount = models.BigIntegerField()
    #: Of the track, after this entry: what nothing is promised of yet.
    left = models.BigIntegerField()
    reason = models.CharField(max_length=120, blank=True, default="")
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="entry_is_something"),
            models.CheckConstraint(condition=Q(left__gte=0), name="entry_leaves_no_debt"),
        ]
        indexes = [
            models.Index(fields=["line", "-id"], name="entry_by_line"),
            models.Index(fields=["subject_id"], name="entry_by_subject"),
        ]


class BudgetChange(Scoped, Placed):
    """What was approved for a campaign, changed later: before, after, and on which paper."""

    wall: ClassVar[Wall] = _wall(Rule("S", SEEN))

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="changes")
    #: The track it went to or was taken from.
    line = models.ForeignKey(BudgetLine, models.CASCADE, null=True, related_name="+")
    before = models.BigIntegerField()
    after = models.BigIntegerField()
    paper = models.CharField(max_length=120)
    reason = models.CharField(max_length=120)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(after__gt=0) & ~Q(after=F("before")), name="change_changes_something"
            ),
            models.CheckConstraint(
                condition=~Q(paper="") & ~Q(reason=""), name="change_has_its_paper"
            ),
        ]
        indexes = [models.Index(fields=["campaign", "-id"], name="change_of_campaign")]
