"""One talk of a mediation: when and where, who came, what was said to both."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from niangjia.kernel.base.models import Placed, Scoped
from niangjia.kernel.base.walls import (
    EVERYTHING,
    Kind,
    Retention,
    Rule,
    Wall,
    own_org,
    within,
)
from niangjia.kernel.mediation.flow import NAMED

from .mediation import MY_MEDIATION, Mediation

#: The firm reads of talks while it is at the table, and of those that came to an agreement.
AT_THE_TABLE = (
    "EXISTS (SELECT 1 FROM mediation_mediation m WHERE m.id = mediation_sitting.mediation_id "
    f"AND {own_org('m.firm_id')} AND m.state IN ({', '.join(repr(one) for one in NAMED)}))"
)


class Sitting(Scoped, Placed):
    """A talk that was arranged; with a record once it was held."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("S", MY_MEDIATION.format(mediation="mediation_sitting.mediation_id")),
            "nj_staff": Rule("SIU", within()),
            "nj_firm": Rule("S", AT_THE_TABLE),
            "nj_system": Rule("SID", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
        Retention("case text", days=1095, since="mediation__closed_at"),
        export=("at", "place", "came", "record"),
    )

    mediation = models.ForeignKey(Mediation, models.CASCADE, related_name="sittings")
    at = models.DateTimeField()
    place = models.CharField(max_length=120)
    #: Who was there, as the mediator writes it; "" before the talk.
    came = models.CharField(max_length=120, blank=True, default="")
    record = models.TextField(blank=True, default="")
    held_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["mediation", "at", "id"], name="sitting_in_order")]
