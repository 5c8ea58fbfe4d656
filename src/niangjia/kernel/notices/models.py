"""One line to one person about one matter."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from niangjia.kernel.base.models import Scoped
from niangjia.kernel.base.walls import EVERYTHING, Kind, Retention, Rule, Wall, mine


class Notice(Scoped):
    """A message in somebody's inbox. The text never quotes what somebody else wrote."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            role: Rule("SU", mine(), columns=("read_at",))
            for role in ("nj_worker", "nj_staff", "nj_firm", "nj_admin")
        }
        | {"nj_door": Rule("SIU", EVERYTHING), "nj_system": Rule("SID", EVERYTHING)},
        Retention("service", days=365, since="at"),
        export=("at", "title", "text"),
    )

    person_id = models.UUIDField()
    service = models.CharField(max_length=30)
    title = models.CharField(max_length=60)
    text = models.CharField(max_length=200)
    link = models.CharField(max_length=200, blank=True, default="")
    at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "-at", "-id"], name="notice_newest"),
            models.Index(fields=["person_id"], condition=Q(read_at=None), name="notice_unread"),
        ]
