"""A cadre's hands: keys, ticked rows, and a thumb on the shop floor."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.kit.browsing import DESK, NARROW, PHONE, Visits

from . import people

INBOX = "/desk/feedback/?tab=open"


@pytest.mark.row("000-21")
def test_keys_move_tick_and_go_but_never_while_typing(chair: Page) -> None:
    chair.goto(INBOX)
    rows = chair.locator("#rows a.r")
    chair.keyboard.press("j")
    expect(rows.nth(0)).to_have_attribute("aria-current", "true")
    expect(chair.locator("#detail h1")).to_be_visible()
    chair.keyboard.press("x")
    expect(chair.locator(".bulk .n")).to_have_text("勾了 1 件")
    chair.keyboard.press("/")
    chair.keyboard.type("jx?")
    expect(chair.get_by_role("searchbox")).to_have_value("jx?")
    expect(chair.locator("#keys-help")).not_to_be_visible()
    chair.keyboard.press("Escape")
    chair.keyboard.press("?")
    expect(chair.get_by_role("dialog", name="按键")).to_be_visible()
    chair.keyboard.press("Escape")
    chair.keyboard.press("g")
    chair.keyboard.press("c")
    expect(chair.get_by_role("heading", name="常用语", level=1)).to_be_visible()


def test_keys_can_be_switched_off_and_on_again(chair: Page) -> None:
    chair.goto(INBOX)
    chair.keyboard.press("?")
    chair.get_by_role("link", name="把按键关掉").click()
    expect(chair.locator("#keys-help[data-off]")).to_have_count(1)
    chair.keyboard.press("g")
    chair.keyboard.press("c")
    chair.keyboard.press("j")
    expect(chair.locator("#rows a.r[aria-current]")).to_have_count(0)
    chair.keyboard.press("?")
    chair.get_by_role("link", name="把按键打开").click()
    expect(chair.locator("#keys-help:not([data-off])")).to_have_count(1)
    chair.wait_for_load_state()
    chair.keyboard.press("j")
    expect(chair.locator("#rows a.r[aria-current]")).to_have_count(1)


@pytest.mark.row("000-21")
@pytest.mark.parametrize("scripted", [True, False])
def test_many_cases_are_noted_at_once(visits: Visits, doors: people.Doors, scripted: bool) -> None:
    page = visits.page(doors.open(people.CHAIR), viewport=DESK, java_script_enabled=scripted)
    page.goto(INBOX)
    boxes = page.locator(".tk input")
    boxes.nth(0).check()
    if scripted:
        boxes.nth(2).click(modifiers=["Shift"])
        expect(page.locator(".bulk .n")).to_have_text("勾了 3 件")
    else:
        boxes.nth(1).check()
        boxes.nth(2).check()
    page.get_by_role("button", name="写备注").click()
    page.get_by_label("只有工会经办人看得到").fill("下周一起去问。")
    page.get_by_role("button", name="看看会怎样").click()
    expect(page.get_by_text("写下了就留着")).to_be_visible()
    page.get_by_role("button", name="办这 3 件").click()
    expect(page.locator(".sums")).to_have_text(re.compile(r"3\s*件办了"))


@pytest.mark.parametrize("size", [PHONE, NARROW])
def test_on_a_phone_the_next_step_lies_under_the_thumb(
    visits: Visits, doors: people.Doors, size: dict[str, int]
) -> None:
    page = visits.page(doors.open(people.CHAIR), viewport=size)
    page.goto("/desk/feedback/?tab=todo")
    page.locator("#rows a.r").first.click()
    bar = page.locator(".nextbar")
    expect(bar).to_be_visible()
    box = bar.bounding_box()
    assert box
    assert box["y"] + box["height"] <= size["height"] + 1
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    bar.get_by_role("button", name="看本人电话").click()
    expect(page.locator(".nextbar a[href^='tel:']")).to_be_visible()
    expect(page.get_by_text("这次查看已记下")).to_be_visible()
