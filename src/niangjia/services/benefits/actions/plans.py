"""Writes of the house itself, and looks behind the numbers of a rehearsal."""

from __future__ import annotations

from uuid import UUID

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.clock import today
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers import door as offers


@action(permit="benefits.house", audit="benefits.tidied", silent=True)
def tidy(actor: Actor) -> None:
    """End lists whose last day is over, let plans nobody decided on lapse."""
    offers.rolls.pass_on(actor)
    offers.campaigns.pass_on(actor)


@action(permit="benefits.run", audit="benefits.rehearsed", silent=True)
def look_behind(
    actor: Actor,
    *,
    offer_id: UUID,
    clauses: tuple[offers.Clause, ...],
    clause: int,
    after: UUID | None = None,
) -> list[offers.rehearsing.Behind]:
    """Names behind a number of the rehearsal, each one a look its person can see."""
    offers.offering.of_mine(actor, offer_id)
    return offers.rehearsing.behind(actor, clauses, today(), clause, after)
