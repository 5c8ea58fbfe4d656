"""The same loop on pages whose scripts never run."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.kit.browsing import DESK, Visits

from . import people, steps

TEXT = "夜班食堂九点以后只剩冷馒头，热水也关了，希望给夜班的人留一口热的。"


@pytest.fixture
def plain(visits: Visits, doors: people.Doors) -> dict[people.Somebody, Page]:
    """Worker, chair and firm in browsers that run no script."""
    return {
        who: visits.page(doors.open(who), java_script_enabled=False, viewport=DESK)
        for who in (people.WORKER, people.CHAIR, people.FIRM)
    }


@pytest.mark.row("000-21", "003-10")
def test_a_review_goes_there_and_back_without_script(plain: dict[people.Somebody, Page]) -> None:
    worker, chair, firm = (plain[who] for who in (people.WORKER, people.CHAIR, people.FIRM))
    steps.write(worker, TEXT, board="福利待遇", stars=1)
    sent = steps.send(worker, TEXT)
    find(chair, sent)
    steps.accept(chair)
    steps.ask_firm(chair, "夜班的热饭热水能不能留到十二点？")
    steps.answer(firm, sent.id, "从今天起留一个窗口到零点。")
    assert people.WORKER.name not in firm.content()
    note(chair, sent)
    steps.reply(chair, "食堂留一个窗口到零点，热水整夜不关。")
    steps.judge(worker, sent.id, stars=2, outcome="没解决，退回重办", reason="今晚窗口还是关着的。")
    steps.shows(worker, "已退回重办")
    steps.desk(chair, sent.id)
    steps.accept(chair)
    steps.reply(chair, "今晚我在窗口看着，开着的。")
    steps.judge(worker, sent.id, stars=5, outcome="解决了")
    steps.shows(worker, "已办结")


def find(page: Page, sent: steps.Sent) -> None:
    """The list is searched by a form and opened by a link."""
    page.goto("/desk/feedback/")
    page.get_by_label("找编号、标题、单位").fill(sent.number)
    page.get_by_role("button", name="筛选").click()
    page.locator("#rows a.r").click()
    assert steps.id_of(page) == sent.id


def note(page: Page, sent: steps.Sent) -> None:
    """The tab of internal notes opens by its label alone."""
    steps.desk(page, sent.id)
    page.locator("label", has_text="内部备注").click()
    page.get_by_label("只有工会经办人看得到").fill("已到食堂看过")
    page.get_by_role("button", name="记下").click()
    expect(page.locator(".say-box.inner", has_text="已到食堂看过")).to_be_visible()


def test_a_mistake_keeps_what_was_typed_without_script(
    plain: dict[people.Somebody, Page],
) -> None:
    page = plain[people.WORKER]
    page.goto("/feedback/new/")
    steps.choose(page, "住宿")
    page.get_by_label("发生了什么？").fill(TEXT)
    page.get_by_role("button", name="提交点评").click()
    expect(page.locator(".errbox")).to_contain_text("还差 2 处没填好")
    expect(page.get_by_label("发生了什么？")).to_have_value(TEXT)
    expect(page.get_by_label("住宿", exact=True)).to_be_checked()
