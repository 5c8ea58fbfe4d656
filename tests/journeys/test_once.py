"""One matter is one case, however often the button is pressed; words typed are not lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.kit.browsing import Visits

from . import people, steps


def count(page: Page, text: str) -> int:
    """How many of the worker's open cases say so; a case is called by its first words."""
    page.goto("/feedback/mine/")
    return page.locator("main a.li", has_text=text[:8]).count()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_double_click_is_one_case(visits: Visits, doors: people.Doors, script: bool) -> None:
    page = visits.page(doors.open(people.WORKER), java_script_enabled=script)
    text = f"浴室的{'热水' if script else '凉水'}龙头滴水一夜，睡在隔壁听得清清楚楚。"
    steps.write(page, text)
    page.get_by_role("button", name="提交点评").dblclick()
    expect(page.get_by_role("heading", name="已提交")).to_be_visible()
    assert count(page, text) == 1


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_back_and_sent_again_is_one_case(visits: Visits, doors: people.Doors, script: bool) -> None:
    page = visits.page(doors.open(people.WORKER), java_script_enabled=script)
    text = f"楼道的灯{'三楼' if script else '四楼'}坏了半个月，下夜班摸黑上楼，摔过一个人了。"
    steps.write(page, text)
    sent = steps.send(page, text)
    page.go_back()
    expect(page.get_by_role("button", name="提交点评")).to_be_visible()
    page.get_by_role("button", name="提交点评").click()
    page.wait_for_load_state()
    if page.locator(".ticket").count():
        assert steps.id_of(page) == sent.id
    assert count(page, text) == 1
