"""Somebody's first day: the walk over real pages by keyboard, without scripts, and the menu."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.kit.browsing import DESK, PHONE, Visits

from . import people


@pytest.mark.row("000-21")
def test_a_chair_walks_around_by_keyboard_and_goes_on_later(chair: Page) -> None:
    chair.goto("/first-day/")
    chair.get_by_role("button", name=re.compile("走一圈|从头走|再走一遍")).press("Enter")
    box = chair.get_by_role("complementary", name="等你办的事，都在这里")
    expect(box.get_by_role("heading")).to_be_focused()
    expect(chair.locator("#rows.day-spot")).to_have_count(1)
    chair.keyboard.press("Tab")
    expect(box.get_by_role("button", name="下一处")).to_be_focused()
    chair.keyboard.press("Enter")
    expect(chair.get_by_role("heading", name="每行右边的小牌子，是还剩多久")).to_be_focused()
    expect(chair.locator("#rows .due.day-spot")).to_have_count(1)
    assert Axe().run(chair).response["violations"] == []
    chair.keyboard.press("Escape")
    expect(chair).to_have_url(re.compile(r"/desk/feedback/$"))
    expect(chair.locator("#day")).to_have_count(0)


@pytest.mark.parametrize("scripted", [True, False])
def test_it_is_walked_to_the_end_with_and_without_scripts(
    visits: Visits, doors: people.Doors, scripted: bool
) -> None:
    page = visits.page(doors.open(people.FIRM), java_script_enabled=scripted)
    page.goto("/first-day/")
    page.get_by_role("button", name=re.compile("走一圈|从头走|再走一遍")).click()
    for _ in range(4):
        expect(page.locator("#day")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        page.get_by_role("button", name="下一处").click()
    page.get_by_role("button", name="看完了").click()
    expect(page.get_by_role("button", name="再走一遍")).to_be_visible()
    expect(page.get_by_role("link", name="去看看")).to_have_count(5)


def test_the_menu_folds_by_keyboard_and_stays_as_it_was_left(chair: Page) -> None:
    chair.goto("/desk/feedback/")
    menu = chair.get_by_role("navigation", name="主导航")
    expect(menu.get_by_role("link", name="待办")).to_have_attribute("aria-current", "page")
    expect(menu.get_by_role("link", name="三率")).not_to_be_visible()
    menu.locator("summary", has_text="数字和通报").press("Enter")
    expect(menu.get_by_role("link", name="三率")).to_be_visible()
    chair.goto("/desk/rules/")
    expect(menu.get_by_role("link", name="时限和日历")).to_have_attribute("aria-current", "page")
    expect(menu.get_by_role("link", name="三率")).to_be_visible()


def test_on_a_phone_groups_begin_closed_and_open_in_place(
    visits: Visits, doors: people.Doors
) -> None:
    page = visits.page(doors.open(people.CHAIR), viewport=PHONE)
    page.goto("/desk/rules/")
    menu = page.get_by_role("navigation", name="主导航")
    expect(menu.get_by_role("link", name="时限和日历")).not_to_be_visible()
    menu.locator("summary", has_text="设置").click()
    expect(menu.get_by_role("link", name="时限和日历")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    plain = visits.page(doors.open(people.CHAIR), viewport=DESK, java_script_enabled=False)
    plain.goto("/desk/rules/")
    expect(plain.get_by_role("link", name="时限和日历")).to_be_visible()
    plain.locator("summary", has_text="职工和单位").click()
    expect(plain.get_by_role("link", name="单位和人")).to_be_visible()
