"""Reads of 福利."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import day_text
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers import door as offers

SERVICE = "benefits"


@query(permit="benefits.see")
def board(actor: Actor) -> dict[str, Any]:
    """What a worker sees first: to claim now, soon, and what is one's own."""
    shown = offers.queries.on_show(actor, SERVICE)
    return {
        "now": [_line(one) for one in shown if not one.soon],
        "soon": [_line(one) for one in shown if one.soon],
        "mine": [_own(one) for one in offers.queries.mine(actor)],
    }


def _line(one: offers.queries.Shown) -> dict[str, Any]:
    when = one.opens_at if one.soon else one.closes_at
    return {"id": one.id, "title": one.title, "org": one.org_name, "when": day_text(when)}


def _own(one: offers.queries.Mine) -> dict[str, Any]:
    return {
        "title": one.title,
        "number": one.number,
        "code": one.pick_code,
        "state": offers.Claim.States(one.state).label,
        "when": day_text(one.at),
    }


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
