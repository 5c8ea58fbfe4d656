"""Six gifts under one name: each is claimed and counted alone."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from niangjia.kernel.base.clock import today
from niangjia.kernel.base.context import actor
from niangjia.kernel.offers import campaigns, rolls
from niangjia.kernel.offers.eligibility import Clause, kept
from niangjia.services.benefits.actions import campaigns as money
from niangjia.services.benefits.actions import rolls as lists
from tests.kit.world import World
from tests.offers.making import Made, offer, said, standing

GIFTS = ("送清凉", "送健康", "送法律", "送技能", "送文化", "送保障")
RIDER, OTHER = "a1x-asker", "a1x-colleague"
EACH = 20_00


def riders(world: World) -> UUID:
    """The list of those in new forms of employment: one of them is here."""
    with world.acting("a.officer"):
        head = rolls.Head("新就业形态职工", "平台名册", "工会名册", today())
        made = rolls.gather(actor(), head=head, needs={world.people[RIDER].id: 1}).id
        lists.approve(actor(), roll_id=made, approved_by="主席会议")
    return made


def campaign(world: World) -> tuple[UUID, UUID]:
    """The hamper, and the one track that pays for it."""
    with world.acting("a.officer"):
        days = (today(), today() + timedelta(days=60))
        tracks = (("六送", 10_000_00),)
        plan = campaigns.Plan("新就业群体六送", "", "纪要", *days, 10_000_00, True, tracks)
        made = money.draft(actor(), plan=plan).id
    with world.acting("a.chair"):
        money.approve(actor(), campaign_id=made)
        [track] = campaigns.one(actor(), made).tracks
    return made, track.id


def six(world: World) -> tuple[UUID, list[Made]]:
    listed = str(riders(world))
    hamper, line = campaign(world)
    clauses = kept([Clause("lists", "has", listed, "工会名册")])
    paid = {"campaign_id": hamper, "line_id": line, "unit_cost": EACH, "clauses": clauses}
    # The last of them is gone with one.
    stock = dict.fromkeys(GIFTS, 10) | {GIFTS[-1]: 1}
    made = [offer(world, "a.officer", n, title=title, **paid) for title, n in stock.items()]
    return hamper, made


@pytest.mark.row("002-15")
def test_six_offers_under_one_hamper_each_claimed_and_counted_alone(small_world: World) -> None:
    world = small_world
    hamper, gifts = six(world)
    address = f"/benefits/hampers/{hamper}/"
    page = world.client(RIDER).get(address).content.decode()
    assert all(title in page for title in GIFTS) and page.count("领到了") == 0
    for n, gift in enumerate(gifts):
        assert said(world, RIDER, gift) == "ok"
        assert said(world, RIDER, gift) == "already", "one of each"
        counts = [row[2] for one in gifts for row in standing(world, one).values()]
        assert counts == [1] * (n + 1) + [0] * (5 - n), "claiming one takes nothing of another"
    page = world.client(RIDER).get(address).content.decode()
    assert page.count("领到了") == 6
    assert said(world, OTHER, gifts[0]) == "not_entitled"
    with world.acting("a.officer"):
        assert campaigns.one(actor(), hamper).committed == 51 * EACH
    desk = world.client("a.officer").get(f"/desk/benefits/campaigns/{hamper}/").content.decode()
    assert all(title in desk for title in GIFTS)


def test_a_hamper_tells_a_worker_no_money_and_a_stranger_nothing(small_world: World) -> None:
    world = small_world
    hamper, _gifts = six(world)
    address = f"/benefits/hampers/{hamper}/"
    page = world.client(OTHER).get(address).content.decode()
    assert "新就业群体六送" in page and "10,000" not in page and "看条件" in page
    assert "新就业群体六送" in world.client(RIDER).get("/benefits/").content.decode()
    assert world.client("b1x-asker").get(address).status_code == 404
