"""A survey, who is asked, what was said, and what was counted.

Who took part and what was said are two tables without a common key. Of a survey without names the
sayings (`Slip`) are reached by no role of people at all: a worker's door writes them, the house's
counting reads them once, writes the tables of `Tally` and destroys them.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
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
    here,
    mine,
    own_org,
    within,
)

#: Fewest people any shown number may stand for.
LEAST = 5
ASKED_ME = (
    "EXISTS (SELECT 1 FROM surveys_asked a "
    f"WHERE a.survey_id = surveys_survey.id AND a.{mine('person_id')})"
)
THREE_YEARS = 1095


class Survey(Scoped, Placed):
    """One page of questions of a union. `questions` is fixed once it is open."""

    class Kinds(models.TextChoices):
        NAMED = "named", noop("记名")
        UNNAMED = "unnamed", noop("不记名")

    class States(models.TextChoices):
        DRAFT = "draft", noop("草稿")
        OPEN = "open", noop("正在收")
        COUNTING = "counting", noop("正在汇总")
        CLOSED = "closed", noop("收完了")
        WITHDRAWN = "withdrawn", noop("撤回了")

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_worker": Rule("S", ASKED_ME),
            "nj_staff": Rule("SIU", own_org(), f"{own_org()} AND {here()}", beyond=within()),
            "nj_system": Rule("SUD", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
        Retention("accountability", days=THREE_YEARS, since="closed_at"),
    )

    #: The service that asks, and the matter it asks about; a union's own survey has no matter.
    service = models.CharField(max_length=30, default="surveys")
    matter_id = models.UUIDField(null=True)
    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    title = models.CharField(max_length=40)
    why = models.CharField(max_length=300)
    kind = models.CharField(max_length=8, choices=Kinds.choices)
    least = models.SmallIntegerField(default=LEAST)
    #: Unions and employers of the own tree that are asked; none means everybody in it.
    orgs = ArrayField(models.UUIDField(), default=list)
    questions = models.JSONField(default=list)
    #: Counts changes of a draft: two who write at once do not undo one another.
    edition = models.IntegerField(default=0)
    until = models.DateField()
    state = models.CharField(max_length=9, choices=States.choices, default=States.DRAFT)
    #: How often everybody still to be told was told.
    wave = models.SmallIntegerField(default=0)
    told_at = models.DateTimeField(null=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(least__range=(LEAST, 50)), name="survey_least_stands"
            ),
        ]
        indexes = [
            models.Index(fields=["org_root", "org_path", "-created_at"], name="survey_by_place"),
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=("draft", "open", "counting")),
                name="survey_due",
            ),
            models.Index(
                fields=["matter_id"], condition=~Q(matter_id=None), name="survey_by_matter"
            ),
        ]


class Asked(Scoped):
    """Somebody is asked, and whether they answered: yes or no, never when.

    Written for everybody at once when the survey opens; of staff nobody reads a row.
    """

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("S", mine()),
            "nj_door": Rule("SIUD", EVERYTHING),
            "nj_system": Rule("SD", EVERYTHING),
        },
        Retention("service", days=365, since="survey__closed_at"),
    )

    id = models.UUIDField(primary_key=True, default=random_id, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="asked")
    org_root = models.CharField(max_length=120, db_collation="C")
    person_id = models.UUIDField()
    firm_id = models.UUIDField(null=True)
    wave = models.SmallIntegerField(default=0)
    answered = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "person_id"], name="asked_once")]
        indexes = [
            models.Index(fields=["person_id"], name="asked_by_person"),
            models.Index(fields=["survey", "firm_id"], name="asked_by_firm"),
        ]


class Answer(Scoped, Placed):
    """What a person said in a survey with names. The union that asks reads it, none above does."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("S", mine()),
            "nj_staff": Rule("S", own_org()),
            "nj_door": Rule("SIUD", EVERYTHING),
            "nj_system": Rule("SD", EVERYTHING),
        },
        Retention("service", days=365, since="survey__closed_at", held_by="survey_id"),
    )

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="answers")
    org_id = models.UUIDField()
    person_id = models.UUIDField()
    firm_id = models.UUIDField(null=True)
    said = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "person_id"], name="answer_once_a_person")
        ]
        indexes = [models.Index(fields=["person_id"], name="answer_by_person")]


class Slip(Scoped):
    """One answer without a name: no person, no time, a random key. Gone when it is counted.

    `firm_id` stands only where enough people of the firm are asked.
    """

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {"nj_door": Rule("SIUD", EVERYTHING), "nj_system": Rule("SD", EVERYTHING)},
        Retention("until it is counted", days=1, since="survey__closed_at"),
    )

    id = models.UUIDField(primary_key=True, default=random_id, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="slips")
    org_root = models.CharField(max_length=120, db_collation="C")
    firm_id = models.UUIDField(null=True)
    said = models.JSONField()


class Tally(Placed):
    """What a closed survey came to: tables in which no number stands for fewer than `least`."""

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_staff": Rule("S", within()),
            "nj_system": Rule("SID", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
        Retention("accountability", days=THREE_YEARS, since="survey__closed_at"),
    )

    survey = models.OneToOneField(
        Survey, models.CASCADE, primary_key=True, related_name="tally", db_column="survey_id"
    )
    tables = models.JSONField()
