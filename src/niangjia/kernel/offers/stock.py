"""Units of an offer: the nodes they stand at, and every movement between them.

The database moves them (sql/offers.sql); a movement that would leave less than nothing is refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Refusal

from .booked import insist
from .models import BudgetEntry, Quota

Verbs = BudgetEntry.Verbs
WHY_NOT = {
    "no_union": noop("这家工会不在你们下面，分不到它那里。"),
    "no_root": noop("先有本工会的名额，才能往下分。"),
    "there_already": noop("这家工会（或它下面的）已经分过名额了。"),
    "no_such_move": noop("这样调不了，请看看从哪里到哪里、几份。"),
    "not_enough": noop("剩下的不够这么多份。"),
    "over": noop("这一项已经结束了，份数不再动。"),
    "past": noop("这个时间已经过了，往后选一个。"),
    "too_late": noop("这个时间在截止以后，到时没人领得了。"),
    "no_reason": noop("写一句为什么不按说好的时间放，职工看得到原来的时间。"),
    "out_already": noop("这一批已经放出来了，或者已经取消了。"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands at a node: `granted` is always `left` and `claimed` and `held` together."""

    id: UUID
    offer_id: UUID
    parent_id: UUID | None
    org_id: UUID
    org_name: str
    kind: str
    label: str
    borrow: bool
    depth: int
    granted: int
    left: int
    claimed: int
    #: Offered to somebody who waited, and not yet taken.
    held: int


def node(
    actor: Actor,
    offer_id: UUID,
    org_id: UUID,
    *,
    kind: str = Quota.Kinds.SHARE,
    label: str = "",
    borrow: bool = True,
) -> UUID:
    """A node for a union at or below the acting one; a reserve says in `label` what it is for."""
    id = new_id()
    values = {"id": id, "offer": offer_id, "org": org_id}
    told("api.offer_node", {**values, "kind": kind, "label": label, "borrow": borrow})
    return id


def receive(actor: Actor, offer_id: UUID, to: UUID, quantity: int, reason: str) -> UUID:
    """Units come in: bought, donated, counted again. Once workers see the offer, the database
    promises their money in the same step, or refuses both."""
    return _line(actor, offer_id, "receive", quantity, reason, to=to)


def split(
    actor: Actor, offer_id: UUID, from_: UUID, to: UUID, quantity: int, reason: str = ""
) -> UUID:
    """Set units apart for another node."""
    return _line(actor, offer_id, "split", quantity, reason, from_, to)


def shift(
    actor: Actor, offer_id: UUID, verb: str, from_: UUID, to: UUID, quantity: int, reason: str
) -> UUID:
    """Any other movement between nodes: return, transfer, reserve, release."""
    return _line(actor, offer_id, verb, quantity, reason, from_, to)


def spoil(actor: Actor, offer_id: UUID, from_: UUID, quantity: int, reason: str) -> UUID:
    """Units that are no use to anybody any more."""
    return _line(actor, offer_id, "spoil", quantity, reason, from_)


def _line(
    actor: Actor,
    offer_id: UUID,
    verb: str,
    quantity: int,
    reason: str,
    from_: UUID | None = None,
    to: UUID | None = None,
) -> UUID:
    id = new_id()
    values = {"id": id, "offer": offer_id, "from": from_, "to": to, "quantity": quantity}
    words = {"verb": verb, "reason": reason, "by": actor.name, "at": now()}
    told("api.offer_move", values | words)
    return id


def told(door: str, values: dict[str, Any]) -> None:
    """Tell a function of the database; what it says no with, in words."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {door}(%s::jsonb)", [json.dumps(values, default=str)])
        code = cursor.fetchone()[0]
    code, _colon, more = code.partition(":")
    if code == "money":
        insist(Verbs.COMMIT, json.loads(more))
    elif code:
        raise Refusal(code, _(WHY_NOT[code]), status=422)


def verb_of(here: Standing, there: Standing) -> str:
    """What a movement by hand between two nodes is called in the ledger."""
    if Quota.Kinds.RESERVE in (here.kind, there.kind):
        return "reserve" if there.kind == Quota.Kinds.RESERVE else "release"
    if there.parent_id == here.id:
        return "split"
    return "return" if here.parent_id == there.id else "transfer"


def standing(offers: list[UUID]) -> list[Standing]:
    """Every node of these offers the acting union may know of, from the top down."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM api.offer_stock(%s)", [offers])
        counts = {row[1]: row[2:] for row in cursor.fetchall()}
    rows = Quota.objects.filter(id__in=counts).order_by("offer_id", "depth", "org_path", "id")
    return [
        Standing(
            row.id,
            row.offer_id,
            row.parent_id,
            row.org_id,
            row.org_name,
            row.kind,
            row.label,
            row.borrow,
            row.depth,
            *counts[row.id],
        )
        for row in rows
    ]
