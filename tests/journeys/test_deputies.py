"""A cadre goes on leave: named on one page, told to both, over before its day when wished."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from niangjia.kernel.base.clock import today
from tests.kit.browsing import DESK, Visits

from . import people

PAGE = "/desk/feedback/deputies/"


@pytest.fixture
def officer(visits: Visits, doors: people.Doors) -> Page:
    """The cadre of the district."""
    return visits.page(doors.open(people.DISTRICT), viewport=DESK)


@pytest.mark.row("000-21")
def test_somebody_stands_in_until_the_cadre_is_back(officer: Page) -> None:
    officer.goto(PAGE)
    since, until = today(), today() + timedelta(days=1)
    officer.get_by_label("从哪天起？").fill(since.isoformat())
    officer.get_by_label("到哪天？").fill((since - timedelta(days=1)).isoformat())
    officer.get_by_role("button", name="定下来").click()
    expect(officer.locator("main")).to_contain_text("请选谁代班")
    expect(officer.get_by_label("从哪天起？")).to_have_value(since.isoformat())
    officer.get_by_label("谁代班？").select_option(index=1)
    officer.get_by_label("到哪天？").fill(until.isoformat())
    officer.get_by_role("button", name="定下来").click()
    mine = officer.locator(".li", has_text=f"{people.DISTRICT.name}请假").filter(
        has_text="正在代班"
    )
    expect(mine).to_have_count(1)
    officer.goto("/messages/")
    expect(officer.locator("main")).to_contain_text("你请假的日子有人代班")
    officer.goto(PAGE)
    mine.get_by_role("button", name="提前结束").click()
    expect(mine).to_have_count(0)
    expect(officer.locator("main")).to_contain_text("结束了")
