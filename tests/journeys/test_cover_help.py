"""Something happened to a member on the cover: the union, the insurer, the money."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from niangjia.kernel.base.clock import today
from tests.kit.browsing import DESK, Visits

from . import people, steps

COVER = "会员意外和家财保障"


@pytest.fixture
def district(visits: Visits, doors: people.Doors) -> Page:
    """An officer of the district, which keeps the cover, at a desk."""
    return visits.page(doors.open(people.DISTRICT), viewport=DESK)


@pytest.mark.row("003-05")
def test_a_pipe_burst_and_the_money_came(district: Page, worker: Page) -> None:
    worker.goto("/benefits/cover/")
    expect(worker.get_by_role("link", name="说赔了，等到账")).to_be_visible()
    worker.get_by_role("link", name="出了事，请工会帮忙办理赔").first.click()
    expect(worker.get_by_label("打哪个电话找你？")).to_have_value(people.WORKER.phone)
    worker.get_by_label("家里受了损失").check()
    worker.get_by_label("哪天出的事？").fill(f"{today() - timedelta(days=1)}")
    worker.get_by_label("在哪里？").fill("自己家里")
    worker.get_by_label("几句话说说经过").fill("水管爆了，地板泡了一夜。")
    worker.get_by_role("button", name="交给工会").click()
    expect(worker.get_by_role("alert")).to_contain_text("同意了，工会才能替你办")
    expect(worker.get_by_label("在哪里？")).to_have_value("自己家里")
    worker.get_by_label("同意工会把这些交给保险公司办理赔").check()
    worker.get_by_role("button", name="交给工会").click()
    expect(worker.locator(".flash")).to_contain_text("工会收到了")
    number = worker.locator(".card .num").first.inner_text()

    district.goto("/desk/benefits/help/")
    assert people.WORKER.name not in district.locator("main").inner_text()
    district.get_by_role("link", name=number).click()
    expect(district.get_by_text("水管爆了，地板泡了一夜。")).to_be_visible()
    district.get_by_role("button", name="我来办").click()
    district.get_by_label("要说什么？").fill("周三来拿照片。")
    district.get_by_role("button", name="发给他").click()
    district.get_by_label("保险公司的报案号").fill("B8801-7")
    district.get_by_role("button", name="记下", exact=True).click()
    district.get_by_label("赔多少？（元）").fill("1850.50")
    district.get_by_role("button", name="记下，等会员说钱到没到").click()
    expect(district.locator(".flash")).to_contain_text("等会员说钱到没到")

    worker.reload()
    for words in ("周三来拿照片。", "B8801-7", "1,850.50 元"):
        expect(worker.locator("main")).to_contain_text(words)
    worker.get_by_role("button", name="钱到了").click()
    expect(worker.locator(".flash")).to_contain_text("这件办完了")
    steps.shows(worker, "钱到了")
    district.goto("/desk/benefits/help/?tab=over")
    expect(district.get_by_role("link", name=number)).to_contain_text("钱到了")
