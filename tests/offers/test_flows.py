"""The tables of an offer, a claim and a place in line, and that only `move()` moves them."""

from __future__ import annotations

from datetime import datetime

import pytest

from niangjia.kernel.acts.flow import Due, Flow
from niangjia.kernel.base.types import Post
from niangjia.kernel.offers import claiming, offering, waiting
from niangjia.kernel.offers.flow import CLAIM, OFFER, WAITER
from niangjia.kernel.offers.models import Claim, Offer, Waiter
from tests.kit import flows
from tests.kit.flows import Subject
from tests.kit.world import World

HATS = {
    Post.WORKER: "a1x-asker",
    Post.OFFICER: "a1x.officer",
    Post.CHAIR: "a1x.chair",
    Post.CALLER: "a.caller",
    Post.RESPONDER: "a1x-firm.responder",
    Post.SYSTEM: "benefits",
}


@pytest.mark.parametrize("flow", [OFFER, CLAIM, WAITER], ids=lambda flow: flow.name)
def test_the_table_holds(flow: Flow) -> None:
    flows.check_table(flow)


def of_claim(row: Claim, start: datetime) -> Due:
    return claiming.due(row.offer, start)


def test_claims_move_by_their_table(small_world: World) -> None:
    took = small_world.people["a1x-asker"].id
    row = next(one for one in small_world.all(Claim) if one.person_id == took)
    hats = {post: hat for post, hat in HATS.items() if post not in (Post.RESPONDER, Post.CALLER)}
    flows.check_moves(Subject(CLAIM, small_world, Claim, row.pk, hats, of_claim), examples=5)


def test_offers_move_by_their_table(small_world: World) -> None:
    row = next(one for one in small_world.all(Offer) if one.state == "open")
    hats = {Post.OFFICER: "a.officer", Post.SYSTEM: "benefits"}
    subject = Subject(OFFER, small_world, Offer, row.pk, hats, offering.due)
    flows.check_moves(subject, examples=5)


def test_places_move_by_their_table(small_world: World) -> None:
    waits = small_world.people["a1x-colleague"].id
    row = next(one for one in small_world.all(Waiter) if one.person_id == waits)
    hats = {Post.WORKER: "a1x-colleague", Post.CHAIR: "a1x.chair", Post.SYSTEM: "benefits"}
    subject = Subject(WAITER, small_world, Waiter, row.pk, hats, waiting.due)
    flows.check_moves(subject, examples=5)
