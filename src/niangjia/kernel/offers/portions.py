"""Portions: units that nobody may take before a moment, and that come out exactly at it.

The moment is in the database (sql/portions.sql): a claim that finds nothing brings out what is due
before it is refused, so nobody waits for a job and nobody gets one early.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from niangjia.kernel.base.clock import day_text, now
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor

from . import gone, offering, stock
from .models import Offer, Portion

#: Offers the house brings something out of in one turn, and portions of one offer on a page.
MOST, SIZE = 200, 60


@dataclass(frozen=True, slots=True)
class Planned:
    """A portion as the desk sees it."""

    id: UUID
    org_name: str
    quantity: int
    at: datetime
    by_name: str
    end: str

    @property
    def waits(self) -> bool:
        """Still to come."""
        return not self.end


def plan(
    actor: Actor,
    offer_id: UUID,
    quota_id: UUID,
    quantity: int,
    at: datetime,
    *,
    fresh: str = "",
) -> UUID:
    """Keep units of a node back until a moment. `fresh`: they come in with it, and where from."""
    id = new_id()
    label = _("%(when)s 放出") % {"when": day_text(at)}
    values = {"id": id, "kept": new_id(), "line": new_id(), "offer": offer_id, "quota": quota_id}
    told = {"quantity": quantity, "at": at, "now": now(), "by": actor.name, "fresh": bool(fresh)}
    words = {"label": label, "reason": fresh or label}
    stock.told("api.portion_plan", values | told | words)
    return id


def call_off(actor: Actor, offer_id: UUID, portion_id: UUID, reason: str) -> None:
    """It does not come as planned. Of a published offer its units are kept aside with the reason;
    letting them out is another act, with a line of its own."""
    row = offering.of_mine(actor, offer_id)
    if row.state == Offer.States.DRAFT and not reason:
        reason = _("重新排")
    values = {"offer": row.id, "portion": portion_id, "keep": new_id(), "line": new_id()}
    stock.told("api.portion_off", values | {"reason": reason, "by": actor.name, "now": now()})


def call_all_off(actor: Actor, offer_id: UUID) -> None:
    """Of a draft whose number is set anew: everything back to where it came from."""
    waiting = Portion.objects.filter(offer_id=offer_id, end="").values_list("id", flat=True)
    for one in list(waiting):
        call_off(actor, offer_id, one, "")


def of_offer(offer_id: UUID) -> list[Planned]:
    """In the order in which they come."""
    rows = Portion.objects.filter(offer_id=offer_id).select_related("quota").order_by("at", "id")
    return [
        Planned(row.id, row.quota.org_name, row.quantity, row.at, row.by_name, row.end)
        for row in rows[:SIZE]
    ]


def out() -> list[UUID]:
    """What is due comes out, as the house; the offers it was of."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.portions_out(%s, %s)", [now(), MOST])
        found: list[UUID] = cursor.fetchone()[0]
    for one in found:
        gone.forget(one)
    return found
