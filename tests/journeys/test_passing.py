"""Who is to answer: one union offers, another declines, the one above decides."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.kit.browsing import DESK, Visits

from . import people, steps

TEXT = "集宿区三号楼的热水从周一停到今天，下夜班没法洗澡，问了两边都说不归自己管。"
WHY = "集宿区的锅炉是镇里物业在管。"
NO = "租约是厂里签的，请厂里先出面。"
RULING = "锅炉归镇里的物业公司，镇里来办。"


@pytest.fixture
def district(visits: Visits, doors: people.Doors) -> Page:
    """The cadre of the district, who decides."""
    return visits.page(doors.open(people.DISTRICT), viewport=DESK)


@pytest.fixture
def town(visits: Visits, doors: people.Doors) -> Page:
    """The cadre of the town's union."""
    return visits.page(doors.open(people.TOWN), viewport=DESK)


@pytest.mark.row("000-21", "003-10")
def test_nobody_is_left_without_somebody_who_answers(
    worker: Page, chair: Page, town: Page, district: Page
) -> None:
    sent = steps.review(worker, TEXT)
    steps.desk(chair, sent.id)
    steps.accept(chair)
    offers(chair)
    author_reads(worker, sent)
    declines(town, sent)
    author_reads(worker, sent)
    disputes(chair, sent)
    decides(district, sent)
    worker.goto(f"/feedback/{sent.id}/")
    expect(worker.get_by_text("正在商量由谁来办，现在仍由").first).to_be_visible()
    expect(worker.locator(".tl")).to_contain_text("来办")
    expect(worker.locator(".note.info", has_text="正在商量由谁来办")).to_have_count(0)
    hides(worker)
    steps.desk(town, sent.id)
    steps.reply(town, "物业今晚把锅炉修好，你去试试水热不热。")
    steps.judge(worker, sent.id, stars=5, outcome="解决了", reason="热了，谢谢。")
    steps.shows(worker, "已办结")


def offers(page: Page) -> None:
    """The enterprise union asks the town's; it still answers itself."""
    page.locator("#detail summary", has_text="转办").click()
    nearest = page.locator("select[name='forward-to'] option").last
    page.get_by_label("转给哪个工会？").select_option(nearest.get_attribute("value"))
    page.get_by_label("为什么转？").fill(WHY)
    page.get_by_role("button", name="问对方").click()
    expect(page.locator("#detail")).to_contain_text("商量由谁来办")
    expect(page.get_by_role("button", name="收回，自己办")).to_be_visible()


def author_reads(page: Page, sent: steps.Sent) -> None:
    """Who answers now, and not a word of what unions say to each other."""
    page.goto(f"/feedback/{sent.id}/")
    steps.shows(page, "工会已受理")
    expect(page.locator(".note.info", has_text="正在商量由谁来办")).to_be_visible()
    hides(page)


def hides(page: Page) -> None:
    """Nothing on the page, seen or not, of the talk between unions."""
    source = page.content()
    assert not [words for words in (WHY, NO, RULING) if words in source]


def declines(page: Page, sent: steps.Sent) -> None:
    """Found in the list of what waits for this union."""
    page.goto("/desk/feedback/?tab=talks")
    page.locator("#rows a.r", has_text="待对方接收").first.click()
    expect(page.locator("#detail h1.title")).to_be_visible()
    steps.desk(page, sent.id)
    expect(page.locator("#detail")).to_contain_text(WHY)
    page.locator("summary", has_text="不接").click()
    page.get_by_label("为什么不接？").fill(NO)
    page.get_by_role("button", name="回过去").click()
    expect(page.locator("#detail")).to_contain_text("对方不接")


def disputes(page: Page, sent: steps.Sent) -> None:
    """The enterprise union reads the reason and asks the district."""
    steps.desk(page, sent.id)
    expect(page.locator("#detail")).to_contain_text(NO)
    page.locator("summary", has_text="请上级定").click()
    page.get_by_label("为什么该由对方来办？").fill(WHY)
    page.get_by_role("button", name="交给上级定").click()
    expect(page.locator("#detail")).to_contain_text("等上级定")


def decides(page: Page, sent: steps.Sent) -> None:
    """The district says who answers, and why."""
    steps.desk(page, sent.id)
    page.locator("#q-decide-who label").first.click()
    page.get_by_label("为什么这么定？").fill(RULING)
    page.get_by_role("button", name="定下来").click()
    expect(page.locator("#detail .tl")).to_contain_text("上级定了")
