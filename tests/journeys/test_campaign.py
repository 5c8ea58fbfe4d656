"""A cadre builds a campaign: money, an offer in five steps, a rehearsal, out it goes, live."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from niangjia.kernel.base.clock import today
from tests.files.samples import photo


@pytest.mark.row("000-04", "000-05")
def test_a_cadre_builds_a_campaign_and_a_worker_sees_it(chair: Page, worker: Page) -> None:
    plan(chair)
    chair.get_by_role("button", name="批", exact=True).click()
    expect(chair.locator("#money")).to_contain_text("还剩 30,000 元")
    chair.get_by_role("link", name="发一样东西").click()
    what(chair)
    who(chair)
    when(chair)
    many(chair)
    keep_some_for_tomorrow(chair)
    rehearse(chair)
    photograph(chair)
    worker.goto("/benefits/")
    expect(worker.get_by_role("img", name="一只红色的保温袋")).to_be_visible()
    worker.get_by_role("link", name="夜班暖冬包").click()
    expect(worker.locator("main")).to_contain_text("09:00 再放 40 份")
    expect(worker.locator("main")).to_contain_text("还剩 60 份")
    chair.get_by_role("link", name="活动的钱").click()
    expect(chair.locator("#money")).to_contain_text("还剩 28,000 元")
    promise_too_much(chair)


def plan(page: Page) -> None:
    """A line that cannot be read is named, and nothing typed is lost."""
    page.goto("/desk/benefits/campaigns/")
    page.get_by_role("link", name="办一个活动").first.click()
    page.get_by_label("活动叫什么？").fill("暖冬行动")
    page.get_by_label("到哪天").fill((today() + timedelta(days=60)).isoformat())
    page.get_by_label("一共多少钱？（元）").fill("30000")
    page.get_by_label("依据").fill("工会委员会第 9 次会议")
    page.get_by_label("分几条线？").fill("夜班两万")
    page.get_by_role("button", name="存好，请主席批").click()
    expect(page.get_by_role("alert")).to_contain_text("第 1 行看不懂")
    expect(page.get_by_label("活动叫什么？")).to_have_value("暖冬行动")
    page.get_by_label("分几条线？").fill("夜班 2 万\n节日 10,000")
    page.get_by_role("button", name="存好，请主席批").click()
    expect(page.get_by_role("heading", level=1, name="暖冬行动")).to_be_visible()


def what(page: Page) -> None:
    page.get_by_label("发什么？").fill("夜班暖冬包")
    page.get_by_label("一份多少钱？（元）").fill("20")
    page.get_by_role("button", name="下一步：谁能领").click()


def who(page: Page) -> None:
    page.get_by_label("入会满多少天？").fill("30")
    page.get_by_label("这些条件写在哪里？").fill("本工会慰问办法第三条")
    page.get_by_role("button", name="下一步：什么时候").click()


def when(page: Page) -> None:
    page.get_by_label("哪天开领？").fill(today().isoformat())
    page.get_by_label("几点？").fill("00:00")
    page.get_by_role("button", name="下一步：几份").click()


def many(page: Page) -> None:
    """More than the track holds is said before anything goes out."""
    page.get_by_label("一共几份？").fill("1001")
    page.get_by_label("怎么来的？").fill("采购单 3 号")
    page.get_by_role("button", name="下一步：试一遍").click()
    expect(page.locator("main")).to_contain_text("还差 20 元")
    page.get_by_role("link", name="再改改").click()
    page.get_by_label("一共几份？").fill("100")
    page.get_by_label("怎么来的？").fill("采购单 3 号")
    page.get_by_role("button", name="下一步：试一遍").click()


def keep_some_for_tomorrow(page: Page) -> None:
    """Forty of them come out the next morning; the ledger says so at once."""
    page.get_by_role("link", name="分批放").click()
    page.get_by_label("哪天？").fill((today() + timedelta(days=1)).isoformat())
    page.get_by_label("几点？").fill("09:00")
    page.get_by_label("放几份？").fill("40")
    page.get_by_role("button", name="排进去").click()
    expect(page.get_by_role("region", name="每一笔")).to_contain_text("09:00 放出")
    page.get_by_role("link", name="夜班暖冬包").click()


def photograph(page: Page) -> None:
    """One photograph, and its line."""
    page.get_by_role("link", name="照片").click()
    one = {"name": "1.jpg", "mimeType": "image/jpeg", "buffer": photo((640, 480))}
    page.set_input_files("input[name=photo]", [one])  # type: ignore[list-item]
    page.get_by_role("button", name="下一步：每张写一句").click()
    page.get_by_role("button", name="放上去").click()
    expect(page.get_by_role("alert")).to_contain_text("写一句照片上是什么")
    page.get_by_label("第 1 张是什么？").fill("一只红色的保温袋")
    page.get_by_role("button", name="放上去").click()
    expect(page.get_by_label("第 1 张是什么？")).to_have_value("一只红色的保温袋")
    page.get_by_role("link", name="夜班暖冬包").click()


def rehearse(page: Page) -> None:
    """Who may, by name; then publish, and what is left is there to see."""
    page.get_by_role("link", name="看是哪些人").click()
    expect(page.get_by_role("heading", level=1, name="够条件的人")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="发布").click()
    expect(page.locator("#live")).to_contain_text("还剩 100 份，一共 100 份")


def promise_too_much(page: Page) -> None:
    """The track says how much it has, beside what was typed."""
    form = page.locator("#promise")
    form.get_by_label("做什么事？").fill("再办一场晚会")
    form.get_by_label("多少元？").fill("18000.01")
    form.get_by_role("button", name="占用").click()
    expect(page.get_by_role("alert")).to_contain_text("只剩 18,000 元")
    expect(page.locator("#promise").get_by_label("做什么事？")).to_have_value("再办一场晚会")
