"""A worker at a drop, in a browser: early, in time, late, in line, with somebody else's turn."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.context import actor
from niangjia.kernel.offers import claiming
from niangjia.kernel.offers.models import Claim, Offer
from tests.kit.browsing import Visits
from tests.kit.sowing import seeding
from tests.kit.world import World

from .making import Made, offer

HOUR = timedelta(hours=1)


@pytest.mark.row("000-01", "000-05")
def test_early_in_time_late_in_line_and_collected(committed_world: World, visits: Visits) -> None:
    world = committed_world
    made = offer(world, "a1x.chair", 1, waiting=True, opens_at=now() + HOUR)
    asker, colleague = (visits.page(world.hats[f"a1x-{who}"]) for who in ("asker", "colleague"))
    early(asker, made)
    with seeding():
        Offer.objects.filter(id=made.id).update(opens_at=now() - HOUR)
    code = in_time(asker)
    late(colleague)
    asker.get_by_role("button", name="不需要了，让给别人").click()
    expect(asker.locator("main")).to_contain_text("自己取消")
    my_turn(colleague)
    collected(world, made)
    colleague.reload()
    expect(colleague.locator("main")).to_contain_text("已取")
    expect(colleague.locator("main")).not_to_contain_text("取货码，")
    assert code


@pytest.mark.row("000-05")
def test_a_place_in_the_waiting_room_without_scripts(
    committed_world: World, visits: Visits
) -> None:
    world = committed_world
    made = offer(world, "a1x.chair", 1, waiting=True, room=50, opens_at=now() + HOUR / 6)
    asker = visits.page(world.hats["a1x-asker"], java_script_enabled=False)
    other = visits.page(world.hats["a1x-colleague"])
    asker.goto(f"/benefits/{made.id}/")
    asker.get_by_role("link", name="去排队").click()
    asker.get_by_role("button", name="排一个位置").click()
    expect(asker.get_by_role("heading", name="还没开始")).to_be_visible()
    place = asker.url
    asker.get_by_role("link", name="字大一点").click()
    assert asker.locator("html").get_attribute("data-size") == "elder"
    asker.goto(f"/benefits/{made.id}/room/")
    assert asker.url == place, "closed and opened again: the same place"
    with seeding():
        Offer.objects.filter(id=made.id).update(opens_at=now() - HOUR / 60)
    other.goto(f"/benefits/{made.id}/")
    expect(other.get_by_role("button", name="马上领取")).to_have_count(0)
    let_in(asker)
    other.goto(f"/benefits/{made.id}/room/")
    other.get_by_role("button", name="排一个位置").click()
    expect(other.get_by_role("heading", name="领完了")).to_be_visible()
    other.locator("main a.btn").click()
    other.get_by_role("button", name="排队等一份").click()
    expect(other.get_by_role("heading", name="前面还有 0 人")).to_be_visible()


def let_in(page: Page) -> None:
    """The page says so once it has looked again; then one press."""
    page.wait_for_timeout(1500)
    page.get_by_role("link", name="看看到哪了").click()
    page.get_by_role("link", name="进去领").click()
    page.get_by_role("button", name="马上领取").click()
    expect(page.locator("main")).to_contain_text("已领到名额")


def early(page: Page, made: Made) -> None:
    """From the list to the offer: when it begins, and nothing to press yet."""
    page.goto("/benefits/")
    page.get_by_role("link", name="年货大礼包").click()
    expect(page.locator("main")).to_contain_text("一共 1 份")
    expect(page.get_by_role("button", name="马上领取")).to_have_count(0)


def in_time(page: Page) -> str:
    """One press, and the code is there; pressing again shows the same claim."""
    page.reload()
    page.get_by_role("button", name="马上领取").click()
    expect(page.locator("main")).to_contain_text("已领到名额")
    code = page.locator(".number b").inner_text()
    page.go_back()
    page.reload()
    page.get_by_role("link", name="看取货码").click()
    assert page.locator(".number b").inner_text() == code
    return code


def late(page: Page) -> None:
    """Gone, and a place in line instead."""
    page.goto("/benefits/")
    page.locator("a.li", has_text="领完了").first.click()
    page.get_by_role("button", name="排队等一份").click()
    expect(page.get_by_role("heading", name="前面还有 0 人")).to_be_visible()


def my_turn(page: Page) -> None:
    """Somebody gave it up: it is kept for the first in line."""
    page.reload()
    expect(page.get_by_role("heading", name="轮到你了")).to_be_visible()
    page.get_by_role("button", name="我要，确认领取").click()
    expect(page.locator("main")).to_contain_text("已领到名额")


def collected(world: World, made: Made) -> None:
    """At the counter."""
    with world.acting(made.by):
        row = Claim.objects.select_related("offer").get(offer_id=made.id, state="granted")
        claiming.step(actor(), row, "collect", collected_at=now(), by_name=actor().name)
