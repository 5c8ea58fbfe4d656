"""Writes of a union about portions: units that come out at a day and hour, and what does not."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from niangjia.kernel.acts.action import Written, action
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers import door as offers


@action(permit="benefits.run", audit="benefits.portion_planned", silent=True)
def plan(
    actor: Actor, *, offer_id: UUID, node: UUID, quantity: int, at: datetime, fresh: str = ""
) -> Written:
    """Keep units back until a moment; `fresh` says where from, when they come in with it."""
    row = offers.offering.of_mine(actor, offer_id)
    offers.portions.plan(actor, offer_id, node, quantity, at, fresh=fresh)
    return Written(row.id, row.org_path)


@action(permit="benefits.run", audit="benefits.portion_called_off", silent=True)
def call_off(actor: Actor, *, offer_id: UUID, portion_id: UUID, reason: str) -> Written:
    """It does not come as planned; once published, its units stay aside with the reason."""
    row = offers.offering.of_mine(actor, offer_id)
    offers.portions.call_off(actor, offer_id, portion_id, reason)
    return Written(row.id, row.org_path)


@action(permit="benefits.house", audit="benefits.portions_out", silent=True)
def let_out(actor: Actor) -> int:
    """What is due comes out where no claim asked for it first; how many offers it was of."""
    return len(offers.portions.out())
