"""A supplier's codes, a code typed at the counter, a plate at the gate: from desk to worker."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.kit.browsing import DESK, Visits

from . import people, steps

CARDS, DUMPLINGS, GATE = "听书会员季卡", "冬至饺子礼盒", "东港高速卡口"
FILE = "券码\nJR00001-AAA\nJR00002-BBB\n坏 码\nJR00003-CCC\n"


@pytest.fixture
def district(visits: Visits, doors: people.Doors) -> Page:
    """An officer of the district at a desk."""
    return visits.page(doors.open(people.DISTRICT), viewport=DESK)


@pytest.mark.row("000-07")
def test_codes_come_in_and_their_holder_alone_sees_one(district: Page, worker: Page) -> None:
    district.goto("/desk/benefits/codes/")
    district.get_by_role("link", name=CARDS).click()
    district.get_by_label("哪家供应商？").fill("听书网")
    file = {"name": "第三批.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    district.get_by_label("券码表").set_input_files(file)
    district.get_by_label("用到哪天").fill("2029-03-31")
    district.get_by_label("用一张付多少元").fill("19.90")
    district.get_by_role("button", name="进库").click()
    expect(district.locator(".flash")).to_contain_text("进了 3 张；1 行没进")
    district.get_by_text("1 行没进").last.click()
    expect(district.get_by_text("第 4 行")).to_be_visible()
    assert "JR0000" not in district.content()
    worker.goto("/benefits/")
    worker.get_by_role("link", name=CARDS).last.click()
    worker.get_by_role("link", name="看券码").click()
    worker.get_by_role("button", name="打开看券码").click()
    expect(worker.locator(".qrbox")).to_be_visible()
    shown = worker.locator("main .lead").inner_text()
    assert re.fullmatch(r"TS\d{4}-\d{5}", shown)
    district.reload()
    assert shown not in district.content()


@pytest.mark.row("000-01")
def test_a_code_is_typed_and_handed_out_by_keyboard(district: Page, worker: Page) -> None:
    worker.goto("/benefits/")
    worker.get_by_role("link", name=DUMPLINGS).last.click()
    mine = worker.url
    code = worker.locator(".number b").inner_text()
    district.goto("/desk/benefits/hand/")
    district.get_by_role("link", name=DUMPLINGS).click()
    expect(district.get_by_label("取货码或编号")).to_be_focused()
    district.keyboard.type(code.lower())
    district.keyboard.press("Enter")
    expect(district.get_by_role("button", name="发给他")).to_be_focused()
    district.keyboard.press("Enter")
    expect(district.locator(".flash")).to_contain_text("发出去了")
    expect(district.get_by_label("取货码或编号")).to_be_focused()
    worker.goto(mine)
    steps.shows(worker, "已取")
    district.get_by_role("button", name="发错了，撤回").click()
    expect(district.locator(".flash")).to_contain_text("撤回了")
    worker.goto(mine)
    expect(worker.locator(".number b")).to_have_text(code)


@pytest.mark.row("004-18")
def test_one_pack_a_driver_at_the_gate(district: Page) -> None:
    district.goto("/desk/benefits/points/")
    district.get_by_role("link", name=GATE).first.click()
    district.get_by_role("link", name=re.compile("现场发.*暖心包")).click()
    field = district.get_by_label("车牌", exact=True)
    for plate, became in (("浙A98Z76", "发出一份"), ("浙a·98z76", "今天领过了")):
        expect(field).to_be_focused()
        district.keyboard.type(plate)
        district.keyboard.press("Enter")
        expect(district.locator("#gate .note").first).to_contain_text(became)
    field.fill("浙B11111")
    district.keyboard.press("Enter")
    district.get_by_role("button", name="发错了，撤回").click()
    expect(district.locator("#gate .note").first).to_contain_text("撤回了")
    assert "98Z76" not in district.content()
