"""Photographs of offers as the pages take them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.types import Actor
from niangjia.kernel.files import door as files
from niangjia.kernel.offers import door as offers

from .member import SERVICE
from .pictured import shot


@query(permit="benefits.run")
def desk(actor: Actor, offer_id: UUID) -> dict[str, Any]:
    """All photographs of one of the union's offers."""
    row = offers.offering.of_mine(actor, offer_id)
    found = offers.pictures.of_offer(row.id)
    return {
        "offer": {
            "id": row.id,
            "title": row.title,
            "draft": row.state == offers.Offer.States.DRAFT,
            "over": row.state in offers.pictures.OVER,
        },
        "shots": [shot(one, "benefits_desk") for one in found],
        "room": offers.pictures.MOST - len(found),
    }


@query(permit="benefits.run")
def at_desk(actor: Actor, offer_id: UUID, picture_id: UUID) -> files.Stored:
    """The file of a photograph of one of the union's own offers."""
    row = offers.offering.of_mine(actor, offer_id)
    return offers.pictures.one(row.id, picture_id).file


@query(permit="benefits.see")
def shown(actor: Actor, offer_id: UUID, picture_id: UUID) -> files.Stored:
    """The file of a photograph of an offer the worker may see; another is Hidden."""
    row = offers.queries.one(actor, SERVICE, offer_id)
    return offers.pictures.one(row.id, picture_id).file
