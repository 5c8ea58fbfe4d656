"""The evening of the flood in a browser: the chair's desk, and the phones of two of the thirty."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from niangjia.kernel.surveys import tasks as survey_tasks
from niangjia.services.lodging.models import Guest, Receipt, Stay
from tests.kit.browsing import DESK, Visits
from tests.kit.sowing import seeding
from tests.kit.world import World
from tests.surveys.crowds import crowd, says

from .test_flood import CHAIR, PEOPLE, ROOMS, asked_for_help, large_enough

pytestmark = pytest.mark.row("000-22")


def fill(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        box = page.locator(f"[name={name.replace('_', '-')}]")
        if box.evaluate("one => one.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)


def begin(chair: Page) -> None:
    """From the matter to the head-count."""
    chair.goto("/desk/lodging/")
    chair.get_by_role("link", name="数人头").first.click()
    chair.get_by_text("水淹了路，回不了家").click()
    chair.get_by_role("button", name="现在就问").click()
    expect(chair.get_by_text("在问大家了")).to_be_visible()


def answer(worker: Page) -> None:
    """On the phone, on one page."""
    worker.goto("/surveys/")
    worker.get_by_role("link", name=re.compile("今晚谁要住下")).click()
    for words in ("男间",):
        worker.locator("label", has_text=words).click()
    for name in ("q1", "q3"):
        worker.locator(f"label:has([name={name}][value='0'])").click()
    worker.get_by_role("button", name="交上去").click()
    expect(worker.get_by_role("heading", name="收到了，谢谢你")).to_be_visible()


def lodge(chair: Page) -> None:
    """Rooms, beds for all, everybody told."""
    for name, beds, gender in ROOMS:
        fill(chair, room_name=name, room_gender=gender, room_beds=str(beds), room_limit=str(beds))
        chair.get_by_role("button", name="加一间").click()
        expect(chair.get_by_text(name, exact=True).first).to_be_visible()
    chair.get_by_role("button", name="排一排").click()
    expect(chair.get_by_text("都有床了")).to_be_visible()
    chair.get_by_role("button", name=f"告诉 {PEOPLE} 个人").click()
    expect(chair.get_by_text(f"告诉了 {PEOPLE} 个人")).to_be_visible()
    expect(chair.get_by_role("button", name=re.compile("^告诉"))).to_have_count(0)


def hand_out(chair: Page) -> None:
    fill(chair, supply_name="折叠床", supply_came="31")
    chair.get_by_role("button", name="记一笔进货").click()
    chair.get_by_role("button", name="发折叠床").click()
    expect(chair.get_by_text(f"发了 {PEOPLE} 份，每份一张收条")).to_be_visible()
    expect(chair.get_by_text(f"进了 31，发了 {PEOPLE}，还剩 1")).to_be_visible()


def sign(worker: Page) -> None:
    worker.goto("/messages/")
    worker.get_by_text("住处安排好了").click()
    expect(worker.get_by_role("heading", name=re.compile("^你住"))).to_be_visible()
    worker.get_by_role("button", name="签收折叠床").click()
    expect(worker.get_by_text("签收了").first).to_be_visible()


def test_from_the_flood_to_thirty_receipts(visits: Visits, committed_world: World) -> None:
    world = committed_world
    keys = crowd(world, PEOPLE)[0]
    large_enough(world)
    asked_for_help(world, keys)
    chair = visits.page(world.hats[CHAIR], viewport=DESK)
    first = visits.page(world.hats[keys[0]])
    plain = visits.page(world.hats[keys[1]], java_script_enabled=False)
    begin(chair)
    with seeding():
        stay = Stay.objects.latest("created_at")
    survey_tasks.tell.func(str(stay.survey_id))
    for phone in (first, plain):
        answer(phone)
    for n, key in enumerate(keys[2:]):
        says(world, key, stay.survey_id, q1=0, q2=int(n % 3 == 0), q3=n % 2)
    chair.reload()
    expect(chair.get_by_text(f"{PEOPLE} 个人要住")).to_be_visible()
    lodge(chair)
    hand_out(chair)
    for phone in (first, plain):
        sign(phone)
    chair.reload()
    chair.get_by_text("收条").first.click()
    for _n in range(PEOPLE - 2):
        chair.get_by_role("button", name=re.compile("^代.*签收$")).first.click()
        chair.get_by_text("收条").first.click()
    with seeding():
        receipts = Receipt.objects.filter(stay=stay)
        assert receipts.exclude(confirmed_at=None).count() == PEOPLE
        assert Guest.objects.filter(stay=stay).exclude(room=None).count() == PEOPLE
    for kind in ("door", "store"):
        chair.goto(f"/desk/lodging/{stay.id}/print/{kind}/")
        expect(chair.get_by_text(keys[5], exact=True).first).to_be_visible()
