"""A case, who asked, who is seated on it, and what was said."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
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
    mine,
    own_org,
    within,
)
from niangjia.kernel.cases.flow import FLOW

AUTHORED = (
    "EXISTS (SELECT 1 FROM cases_author a WHERE a.case_id = cases_case.id "
    "AND a.person_id = NULLIF(current_setting('app.me', true), '')::uuid)"
)


#: A seat is a row; it opens one case to one organisation, in one capacity.
SEATED = (
    "EXISTS (SELECT 1 FROM cases_seat s WHERE s.case_id = cases_case.id AND s.until IS NULL "
    "AND s.capacity = '{capacity}' "
    "AND s.org_id = NULLIF(current_setting('app.org', true), '')::uuid)"
)


#: Whatever hangs on a case is seen by those who see the case: the case's own policy decides.
OPEN_TO_ME = "EXISTS (SELECT 1 FROM cases_case c WHERE c.id = {table}.case_id)"


#: Names of people and free text go; board, stars, clocks and the firm stay, to be counted. The
#: number of the source stays too: an old mailbox imported again must not bring the text back.
CASE_RETENTION = Retention(
    "case text",
    days=1095,
    since="closed_at",
    action="erase-fields",
    leaves={
        "title": "—",
        "text": "",
        "shown_name": "",
        "handler_id": None,
        "handler_name": "",
        "entered_by": None,
        "search": None,
    },
    held_by="id",
)


#: Who asked and who was seated: with the words gone nobody needs to see the case from elsewhere.
WITH_CASE = Retention("case text", days=1095, since="case__closed_at", held_by="case_id")


SAID = replace(
    WITH_CASE, action="erase-fields", leaves={"speaker": "—", "text": "", "by_id": None, "link": ""}
)


#: Columns every step sets anew.
CLOCK = ("paused_at", "paused_for", "days_left", "alarm")


class Case(Scoped, Placed):
    """One matter, from asking to the asker's verdict. Says nothing about who asked."""

    class Origin(models.TextChoices):
        ONLINE = "online", noop("本人网上提交")
        PAPER = "paper", noop("意见箱纸条")
        PHONE = "phone", noop("来电")
        VISIT = "visit", noop("来访")
        IMPORTED = "imported", noop("批量导入")

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule(
                "SU",
                AUTHORED,
                columns=(
                    "state",
                    "moved_at",
                    "due_at",
                    "closed_at",
                    "outcome",
                    "verdict_stars",
                    "rounds",
                    "pressed",
                    "passing",
                    *CLOCK,
                ),
            ),
            "nj_staff": Rule("SU", within(), beyond=SEATED.format(capacity="union")),
            "nj_firm": Rule(
                "SU",
                SEATED.format(capacity="firm"),
                columns=("state", "moved_at", "due_at", "firm_state", *CLOCK),
            ),
            "nj_system": Rule("SIU", EVERYTHING),
            "nj_door": Rule("SIU", EVERYTHING),
        },
        CASE_RETENTION,
        export=("number", "title", "text", "stars", "state", "created_at"),
    )

    service = models.CharField(max_length=30)
    kind = models.CharField(max_length=30)
    number = models.CharField(max_length=24)
    #: The union that answers for it. Its own part of the tree sees it; anybody beyond needs a seat.
    org_id = models.UUIDField()
    firm_id = models.UUIDField(null=True)
    firm_name = models.CharField(max_length=120, blank=True, default="")
    title = models.CharField(max_length=60)
    text = models.TextField()
    board = models.CharField(max_length=30)
    topics = models.JSONField(default=list)
    stars = models.SmallIntegerField(default=0)
    visibility = models.CharField(max_length=12, default="union")
    #: The author's name, only where the author chose to show it to the firm.
    shown_name = models.CharField(max_length=60, blank=True, default="")
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.ONLINE)
    source_id = models.CharField(max_length=60, blank=True, default="")
    source_at = models.DateTimeField(null=True)
    entered_by = models.UUIDField(null=True)
    counted = models.BooleanField(default=True)
    state = models.CharField(max_length=12)
    outcome = models.CharField(max_length=12, blank=True, default="")
    firm_state = models.CharField(max_length=12, blank=True, default="")
    handler_id = models.UUIDField(null=True)
    handler_name = models.CharField(max_length=60, blank=True, default="")
    verdict_stars = models.SmallIntegerField(null=True)
    rounds = models.SmallIntegerField(default=0)
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    #: While the clock stands still: since when, why, and the working days that were left.
    paused_at = models.DateTimeField(null=True)
    paused_for = models.CharField(max_length=12, blank=True, db_default="")
    days_left = models.SmallIntegerField(db_default=0)
    #: What the union says has come of it; the author's word on that makes the outcome.
    claim = models.CharField(max_length=12, blank=True, db_default="")
    #: The author was pressed: neither the firm nor its union has a part in it any more.
    pressed = models.BooleanField(db_default=False)
    #: Calls of an independent caller that reached nobody.
    missed_calls = models.SmallIntegerField(db_default=0)
    #: How many files were ever hung on it, and whether it ever was part of a matter: a page asks
    #: for neither where there is none.
    files = models.SmallIntegerField(db_default=0)
    grouped = models.BooleanField(db_default=False)
    #: How far the present wait has been told on (`watch.Alarm`); a step forgets it.
    alarm = models.SmallIntegerField(db_default=0)
    #: While it is talked over who answers: the state of that talk (`Handover`).
    passing = models.CharField(max_length=12, blank=True, db_default="")
    search = SearchVectorField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["org_root", "number"], name="case_number_per_root"),
            models.UniqueConstraint(
                fields=["org_root", "origin", "source_id"],
                condition=~Q(source_id=""),
                name="case_imported_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(FLOW.states)), name="case_known_state"
            ),
            models.CheckConstraint(condition=Q(stars__range=(0, 5)), name="case_stars_0_to_5"),
            models.CheckConstraint(
                condition=Q(paused_at=None) | Q(due_at=None), name="case_paused_is_not_due"
            ),
        ]
        indexes = [
            models.Index(
                fields=["org_id", "due_at", "id"],
                condition=Q(closed_at=None),
                name="case_open_by_org",
            ),
            models.Index(
                fields=["org_root", "org_path", "due_at", "id"],
                condition=Q(closed_at=None),
                name="case_open_by_path",
            ),
            models.Index(fields=["due_at", "id"], condition=Q(closed_at=None), name="case_due"),
            models.Index(
                fields=["org_root", "due_at", "id"],
                condition=Q(closed_at=None),
                name="case_root_by_due",
            ),
            models.Index(
                fields=["org_root", "created_at", "id"],
                condition=Q(closed_at=None),
                name="case_root_by_age",
            ),
            models.Index(fields=["org_root", "-moved_at", "-id"], name="case_root_newest"),
            models.Index(
                fields=["org_root", "org_path", "-moved_at", "-id"], name="case_path_newest"
            ),
            models.Index(fields=["firm_id", "-created_at", "-id"], name="case_by_firm"),
            models.Index(
                fields=["firm_id", "due_at", "id"],
                condition=Q(closed_at=None),
                name="case_open_by_firm",
            ),
            models.Index(
                fields=["handler_id", "due_at", "id"],
                condition=Q(closed_at=None),
                name="case_open_by_handler",
            ),
            GinIndex(fields=["search"], name="case_search"),
        ]


class Author(Placed):
    """Who asked. A table of its own: employers hold no grant on it at all."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("S", mine()),
            "nj_staff": Rule("S", within()),
            "nj_system": Rule("SID", EVERYTHING),
            "nj_door": Rule("SIU", EVERYTHING),
        },
        WITH_CASE,
        export=(),
    )

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="author")
    person_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["person_id", "-case"], name="author_newest")]


class Seat(Scoped, Placed):
    """An organisation at the table of one case: sight beyond one's own path is a row here."""

    class Capacities(models.TextChoices):
        UNION = "union", noop("工会")
        FIRM = "firm", noop("单位")

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            # Given and ended through doors only: a seat opens a case.
            "nj_staff": Rule("S", f"({within()}) OR ({own_org()})"),
            "nj_firm": Rule(
                "SU", f"{own_org()} AND capacity = 'firm'", columns=("state", "due_at")
            ),
            "nj_system": Rule("SIUD", EVERYTHING),
            "nj_door": Rule("SIU", EVERYTHING),
        },
        WITH_CASE,
    )

    case = models.ForeignKey(Case, models.CASCADE, related_name="seats")
    #: Who sits there. Its place in the tree is that of the union which gave the seat, so that it
    #: and those above can see who is seated.
    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    capacity = models.CharField(max_length=8, choices=Capacities.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, default="waiting")
    due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "org_id", "capacity"], condition=Q(until=None), name="one_open_seat"
            ),
        ]
        indexes = [
            # The state stands last: a firm's turn is picked out without a look at the rows.
            models.Index(
                fields=["org_id", "capacity", "-id", "state"],
                condition=Q(until=None),
                name="seat_by_org",
            ),
        ]


SEEN = OPEN_TO_ME.format(table="cases_event")


class Event(Scoped):
    """One thing said or done on a case, in order, with the audience it is for."""

    class Audience(models.TextChoices):
        ALL = "all", noop("职工、工会和单位")
        AUTHOR = "author", noop("职工和工会")
        FIRM = "firm", noop("工会和单位")
        STAFF = "staff", noop("只有工会")

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            # Author and firm each speak to the union alone: what goes further, the union decides.
            "nj_worker": Rule(
                "SI",
                f"audience IN ('all', 'author') AND {SEEN}",
                f"audience = 'author' AND {SEEN}",
            ),
            "nj_staff": Rule("SI", SEEN),
            "nj_firm": Rule(
                "SI", f"audience IN ('all', 'firm') AND {SEEN}", f"audience = 'firm' AND {SEEN}"
            ),
            # What was said is only ever emptied, when its time is over.
            "nj_system": Rule("SIU", EVERYTHING, columns=tuple(SAID.leaves)),
            "nj_door": Rule("SIU", EVERYTHING),
        },
        SAID,
        export=("at", "verb", "text"),
    )

    case = models.ForeignKey(Case, models.CASCADE, related_name="events")
    org_root = models.CharField(max_length=120, db_collation="C")
    at = models.DateTimeField()
    verb = models.CharField(max_length=20)
    state = models.CharField(max_length=12, blank=True, default="")
    audience = models.CharField(max_length=8, choices=Audience.choices)
    #: How the speaker is named to the audience: 工会小赵, 公司, 你. Never the author's name.
    speaker = models.CharField(max_length=60)
    #: Whom it concerns: the union a case was handed to, the firm that was asked.
    about = models.CharField(max_length=120, blank=True, default="")
    by_id = models.UUIDField(null=True)
    text = models.TextField(blank=True, default="")
    stars = models.SmallIntegerField(null=True)
    #: Where the words lead: a path of ours, or nowhere.
    link = models.CharField(max_length=200, blank=True, db_default="")
    #: How it stood afterwards, to be counted from: who answers, until when, what came of it.
    org_id = models.UUIDField()
    due_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["case", "at", "id"], name="event_in_order")]
