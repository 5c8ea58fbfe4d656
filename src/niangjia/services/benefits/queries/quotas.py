"""What a union reads of where its units stand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers import door as offers


@query(permit="benefits.run")
def stock(actor: Actor, offer_id: UUID) -> dict[str, Any]:
    """Where the units of one of the union's offers stand."""
    row = offers.offering.of_mine(actor, offer_id)
    nodes = offers.stock.standing([row.id])
    figures = ("granted", "left", "claimed", "held")
    return {
        "offer": {"id": row.id, "title": row.title, "state": row.state},
        "total": {name: sum(getattr(one, name) for one in nodes) for name in figures},
        "nodes": [_node(one) for one in nodes],
    }


def _node(one: offers.Standing) -> dict[str, Any]:
    names = ("label", "depth", "granted", "left", "claimed", "held", "borrow")
    return {"name": one.org_name, **{name: getattr(one, name) for name in names}}
