"""Offers for tests, made by the actions a cadre uses, and claims sent by the door of drops."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from niangjia.kernel.acts.drop import Dropped
from niangjia.kernel.acts.page import digest
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Refusal
from niangjia.kernel.offers import door as offers
from niangjia.kernel.offers import gone
from niangjia.services.benefits.actions import claims
from niangjia.services.benefits.actions import offers as making
from tests.kit.world import World


@dataclass(frozen=True, slots=True)
class Made:
    """A published offer, the union that makes it, and its own node."""

    id: UUID
    node: UUID
    by: str


def terms(**changes: Any) -> offers.Terms:
    """What an offer of the tests says."""
    said: dict[str, Any] = {
        "kind": "goods",
        "mode": "first",
        "title": "年货大礼包",
        "opens_at": now() - timedelta(hours=1),
        "closes_at": now() + timedelta(days=3),
        "counters": 4,
    }
    return offers.Terms(**said | changes)


def offer(world: World, by: str, quantity: int, **changes: Any) -> Made:
    """Drafted, stocked and published."""
    with world.acting(by):
        id = making.draft(actor(), terms=terms(**changes)).id
        node = offers.stock.standing([id])[0].id
        making.receive(actor(), offer_id=id, to=node, quantity=quantity, reason="采购")
        making.publish(actor(), offer_id=id)
    return Made(id, node, by)


def share(world: World, made: Made, *parts: tuple[str, int], borrow: bool = False) -> None:
    """Set units apart for unions, by their short keys."""
    split = tuple((world.orgs[key].id, n) for key, n in parts)
    with world.acting(made.by):
        making.share(actor(), offer_id=made.id, from_=made.node, parts=split, borrow=borrow)


def claim(
    world: World,
    who: str,
    made: Made,
    *,
    key: str | None = None,
    words: str = "",
    people: tuple[UUID, ...] = (),
) -> Dropped:
    """Claim as a worker; `key` as a form sends it."""
    act = world.act(who, "benefits.claim")
    act.once_key = f"form:{key or uuid4().hex}"
    act.once_hash = digest(words)
    gone.forget(made.id)
    return claims.drop_for_program(act, claims.wish(made.id, people))


def said(world: World, who: str, made: Made, **more: Any) -> str:
    """What became of a claim: its code."""
    try:
        return claim(world, who, made, **more).code
    except Refusal as refused:
        return refused.code


def standing(world: World, made: Made) -> dict[str, tuple[int, int, int, int]]:
    """Node by name of its union: granted, left, claimed, held."""
    with world.acting(made.by):
        return {
            one.org_name + one.label: (one.granted, one.left, one.claimed, one.held)
            for one in offers.stock.standing([made.id])
        }


def balanced(world: World, made: Made) -> bool:
    """Whether at every node what was granted is left, claimed, or kept for somebody."""
    return all(a == b + c + d for a, b, c, d in standing(world, made).values())
