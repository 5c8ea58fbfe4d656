"""What a worker reads of offers that belong together: one hamper, each claimed alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import day_text, today
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers import door as offers

from .member import SERVICE, step_of

of = offers.queries.hampers


def together(shown: Sequence[offers.queries.Shown]) -> list[dict[str, Any]]:
    """Hampers of which something is on show. One thing alone is none."""
    campaigns = {one.campaign_id for one in shown if one.campaign_id}
    if not campaigns:
        return []
    found = of.hampers(campaigns)
    return [
        {"id": one.id, "title": one.title, "org": one.org_name, "offers": one.offers}
        for one in found
        if one.offers > 1
    ]


@query(permit="benefits.see")
def hamper(actor: Actor, campaign_id: UUID) -> dict[str, Any]:
    """One hamper: every offer of it with what is left, and what I can do with it."""
    shown = of.within(actor, SERVICE, campaign_id)
    ids = [one.id for one in shown]
    left, mine = offers.queries.left(ids), of.mine_among(actor, ids)
    facts = offers.queries.my_facts(today()) if any(one.clauses for one in shown) else {}
    [found] = of.hampers([campaign_id])
    return {
        "hamper": {"title": found.title, "text": found.text, "org": found.org_name},
        "offers": [_line(one, left.get(one.id), mine.get(one.id), facts) for one in shown],
        "taken": len(mine),
    }


def _line(
    one: offers.queries.Shown,
    stock: offers.queries.Left | None,
    own: UUID | None,
    facts: dict[str, Any],
) -> dict[str, Any]:
    stock = stock or offers.queries.Left(0, 0, 0)
    verdict = offers.claiming.explained(facts, one.clauses)
    return {
        "id": one.id,
        "title": one.title,
        "step": step_of(one, stock, bool(own), None, verdict),
        "claim": own,
        "left": stock.left,
        "counted": one.mode != "review",
        "opens": day_text(one.opens_at),
        "closes": day_text(one.closes_at),
    }
