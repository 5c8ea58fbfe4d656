"""A numbered document, the cases it speaks about, and the number that comes next."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from niangjia.kernel.base.models import Placed, Scoped
from niangjia.kernel.base.walls import (
    EVERYTHING,
    Kind,
    Retention,
    Rule,
    Wall,
    here,
    own_org,
    within,
)
from niangjia.kernel.letters.flow import LETTER

#: A case the acting worker asked, seen through the table of authors.
MY_CASE = (
    "EXISTS (SELECT 1 FROM cases_author a WHERE a.case_id = {case} "
    "AND a.person_id = NULLIF(current_setting('app.me', true), '')::uuid)"
)
MY_SOURCE = MY_CASE.format(case="letters_source.case_id")
ABOUT_MINE = (
    "issued_at IS NOT NULL AND EXISTS (SELECT 1 FROM letters_source s "
    f"WHERE s.letter_id = letters_letter.id AND {MY_CASE.format(case='s.case_id')})"
)
#: A firm sees what was sent to it, never a draft.
SENT_TO_US = f"{own_org('to_id')} AND issued_at IS NOT NULL"
#: As long as the words of the cases it speaks about: a letter tells of the same matter.
LETTER_RETENTION = Retention(
    "case text",
    days=1095,
    since="closed_at",
    action="erase-fields",
    leaves={"body": "", "answer": "", "why": "", "by_name": "", "issued_by": ""},
)


class Letter(Scoped, Placed):
    """One document from its draft to what became of it. Names no author of a case."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("S", ABOUT_MINE),
            "nj_staff": Rule("SIU", own_org(), f"{own_org()} AND {here()}", beyond=within()),
            "nj_firm": Rule(
                "SU",
                SENT_TO_US,
                columns=(
                    *("state", "moved_at", "due_at", "alarm"),
                    *("received_at", "answered_at", "answer", "outcome", "promised_on"),
                ),
            ),
            "nj_system": Rule("SIU", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
        LETTER_RETENTION,
        export=("number", "title", "issued_at"),
    )

    #: The union that writes; its part of the tree sees it.
    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=16)
    #: 临总工建〔2026〕3号: word, year and serial; given at issue, never to a draft.
    word = models.CharField(max_length=16, blank=True, default="")
    year = models.SmallIntegerField(null=True)
    serial = models.IntegerField(null=True)
    number = models.CharField(max_length=40, blank=True, default="")
    title = models.CharField(max_length=80)
    body = models.TextField()
    #: Of title and body as sent; "" while they may still change.
    sha256 = models.CharField(max_length=64, blank=True, default="")
    basis = models.CharField(max_length=120, blank=True, default="")
    #: Who has to answer; nobody of ours for an authority.
    to_id = models.UUIDField(null=True)
    to_name = models.CharField(max_length=120)
    #: The firm it is about, whoever it is sent to.
    firm_id = models.UUIDField(null=True)
    firm_name = models.CharField(max_length=120, blank=True, default="")
    #: The letter before it on the ladder.
    after_id = models.UUIDField(null=True)
    state = models.CharField(max_length=12, default="draft")
    outcome = models.CharField(max_length=12, blank=True, default="")
    answer = models.TextField(blank=True, default="")
    #: By when the firm said it would be done, how far that was told on, and when it was done.
    promised_on = models.DateField(null=True)
    promise_told = models.SmallIntegerField(default=0)
    kept_on = models.DateField(null=True)
    #: What the union says of the answer, or why it took the letter back.
    why = models.TextField(blank=True, default="")
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    issued_by = models.CharField(max_length=60, blank=True, default="")
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    #: How far the present wait has been told on; a step forgets it.
    alarm = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org_root", "org_id", "word", "year", "serial"],
                condition=~Q(serial=None),
                name="letter_number_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(LETTER.states)), name="letter_known_state"
            ),
            models.CheckConstraint(
                condition=Q(issued_at=None, serial=None, sha256="")
                | (Q(issued_at__isnull=False, serial__isnull=False) & ~Q(sha256="")),
                name="letter_number_at_issue",
            ),
        ]
        indexes = [
            models.Index(fields=["org_root", "org_path", "-id"], name="letter_newest"),
            models.Index(
                fields=["org_root", "org_path", "-id"],
                condition=Q(closed_at=None),
                name="letter_open",
            ),
            models.Index(fields=["to_id", "-id"], name="letter_to"),
            models.Index(fields=["due_at", "id"], condition=Q(closed_at=None), name="letter_due"),
            models.Index(
                fields=["promised_on", "id"],
                condition=Q(kept_on=None) & ~Q(promised_on=None),
                name="letter_promise",
            ),
        ]


class Source(Scoped, Placed):
    """A case a letter speaks about."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("S", MY_SOURCE),
            "nj_staff": Rule("SI", within(), here()),
            "nj_system": Rule("SID", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
        Retention("case text", days=1095, since="letter__closed_at", held_by="case_id"),
    )

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="sources")
    case_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "case_id"], name="source_once"),
        ]
        indexes = [models.Index(fields=["case_id"], name="source_by_case")]


class Series(Scoped, Placed):
    """The last number of a word and a year at one union. Its lock is what leaves no gaps."""

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_staff": Rule("SIU", own_org(), f"{own_org()} AND {here()}"),
            # A job asks a firm for its reason in the union's name.
            "nj_system": Rule("SIU", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
        Retention("accountability"),
    )

    org_id = models.UUIDField()
    word = models.CharField(max_length=16)
    year = models.SmallIntegerField()
    last = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org_root", "org_id", "word", "year"], name="series"),
        ]
