"""A mediation between a worker and a firm; who asked stands in a table of its own."""

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
    mine,
    own_org,
    within,
)
from niangjia.kernel.mediation.flow import FLOW

#: A mediation the acting worker asked for or was offered.
MY_MEDIATION = (
    "EXISTS (SELECT 1 FROM mediation_applicant a WHERE a.mediation_id = {mediation} "
    "AND a.person_id = NULLIF(current_setting('app.me', true), '')::uuid)"
)
#: A firm sees nothing before it was invited, and that was not before the worker agreed.
INVITED = f"{own_org('firm_id')} AND invited_at IS NOT NULL"
STEP = ("state", "moved_at", "due_at", "closed_at", "alarm")
TEXT = Retention(
    "case text",
    days=1095,
    since="closed_at",
    action="erase-fields",
    leaves={
        "title": "—",
        "claim": "",
        "offer": "",
        "terms": "",
        "why": "",
        "worker_name": "",
        "mediator_id": None,
        "mediator_name": "",
    },
)


class Mediation(Scoped, Placed):
    """One mediation from the application to its end, fifteen days later at most."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule(
                "SU",
                MY_MEDIATION.format(mediation="mediation_mediation.id"),
                columns=(
                    *STEP,
                    *("title", "claim", "asked_at", "ends_at"),
                    *("worker_name", "why", "worker_ok", "firm_ok"),
                    *("worker_more", "extended_at"),
                ),
            ),
            "nj_staff": Rule("SU", within()),
            "nj_firm": Rule(
                "SU",
                INVITED,
                columns=(
                    *STEP,
                    *("started_at", "worker_name", "why", "worker_ok", "firm_ok"),
                    *("ends_at", "firm_more", "extended_at"),
                ),
            ),
            "nj_system": Rule("SIU", EVERYTHING),
            "nj_door": Rule("SIU", EVERYTHING),
        },
        TEXT,
        export=("number", "title", "claim", "state", "created_at"),
    )

    #: The union that mediates; its part of the tree sees it.
    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    firm_id = models.UUIDField()
    firm_name = models.CharField(max_length=120)
    title = models.CharField(max_length=60)
    #: What the worker wants settled, written for the firm to read.
    claim = models.TextField(blank=True, default="")
    #: Why the union offers it; read by the worker.
    offer = models.TextField(blank=True, default="")
    #: Whom the firm talks to. Empty before the firm has agreed, and again when nothing came of it.
    worker_name = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(max_length=12, default="offered")
    mediator_id = models.UUIDField(null=True)
    mediator_name = models.CharField(max_length=60, blank=True, default="")
    #: 临总工调〔2026〕3号, given with the invitation.
    number = models.CharField(max_length=40, blank=True, default="")
    #: The agreement as the mediator drew it up, and the digest both sides confirm.
    terms = models.TextField(blank=True, default="")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    worker_ok = models.DateTimeField(null=True)
    firm_ok = models.DateTimeField(null=True)
    #: When each side said it wants more time, and when the second of them did: once a mediation.
    worker_more = models.DateTimeField(null=True)
    firm_more = models.DateTimeField(null=True)
    extended_at = models.DateTimeField(null=True)
    #: Why it ended, by whoever ended it.
    why = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    #: The application, and the end of the fifteenth day after it, or of the time both added.
    asked_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    invited_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    #: How far the present wait has been told on; a step forgets it.
    alarm = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(FLOW.states)), name="mediation_known_state"
            ),
            models.UniqueConstraint(
                fields=["org_root", "org_id", "number"],
                condition=~Q(number=""),
                name="mediation_number_once",
            ),
            # Nothing reaches the firm before the worker has agreed, whatever a program does.
            models.CheckConstraint(
                condition=Q(invited_at=None) | Q(asked_at__isnull=False),
                name="mediation_asked_before_invited",
            ),
            models.CheckConstraint(
                condition=Q(worker_name="") | Q(started_at__isnull=False),
                name="mediation_named_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(worker_ok__isnull=False, firm_ok__isnull=False),
                name="mediation_agreed_by_both",
            ),
            models.CheckConstraint(
                condition=Q(extended_at=None)
                | Q(worker_more__isnull=False, firm_more__isnull=False),
                name="mediation_extended_by_both",
            ),
        ]
        indexes = [
            models.Index(fields=["org_root", "org_path", "-id"], name="mediation_newest"),
            models.Index(
                fields=["org_root", "org_path", "-id"],
                condition=Q(closed_at=None),
                name="mediation_open",
            ),
            models.Index(fields=["firm_id", "-id"], name="mediation_of_firm"),
            models.Index(
                fields=["due_at", "id"], condition=Q(closed_at=None), name="mediation_due"
            ),
        ]


class Applicant(Scoped, Placed):
    """Who asked, and out of which case. Employers hold no grant on it: the case has no author to
    them, and it is not told which one it was."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("S", mine()),
            "nj_staff": Rule("S", within()),
            "nj_system": Rule("SID", EVERYTHING),
            "nj_door": Rule("SIU", EVERYTHING),
        },
        Retention("case text", days=1095, since="mediation__closed_at", held_by="case_id"),
        export=(),
    )

    mediation = models.OneToOneField(Mediation, models.CASCADE, related_name="applicant")
    case_id = models.UUIDField()
    person_id = models.UUIDField()

    class Meta:
        indexes = [
            models.Index(fields=["case_id"], name="applicant_by_case"),
            models.Index(fields=["person_id"], name="applicant_by_person"),
        ]
