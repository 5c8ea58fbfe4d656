"""Places in a waiting list: join, leave, say yes when it is one's turn."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.flow import Due, move
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Hidden, Refusal

from . import claiming, codes
from .flow import WAITER
from .models import Waiter

#: What the database tells whoever is next (sec.offer_to, sql/waiting.sql).
TURN = (
    noop("轮到你了，快来确认"),
    noop("有人退了一份，给你留着，请尽快确认，过时就给下一位。"),
)


def due(row: Waiter, start: datetime) -> Due:
    """A place is owed nothing before the offer closes; a turn ends at its own time."""

    def by(clock: str) -> datetime | None:
        return row.due_at

    return by


def join(actor: Actor, service: str, offer_id: UUID, wanted: tuple[UUID, ...] = ()) -> UUID:
    """Stand in line for an offer and its equals, or some of them."""
    id = new_id()
    words: dict[str, Any] = {"id": id, "offer": offer_id, "service": service, "at": now()}
    if wanted:
        words["wanted"] = [str(one) for one in wanted]
    said = claiming.door("api.offer_wait", words)
    if said["code"] != "ok":
        raise claiming.refusal(said["code"], said)
    return id


def own(actor: Actor, waiter_id: UUID) -> Waiter:
    """A place of the acting person; another's is Hidden."""
    found = Waiter.objects.filter(id=waiter_id, person_id=actor.me).first()
    if found is None:
        raise Hidden("no_place")
    return found


def leave(actor: Actor, waiter_id: UUID) -> Waiter:
    """Stand no longer in line; a unit kept for this place goes to the next."""
    row = own(actor, waiter_id)
    return ended(actor, row, "leave")


def ended(actor: Actor, row: Waiter, verb: str) -> Waiter:
    """A place that ends without a claim: leave, lapse, close."""
    move(actor, row, verb, WAITER, due(row, now()), closed_at=now())
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.waiter_back(%s, %s)", [row.id, now()])
    return row


def take(actor: Actor, waiter_id: UUID) -> UUID:
    """Say yes: the unit kept for this place becomes a claim; its id."""
    row = own(actor, waiter_id)
    if row.due_at is None or row.due_at <= now():
        raise Refusal("lapsed", _("过了确认的时间，已经给下一位了。"))
    move(actor, row, "take", WAITER, due(row, now()), closed_at=now())
    id = new_id()
    words = {"waiter": row.id, "id": id, "number": codes.number(), "at": now()}
    said = claiming.door("api.waiter_claim", words | {"code": codes.fresh(codes.PICK)})
    if said["code"] != "ok":
        raise claiming.refusal(said["code"], said)
    return id
