"""Worker and firm sit down: asked for, agreed to by both, talked over, confirmed by both."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from niangjia.run import offline
from tests.kit import live
from tests.kit.browsing import DESK, Visits

from . import district, people, steps

TEXT = "九月到现在的夜班津贴没有发，找过车间两次，都说再等等。"
CLAIM = "补发九月到十一月的夜班津贴，一共两千四百元，以后每月按时发。"
TERMS = "一、公司在十二月十五日前补发夜班津贴两千四百元。二、以后每月随工资一起发。"
RECORD = "公司说财务漏算了，愿意补发，商量好了哪天。"
NAME = people.WORKER.name


@pytest.mark.row("000-23")
def test_worker_and_firm_come_to_an_agreement(
    worker: Page,
    chair: Page,
    firm: Page,
    visits: Visits,
    doors: people.Doors,
    tmp_path: Path,
) -> None:
    mediator = visits.page(doors.open(people.TOWN), viewport=DESK)
    sent = steps.review(worker, TEXT)
    ask(worker, sent.id)
    number = invite(chair)
    accept(firm, number)
    talk(mediator, number)
    confirm(firm, number)
    worker.reload()
    expect(worker.get_by_text("公司确认了。")).to_be_visible()
    worker.get_by_role("button", name="每一条都同意，确认").click()
    steps.shows(worker, "谈成了")
    expect(worker.get_by_text("司法确认")).to_be_visible()
    take_along(worker, sent.id, tmp_path / "taken.zip")


def ask(page: Page, case_id: str) -> None:
    """From the own case: what the firm will see, the words for it, and a yes."""
    page.goto(f"/feedback/{case_id}/")
    page.get_by_role("link", name="和公司坐下来谈（调解）").click()
    expect(page.get_by_text("什么都看不到，也不知道有这回事。")).to_be_visible()
    page.get_by_label("要谈什么？你想要什么结果？").fill(CLAIM)
    page.get_by_role("button", name="申请调解").click()
    expect(page.locator("main")).to_contain_text("看清楚上面的话")
    steps.choose(page, "我看清楚了，同意调解")
    page.get_by_role("button", name="申请调解").click()
    steps.shows(page, "等工会派调解员")


def invite(page: Page) -> str:
    """The union appoints somebody of the union above, who has no part in it; the number."""
    page.goto("/desk/mediation/")
    page.locator("a.li", has_text="补发九月到十一月的夜班津贴").first.click()
    choice = page.get_by_label("谁来调解？")
    label = choice.locator("option", has_text=people.TOWN.name).inner_text()
    choice.select_option(label=label)
    page.get_by_role("button", name="派他，请公司答复").click()
    expect(page.get_by_text("调解员定了，已经请公司答复")).to_be_visible()
    return page.locator("h1 .num").inner_text()


def accept(page: Page, number: str) -> None:
    """The firm reads what is wanted, without a name; agrees; and then knows with whom."""
    page.goto("/firm/feedback/")
    page.get_by_role("link", name="调解", exact=True).click()
    page.locator("a.li", has_text=number).click()
    expect(page.locator("main")).to_contain_text(CLAIM)
    expect(page.locator("main")).not_to_contain_text(NAME)
    page.get_by_role("button", name="愿意谈").click()
    expect(page.locator("main")).to_contain_text(NAME)


def talk(page: Page, number: str) -> None:
    """The mediator arranges a talk, writes it down, and puts an agreement before both."""
    page.goto("/desk/mediation/")
    page.locator("a.li", has_text=number).click()
    page.get_by_label("什么时候？").fill("2026-11-24T14:00")
    page.get_by_label("在哪里？").fill("街道总工会调解室")
    page.get_by_role("button", name="约好，告诉两边").click()
    page.locator("summary", has_text=re.compile("记 .*的调解会")).click()
    page.get_by_label("谁到场了？").fill("本人、行政部许经理、调解员")
    page.get_by_label("谈了什么？").fill(RECORD)
    page.get_by_role("button", name="记下").click()
    expect(page.get_by_text(RECORD)).to_be_visible()
    page.locator("summary", has_text="写协议").click()
    page.get_by_label("谈成的结果").fill(TERMS)
    page.get_by_role("button", name="请两边看").click()
    expect(page.get_by_text("协议请两边看了")).to_be_visible()


def confirm(page: Page, number: str) -> None:
    """The firm reads the agreement and confirms."""
    page.reload()
    expect(page.locator(".folio")).to_contain_text("两千四百元")
    expect(page.get_by_text(RECORD)).to_be_visible()
    page.get_by_role("button", name="每一条都同意，确认").click()
    expect(page.get_by_text("公司确认了。")).to_be_visible()


def take_along(page: Page, case_id: str, there: Path) -> None:
    """The worker asks for a bundle, a job packs it; downloaded, it proves itself."""
    page.goto(f"/feedback/{case_id}/")
    page.get_by_role("link", name="打包材料，带去仲裁或法律援助").click()
    steps.choose(page, "劳动仲裁")
    page.get_by_role("button", name="打包").click()
    expect(page.get_by_text("正在打包", exact=True)).to_be_visible()
    work = live.jobs()
    work.environment = district.environment("jobs")
    with live.running(work):
        for _ in range(60):
            if page.get_by_role("button", name="下载").count():
                break
            page.wait_for_timeout(1000)
            page.get_by_role("link", name="看看好了没有").click()
    with page.expect_download() as got:
        page.get_by_role("button", name="下载").click()
    got.value.save_as(there)
    assert offline.run(["bundle", "verify", str(there)]) == 0
    with zipfile.ZipFile(there) as box:
        said = box.read("index.csv").decode("utf-8-sig")
    assert "劳动争议调解协议书" in said and "原来说的" in said
