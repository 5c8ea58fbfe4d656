"""What hangs on a case: files of its author, of the union that answers, and of the firm."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.models import Scoped
from niangjia.kernel.base.walls import EVERYTHING, Kind, Rule, Wall, own_org, within
from niangjia.kernel.cases.flow import EVIDENCE

from .case import OPEN_TO_ME, WITH_CASE, Case

SEEN = OPEN_TO_ME.format(table="cases_attachment")
OF_CASE = (
    "EXISTS (SELECT 1 FROM cases_case c WHERE c.id = cases_attachment.case_id AND {condition})"
)
#: A union that only watches by a seat reads the words, not the evidence: a look at it is told to
#: the author, and a watcher does not know who that is.
NEAR = OF_CASE.format(condition=within("c.org_path", "c.org_root"))
IN_HAND = OF_CASE.format(condition=own_org("c.org_id"))


class Attachment(Scoped):
    """A file on a case, with what opens it. Its id is that of the upload.

    Author and union see what the other brought; what author and firm brought reaches the other of
    them once the union has looked at it and let it go. A picture with a covered copy (`of`) is
    itself never let go: the copy is a row of its own, and the third person sees no other.
    """

    class Sides(models.TextChoices):
        AUTHOR = "author", noop("职工")
        UNION = "union", noop("工会")
        FIRM = "firm", noop("公司")

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            # Hung by a door alone: it copies what opens a file from the row of whoever brought it.
            "nj_worker": Rule("S", f"(side <> 'firm' OR state = 'released') AND {SEEN}"),
            "nj_staff": Rule(
                "SU",
                IN_HAND,
                beyond=NEAR,
                columns=("state", "moved_at", "due_at", "reason", "decided_name"),
            ),
            "nj_firm": Rule(
                "S", f"(side = 'firm' OR (side = 'author' AND state = 'released')) AND {SEEN}"
            ),
            "nj_system": Rule("SD", EVERYTHING),
            "nj_door": Rule("SIUD", EVERYTHING),
        },
        WITH_CASE,
    )

    case = models.ForeignKey(Case, models.CASCADE, related_name="attachments")
    org_root = models.CharField(max_length=120, db_collation="C")
    side = models.CharField(max_length=6, choices=Sides.choices)
    kind = models.CharField(max_length=8)
    media = models.CharField(max_length=80)
    size = models.IntegerField()
    thumb_size = models.IntegerField()
    seconds = models.SmallIntegerField()
    width = models.SmallIntegerField()
    height = models.SmallIntegerField()
    salt = models.CharField(max_length=32)
    at = models.DateTimeField()
    #: Whether the third person may see it: the firm what the author brought, and the author what
    #: the firm brought. What the union brings is for the author and needs no looking at.
    state = models.CharField(max_length=8)
    moved_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")
    decided_name = models.CharField(max_length=60, blank=True, default="")
    #: The picture this one is a copy of, with parts covered: [left, top, width, height] in percent.
    of = models.OneToOneField("self", models.CASCADE, null=True, related_name="copy")
    marks = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(EVIDENCE.states)), name="attachment_known_state"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "id"], name="attachment_by_case"),
            models.Index(
                fields=["due_at", "id"], condition=Q(state="waiting"), name="attachment_waiting"
            ),
        ]
