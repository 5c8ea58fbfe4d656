"""Counts of matters by union, firm, board and month; and what a union shows of them to anybody."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
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
    own_org,
    within,
)

from .flow import BULLETIN

#: What was published by a union, for everybody below it.
READ = f"state = 'published' AND {above()}"


class Cell(Scoped, Placed):
    """One count: of a union alone, of a union and all below it, or of a firm; of a month or a
    quarter; of one board or (board "") of all. Written by the nightly job alone."""

    class Scopes(models.TextChoices):
        OWN = "own", noop("本级")
        TREE = "tree", noop("辖区")
        FIRM = "firm", noop("单位")

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {"nj_staff": Rule("S", within()), "nj_system": Rule("SID", EVERYTHING)},
        Retention("statistics", action="keep"),
    )

    service = models.CharField(max_length=30)
    scope = models.CharField(max_length=4, choices=Scopes.choices)
    #: The union, or the firm.
    org_id = models.UUIDField()
    board = models.CharField(max_length=30, blank=True, default="")
    start = models.DateField()
    months = models.SmallIntegerField()
    opened = models.IntegerField()
    withdrawn = models.IntegerField()
    due = models.IntegerField()
    kept = models.IntegerField()
    ended = models.IntegerField()
    solved = models.IntegerField()
    partly = models.IntegerField()
    settled = models.IntegerField()
    asked = models.IntegerField()
    glad = models.IntegerField()
    silent = models.IntegerField()
    #: Different people who asked; those nobody knows count as one.
    people = models.IntegerField()
    #: Counted from all that happened before this moment.
    before = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "scope", "org_id", "board", "months", "start"],
                name="cell_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["org_root", "org_path", "scope", "months", "-start"], name="cell_by_place"
            )
        ]


class Sheet(Placed):
    """What a union shows to anybody: whether, with which words of its own, and the figures.

    The figures are what may be seen: small cells are gone before they are written here.
    """

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_entry": Rule("S", '"open"'),
            "nj_worker": Rule("S", '"open"'),
            "nj_firm": Rule("S", '"open"'),
            "nj_admin": Rule("S", '"open"'),
            "nj_staff": Rule(
                "SIU",
                own_org(),
                f"{own_org()} AND {here()}",
                beyond=f'({within()}) OR "open"',
                columns=("open", "words", "league", "changed_by", "changed_at"),
            ),
            "nj_system": Rule("SIU", EVERYTHING),
        },
        Retention("published", action="keep"),
    )

    org_id = models.UUIDField(primary_key=True)
    open = models.BooleanField(default=False)
    words = models.CharField(max_length=300, blank=True, default="")
    #: Whether the unions right below stand beside one another in a table.
    league = models.BooleanField(default=False)
    figures = models.JSONField(default=dict)
    changed_by = models.CharField(max_length=60, blank=True, default="")
    changed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["org_root", "org_path"], name="sheet_by_place")]


class Bulletin(Scoped, Placed):
    """满意度情况通报: frozen figures, the words a cadre goes on from, replies of firms."""

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_worker": Rule("S", READ),
            "nj_firm": Rule("S", READ),
            "nj_staff": Rule(
                "SIU", own_org(), f"{own_org()} AND {here()}", beyond=f"({within()}) OR ({READ})"
            ),
            "nj_system": Rule("SU", EVERYTHING, columns=("figures", "sections")),
        },
        Retention("published", action="keep"),
    )

    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    start = models.DateField()
    #: 0 for days of one's own choice, which end with `until`.
    months = models.SmallIntegerField()
    until = models.DateField(null=True)
    #: Empty for all of the union, else {name} with {path} of a union below it, or {firms: ids}.
    group = models.JSONField(default=dict)
    state = models.CharField(max_length=12)
    figures = models.JSONField(default=dict)
    sections = models.JSONField(default=dict)
    #: What stood there before, who changed it and when; the last one first.
    versions = models.JSONField(default=list)
    #: Replies as they are printed, frozen when it was published.
    replies = models.JSONField(default=list)
    by_name = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=sorted(BULLETIN.states)), name="bulletin_known_state"
            )
        ]
        indexes = [
            models.Index(fields=["org_id", "-created_at"], name="bulletin_by_union"),
            models.Index(fields=["org_path", "state", "-published_at"], name="bulletin_by_place"),
        ]


class Part(Scoped, Placed):
    """What a bulletin says of one firm, for that firm to answer before anybody else reads it."""

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_firm": Rule("SU", own_org("firm_id"), columns=("reply", "replied_at")),
            "nj_staff": Rule("SIU", f"({within()}) AND {own_org('union_id')}", beyond=within()),
        },
        Retention("published", action="keep"),
    )

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="parts")
    union_id = models.UUIDField()
    union_name = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    firm_id = models.UUIDField()
    firm_name = models.CharField(max_length=120)
    figures = models.JSONField(default=dict)
    #: Until when an answer is printed; None: nobody asks any more.
    due_at = models.DateTimeField(null=True)
    reply = models.TextField(blank=True, default="")
    replied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "firm_id"], name="part_once_per_firm")
        ]
        indexes = [models.Index(fields=["firm_id", "-id"], name="part_by_firm")]


class Advice(Scoped, Placed):
    """A sentence a union advises in its bulletins where a measure is below a limit."""

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_staff": Rule("SIU", own_org(), f"{own_org()} AND {here()}", beyond=above()),
            "nj_system": Rule("S", EVERYTHING),
        },
        Retention("accountability"),
    )

    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    measure = models.CharField(max_length=12)
    #: Per cent.
    below = models.DecimalField(max_digits=4, decimal_places=1)
    text = models.CharField(max_length=200)
    by_name = models.CharField(max_length=60)
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["org_path", "measure", "id"], name="advice_by_place")]
