"""The directory in a real browser, with script and without: add, find, appoint, change hats."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.kit.browsing import PHONE, Visits
from tests.ui.browser import OVERFLOW

from . import people
from .pages import BY_NAME, Places

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
BOX = ".tbl-box"


def desk(visits: Visits, doors: people.Doors, script: bool) -> Page:
    """The district's officer, on a phone."""
    return visits.page(doors.open(people.DISTRICT), java_script_enabled=script)


@SCRIPT
def test_a_provider_is_added_kind_first(visits: Visits, doors: people.Doors, script: bool) -> None:
    page, name = desk(visits, doors, script), f"清河体检中心{int(script)}"
    page.goto("/desk/people/?kind=orgs")
    page.get_by_role("link", name="加单位").click()
    page.get_by_role("link", name="服务单位").click()
    expect(page.get_by_label("人数")).to_have_count(0)
    page.get_by_label("简称").fill("清河")
    page.get_by_role("button", name="加上").click()
    expect(page.locator(".errbox")).to_contain_text("请写名称")
    expect(page.get_by_label("简称")).to_have_value("清河")
    page.get_by_label("名称", exact=True).fill(name)
    page.get_by_role("button", name="加上").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    expect(page.locator("dl.kv")).to_contain_text("在用")


@SCRIPT
def test_somebody_is_found_and_appointed(visits: Visits, doors: people.Doors, script: bool) -> None:
    page = desk(visits, doors, script)
    page.goto("/desk/people/?q=听澜")
    page.locator("main td a").first.click()
    page.get_by_role("link", name="任命").click()
    page.get_by_role("searchbox").fill("查无此人")
    page.get_by_role("button", name="找").click()
    expect(page.get_by_text("没有找到")).to_be_visible()
    # Not one of the demo accounts: with two hats they would be asked which one to wear.
    page.get_by_role("searchbox").fill("李建" if script else "王文")
    page.get_by_role("button", name="找").click()
    page.locator("main li a.li").filter(has_not_text="李建国").first.click()
    page.get_by_label("从哪天起").fill("")
    page.get_by_role("button", name="任命").click()
    expect(page.locator(".errbox")).to_contain_text("请选日期")
    page.get_by_label("从哪天起").fill("2026-01-05")
    page.get_by_role("button", name="任命").click()
    expect(page.locator(".flash")).to_contain_text("任命好了")


@SCRIPT
def test_ones_own_page_is_a_hat_away(visits: Visits, doors: people.Doors, script: bool) -> None:
    page = desk(visits, doors, script)
    page.goto("/feedback/mine/")
    expect(page).to_have_url(f"{visits.url}/capacity/?next=/feedback/mine/")
    expect(page.locator(".note")).to_contain_text("换回“我自己”就能打开")
    expect(page.get_by_role("button", name="我自己")).to_contain_text("能打开")


@pytest.mark.parametrize("name", ["directory", "import"])
def test_tables_are_cards_on_a_phone(
    visits: Visits, doors: people.Doors, places: Places, name: str
) -> None:
    place = BY_NAME[name]
    assert place.who
    page = visits.page(doors.open(place.who), viewport=PHONE)
    page.goto(places.path(place))
    assert page.evaluate(OVERFLOW) == []
    boxes = page.locator(BOX).all()
    assert boxes
    for box in boxes:
        assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
