"""One matter many people ask about: the cases in it, what looks like one, and one text to all."""

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
    own_org,
    within,
)
from niangjia.kernel.cases.matter_flow import FLOW, OFFERED_FROM, TOLD_FROM

from .case import OPEN_TO_ME, WITH_CASE, Case

#: A worker whose own case is part of it. The policy of the parts shows no other worker's.
MY_PART = "EXISTS (SELECT 1 FROM cases_part p WHERE p.matter_id = cases_matter.id)"
#: Who writes under a matter: the union that made it, where it stands.
OWN_HERE = f"{own_org()} AND {here()}"


class Matter(Scoped, Placed):
    """Cases of many people about one thing, under a title a cadre gave it.

    `people` counts authors, not cases: one person who asks three times is one.
    """

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            # Workers read titles in the words of a cadre, and only of what several people asked.
            "nj_worker": Rule(
                "S",
                f"(state = 'open' AND people >= {OFFERED_FROM} AND {above()}) "
                f"OR (people >= {TOLD_FROM} AND {MY_PART})",
            ),
            "nj_staff": Rule("SIU", own_org(), OWN_HERE, beyond=within()),
            "nj_system": Rule("SIUD", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
        Retention("case text", days=1095, since="closed_at"),
    )

    service = models.CharField(max_length=30)
    #: The union that groups and answers.
    org_id = models.UUIDField()
    #: The firm all its cases are about; none where there are several.
    firm_id = models.UUIDField(null=True)
    title = models.CharField(max_length=60)
    #: Pairs of characters its cases share and others lack, with their weight; to find it again.
    words = models.JSONField(default=dict)
    board = models.CharField(max_length=30, blank=True, default="")
    cases = models.IntegerField(default=0)
    people = models.IntegerField(default=0)
    state = models.CharField(max_length=12)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(FLOW.states)), name="matter_known_state"
            ),
        ]
        indexes = [
            models.Index(fields=["org_id", "service", "-id"], name="matter_by_org"),
            models.Index(fields=["org_root", "org_path", "-id"], name="matter_by_path"),
        ]


class Part(Placed):
    """A case that is part of a matter; its place is the matter's. A case is part of one at most."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("S", OPEN_TO_ME.format(table="cases_part")),
            "nj_staff": Rule(
                "SID",
                f"{own_org()} AND {OPEN_TO_ME.format(table='cases_part')}",
                f"{OWN_HERE} AND {OPEN_TO_ME.format(table='cases_part')}",
                beyond=f"{within()} AND {OPEN_TO_ME.format(table='cases_part')}",
            ),
            "nj_system": Rule("SID", EVERYTHING),
            "nj_door": Rule("SIUD", EVERYTHING),
        },
        WITH_CASE,
    )

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="part")
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="parts")
    org_id = models.UUIDField()
    added_at = models.DateTimeField()
    #: Whose word it is that it belongs here: a cadre's; None: the author's own.
    by_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["matter", "-added_at"], name="part_newest")]


class Hunch(Scoped, Placed):
    """Cases that look like one matter, and the words that say so. A cadre decides."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_staff": Rule("SUD", own_org(), columns=("dropped_at",)),
            "nj_system": Rule("SIUD", EVERYTHING),
        },
        Retention("case text", days=60, since="made_at"),
    )

    service = models.CharField(max_length=30)
    org_id = models.UUIDField()
    #: The matter these look like more of; none: a new one.
    matter = models.ForeignKey(Matter, models.CASCADE, null=True, related_name="hunches")
    case_ids = models.JSONField(default=list)
    words = models.JSONField(default=list)
    size = models.IntegerField()
    made_at = models.DateTimeField()
    #: When a cadre said no.
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["org_id", "service", "-size"], name="hunch_largest")]


class Telling(Scoped, Placed):
    """One text for many cases, each in its own thread; a job carries it out.

    They are cases of a matter, or those merged into one.

    `done` cases of `case_ids` are behind it; `missed` says of which ones nothing came, and why.
    """

    class Kinds(models.TextChoices):
        REPLY = "reply", noop("答复，请本人打分")
        PROGRESS = "progress", noop("告诉进展")
        LINK = "link", noop("告诉一件能用上的事")

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_staff": Rule("SI", own_org(), OWN_HERE, beyond=within()),
            "nj_system": Rule("SIUD", EVERYTHING),
        },
        Retention("accountability", days=1095, since="made_at"),
    )

    #: The matter whose cases are told; none where those merged into `main` are.
    matter = models.ForeignKey(Matter, models.CASCADE, null=True, related_name="tellings")
    main = models.ForeignKey(Case, models.CASCADE, null=True, related_name="tellings")
    service = models.CharField(max_length=30)
    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=Kinds.choices)
    text = models.TextField(blank=True, default="")
    claim = models.CharField(max_length=12, blank=True, default="")
    #: What is linked: its kind, its name, and a path of ours ("" for a plain note).
    about = models.CharField(max_length=30, blank=True, default="")
    label = models.CharField(max_length=60, blank=True, default="")
    link = models.CharField(max_length=200, blank=True, default="")
    day = models.DateField(null=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=60)
    case_ids = models.JSONField(default=list)
    missed = models.JSONField(default=list)
    done = models.IntegerField(default=0)
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(matter=None) ^ Q(main=None), name="telling_of_a_matter_or_a_case"
            ),
        ]
        indexes = [
            models.Index(fields=["matter", "-made_at"], name="telling_newest"),
            models.Index(fields=["main"], condition=Q(finished_at=None), name="telling_to_merged"),
        ]
