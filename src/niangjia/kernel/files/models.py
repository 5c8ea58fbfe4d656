"""A file somebody brought. Its bytes lie on disk, sealed; without the row nobody opens them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.models import Placed, Scoped
from niangjia.kernel.base.walls import EVERYTHING, Kind, Retention, Rule, Wall, mine, own_org

#: As a worker and in a post one is the same person in two capacities: neither sees the other's.
AS_WORKER = f"{mine()} AND org_id IS NULL"
IN_POST = f"{mine()} AND {own_org()}"


class Upload(Scoped, Placed):
    """A file as it was brought: seen by whoever brought it, and by nobody else.

    What hangs it on a matter copies what is needed to open it into a row of its own, behind the
    policies of that matter. One that hangs on nothing is swept away after a day.
    """

    class Kinds(models.TextChoices):
        PHOTO = "photo", noop("照片")
        VOICE = "voice", noop("录音")
        PAPER = "paper", noop("文件")

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("SI", AS_WORKER),
            "nj_staff": Rule("SI", IN_POST),
            "nj_firm": Rule("SI", IN_POST),
            "nj_system": Rule("SUD", EVERYTHING, columns=("loose_since",)),
            "nj_door": Rule("SIU", EVERYTHING),
        },
        Retention("until a matter holds it", days=1, since="loose_since"),
        export=("at", "kind", "size"),
    )

    person_id = models.UUIDField()
    org_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=8, choices=Kinds.choices)
    media = models.CharField(max_length=80)
    size = models.IntegerField()
    #: Bytes of the small picture; 0 for what has none.
    thumb_size = models.IntegerField(default=0)
    seconds = models.SmallIntegerField(default=0)
    width = models.SmallIntegerField(default=0)
    height = models.SmallIntegerField(default=0)
    #: With the house's key it makes the key of these bytes.
    salt = models.CharField(max_length=32)
    at = models.DateTimeField()
    #: Since when it hangs on nothing; None while a matter holds it.
    loose_since = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["loose_since", "id"],
                condition=~Q(loose_since=None),
                name="upload_loose",
            ),
            models.Index(fields=["person_id", "at", "id"], name="upload_by_person"),
        ]
