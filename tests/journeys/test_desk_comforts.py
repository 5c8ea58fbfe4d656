"""A cadre makes the desk their own: a filter kept beside the tabs, words put in from a list."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.kit.browsing import DESK, Visits

from . import people


@pytest.fixture
def desk(visits: Visits, doors: people.Doors) -> Page:
    """The district's officer at a desk."""
    return visits.page(doors.open(people.DISTRICT), viewport=DESK)


@pytest.mark.row("000-21")
def test_a_filter_is_kept_beside_the_tabs_and_taken_down_again(desk: Page) -> None:
    desk.goto("/desk/feedback/?tab=open")
    desk.get_by_text("更多条件").click()
    desk.get_by_label("放了多久").select_option("7")
    desk.get_by_role("button", name="就看这些").click()
    desk.get_by_role("link", name="存下这个筛选").click()
    desk.get_by_label("叫什么？").fill("放久了的")
    desk.get_by_role("button", name="存好").click()
    tab = desk.get_by_role("navigation", name="待办分类").get_by_role("link", name="放久了的")
    expect(tab).to_have_attribute("aria-current", "page")
    expect(tab).to_have_text(re.compile(r"放久了的 \d+"))
    desk.get_by_role("link", name="管理存下的筛选").click()
    desk.get_by_role("button", name="删掉 放久了的").click()
    expect(desk.get_by_text("七天内可以放回来")).to_be_visible()
    desk.get_by_role("button", name="放回来 放久了的").click()
    desk.get_by_role("link", name="放久了的", exact=True).click()
    expect(tab).to_have_attribute("aria-current", "page")
    desk.get_by_role("link", name="管理存下的筛选").click()
    desk.get_by_role("button", name="删掉 放久了的").click()


@pytest.mark.row("000-21")
@pytest.mark.parametrize("scripted", [True, False])
def test_canned_words_are_put_in_and_not_sent(
    visits: Visits, doors: people.Doors, scripted: bool
) -> None:
    page = visits.page(doors.open(people.CHAIR), viewport=DESK, java_script_enabled=scripted)
    title = "周末不办" if scripted else "周末真不办"
    page.goto("/desk/feedback/canned/")
    page.get_by_label("叫什么？").fill(title)
    page.get_by_label("怎么说？").fill("编号 {编号} 的事，{称呼}，周末没人上班。")
    page.get_by_role("button", name="存好").click()
    page.goto("/desk/feedback/?tab=todo")
    page.locator("#rows a.r").first.click()
    page.locator(".acts summary", has_text="转办").click()
    pane = page.locator("form[action$='/forward/']")
    pane.get_by_label("常用语").select_option(label=title)
    pane.get_by_role("button", name="放进去").click()
    box = page.get_by_label("为什么转？")
    expect(box).to_have_value(re.compile(r"编号 \S+ 的事，\S+，周末没人上班。"))
    page.goto("/desk/feedback/canned/")
    page.get_by_role("button", name=f"收起 {title}").click()
    expect(page.get_by_text("收起来了")).to_be_visible()
