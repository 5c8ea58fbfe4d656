"""Who may do what takes a certificate: check figures, sign an opinion."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

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
from niangjia.kernel.letters.wordings import MANDATES


class Mandate(Scoped, Placed):
    """A person's certificate or charge at a union, with its number and its first and last day."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("S", mine()),
            "nj_staff": Rule("SIU", own_org(), f"{own_org()} AND {here()}", beyond=within()),
            "nj_system": Rule("SD", EVERYTHING),
            "nj_door": Rule("SIU", EVERYTHING),
        },
        Retention("accountability", days=3650, since="until"),
        export=("kind", "number", "since", "until"),
    )

    org_id = models.UUIDField()
    person_id = models.UUIDField()
    person_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12)
    number = models.CharField(max_length=40)
    since = models.DateField()
    #: The last day, included.
    until = models.DateField()
    given_by = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[key for key, _title in MANDATES]), name="mandate_known_kind"
            ),
            models.UniqueConstraint(
                fields=["org_root", "org_id", "kind", "number"], name="mandate_number_once"
            ),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="mandate_order"),
        ]
        indexes = [models.Index(fields=["person_id", "kind"], name="mandate_of_person")]
