"""What a union reads of where its units stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import look, query
from niangjia.kernel.base.clock import day_text
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers import door as offers
from niangjia.kernel.people import door as people


@query(permit="benefits.run")
def stock(actor: Actor, offer_id: UUID) -> dict[str, Any]:
    """Where the units of one of the union's offers stand."""
    row = offers.offering.of_mine(actor, offer_id)
    nodes = offers.stock.standing([row.id])
    figures = ("granted", "left", "claimed", "held")
    return {
        "offer": {
            "id": row.id,
            "title": row.title,
            "state": row.state,
            "review": row.mode == offers.Offer.Modes.REVIEW,
        },
        "total": {name: sum(getattr(one, name) for one in nodes) for name in figures},
        "nodes": [_node(one) for one in nodes],
    }


def _node(one: offers.Standing) -> dict[str, Any]:
    names = ("label", "depth", "granted", "left", "claimed", "held", "borrow")
    return {"name": one.org_name, **{name: getattr(one, name) for name in names}}


@query(permit="benefits.run")
def asked(actor: Actor, offer_id: UUID, after: str) -> dict[str, Any]:
    """Who asked for one of the union's offers and waits for an answer. Each can see the look."""
    row = offers.offering.of_mine(actor, offer_id)
    found = offers.queries.asked(actor, row.id, after)
    for one in found.items:
        look(actor, one.person_id, noop("看你报名的福利"), one.id)
    names = people.names_at([one.home_path for one in found.items])
    nodes = offers.stock.standing([row.id])
    return {
        "offer": {"id": row.id, "title": row.title, "left": sum(one.left for one in nodes)},
        "asked": [_asked(one, names) for one in found.items],
        "more_url": f"?after={found.cursor}" if found.cursor else "",
    }


def _asked(one: offers.queries.Asked, names: Mapping[str, str]) -> dict[str, Any]:
    line = {"id": one.id, "name": one.name, "number": one.number}
    return line | {"when": day_text(one.at), "where": names.get(one.home_path, "")}
