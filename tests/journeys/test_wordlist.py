"""A cadre teaches the desk a word of the house's own people, tries it, keeps it, and goes back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.kit.browsing import DESK, PHONE, Visits

from . import people

PAGE = "/desk/feedback/words/?of=劳动条件"
SENTENCE = "那边的摇臂吱呀响。"


@pytest.mark.row("000-21")
@pytest.mark.parametrize("scripted", [True, False])
def test_a_word_is_tried_kept_and_taken_back(
    visits: Visits, doors: people.Doors, scripted: bool
) -> None:
    size = DESK if scripted else PHONE
    page = visits.page(doors.open(people.CHAIR), viewport=size, java_script_enabled=scripted)
    page.goto(PAGE)
    box = page.locator("textarea[name=words]")
    box.fill(box.input_value() + "\n摇臂")
    page.get_by_label("存之前，拿一句话试试").fill(SENTENCE)
    page.get_by_role("button", name="试一试").click()
    tried = page.get_by_role("status")
    expect(tried).to_contain_text("一个词也没认出来")
    expect(tried).to_contain_text("摇臂")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.get_by_role("button", name="存下", exact=True).click()
    expect(page.get_by_text("马上就按新的提示")).to_be_visible()
    expect(page.get_by_text("本工会加的：摇臂")).to_be_visible()
    page.get_by_role("button", name="全部退回上级的").click()
    expect(page.get_by_text("退回去了")).to_be_visible()
    page.goto(PAGE)
    expect(page.get_by_text("本工会加的：摇臂")).to_have_count(0)
