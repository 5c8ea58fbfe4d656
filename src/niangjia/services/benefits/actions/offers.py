"""Writes of a union about its offers: terms, stock and quotas, publishing."""

from __future__ import annotations

from uuid import UUID

from niangjia.kernel.acts.action import Written, action
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers import door as offers

from . import paying

SERVICE = "benefits"


def _written(row: offers.Offer) -> Written:
    return Written(row.id, row.org_path)


def _moved(actor: Actor, offer_id: UUID) -> Written:
    """A movement of stock is told of the offer it belongs to."""
    return _written(offers.offering.of_mine(actor, offer_id))


@action(permit="benefits.run", audit="benefits.drafted", silent=True)
def draft(actor: Actor, *, terms: offers.Terms) -> Written:
    """Begin an offer. It has one node, the union's own, and no units."""
    return _written(offers.offering.draft(actor, SERVICE, terms))


@action(permit="benefits.run", audit="benefits.rewritten", silent=True)
def rewrite(actor: Actor, *, offer_id: UUID, terms: offers.Terms) -> Written:
    """Change a draft."""
    return _written(offers.offering.rewrite(actor, offer_id, terms))


@action(permit="benefits.run", audit="benefits.stocked", silent=True)
def receive(actor: Actor, *, offer_id: UUID, to: UUID, quantity: int, reason: str) -> Written:
    """Units come in at a node; a track that pays promises for them in the same step, or refuses."""
    offers.stock.receive(actor, offer_id, to, quantity, reason)
    return _moved(actor, offer_id)


@action(permit="benefits.run", audit="benefits.shared", silent=True)
def share(
    actor: Actor,
    *,
    offer_id: UUID,
    from_: UUID,
    parts: tuple[tuple[UUID, int], ...],
    borrow: bool = False,
) -> Written:
    """Set units apart for unions below: (union, so many) each, all of them or none."""
    known = {one.org_id: one.id for one in offers.stock.standing([offer_id]) if one.kind == "share"}
    for org_id, quantity in parts:
        node = known.get(org_id) or offers.stock.node(actor, offer_id, org_id, borrow=borrow)
        if quantity:
            offers.stock.split(actor, offer_id, from_, node, quantity)
    return _moved(actor, offer_id)


@action(permit="benefits.run", audit="benefits.reserved", silent=True)
def reserve(
    actor: Actor, *, offer_id: UUID, from_: UUID, org_id: UUID, quantity: int, reason: str
) -> Written:
    """Keep units aside, with the reason for everybody at the desk to read."""
    node = offers.stock.node(
        actor, offer_id, org_id, kind="reserve", label=reason[:60], borrow=False
    )
    offers.stock.shift(actor, offer_id, "reserve", from_, node, quantity, reason)
    return _moved(actor, offer_id)


@action(permit="benefits.run", audit="benefits.shifted", silent=True)
def shift(
    actor: Actor, *, offer_id: UUID, verb: str, from_: UUID, to: UUID, quantity: int, reason: str
) -> Written:
    """Move units between nodes: return, transfer, release."""
    offers.stock.shift(actor, offer_id, verb, from_, to, quantity, reason)
    return _moved(actor, offer_id)


@action(permit="benefits.run", audit="benefits.spoiled", silent=True)
def spoil(actor: Actor, *, offer_id: UUID, from_: UUID, quantity: int, reason: str) -> Written:
    """Units that are no use any more."""
    offers.stock.spoil(actor, offer_id, from_, quantity, reason)
    return _moved(actor, offer_id)


@action(permit="benefits.run", audit="benefits.published", silent=True)
def publish(actor: Actor, *, offer_id: UUID) -> Written:
    """Let workers see it. The money of every unit is promised now; without it nothing goes out."""
    row = offers.offering.publishable(actor, offer_id)
    paying.promise(actor, row, paying.units(row)[0])
    return _written(offers.offering.publish(actor, offer_id))


@action(permit="benefits.run", audit="benefits.paused", silent=True)
def pause(actor: Actor, *, offer_id: UUID) -> Written:
    """Nobody claims for now."""
    return _written(offers.offering.pause(actor, offer_id))


@action(permit="benefits.run", audit="benefits.resumed", silent=True)
def resume(actor: Actor, *, offer_id: UUID) -> Written:
    """Go on."""
    return _written(offers.offering.resume(actor, offer_id))


@action(permit="benefits.run", audit="benefits.ended", silent=True)
def end(actor: Actor, *, offer_id: UUID) -> Written:
    """No more claims; the money of what nobody took goes back to its track."""
    row = offers.offering.end(actor, offer_id)
    paying.give_back(actor, row)
    return _written(row)


@action(permit="benefits.run", audit="benefits.withdrawn", silent=True)
def withdraw(actor: Actor, *, offer_id: UUID) -> Written:
    """Take it back; the money of what nobody took goes back to its track."""
    before = offers.offering.of_mine(actor, offer_id).state
    row = offers.offering.withdraw(actor, offer_id)
    if before != offers.Offer.States.DRAFT:
        paying.give_back(actor, row)
    return _written(row)
