"""Photographs and a voice note on a telephone; the union looks first; the firm sees just one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.files import samples
from tests.kit.browsing import Visits

from . import people, steps

TEXT = "三号楼梯间堆满了纸箱，消防门推不开，白天晚上都这样，请这周清走。"


@pytest.fixture
def brought(tmp_path: Path) -> dict[str, Path]:
    """What lies on the telephone."""
    contents = {
        "one.jpg": samples.photo((900, 600)),
        "two.jpg": samples.photo((600, 900)),
        "said.wav": samples.voice(3),
        "drawing.svg": samples.SVG,
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in contents}


@pytest.mark.row("000-21")
def test_photographs_go_there_and_one_goes_on(
    worker: Page, chair: Page, firm: Page, brought: dict[str, Path]
) -> None:
    steps.write(worker, TEXT)
    take_along(worker, brought)
    sent = steps.send(worker, TEXT)
    worker.goto(f"/feedback/{sent.id}/")
    expect(pictures(worker)).to_have_count(2)
    expect(worker.get_by_text("工会看过才会给公司看")).to_have_count(3)
    plays(worker)
    steps.desk(chair, sent.id)
    steps.accept(chair)
    steps.ask_firm(chair, "请看看三号楼梯间，什么时候清走？")
    firm.goto(f"/firm/feedback/{sent.id}/")
    expect(pictures(firm)).to_have_count(0)
    cover_one(chair, sent)
    look_first(chair, sent)
    firm.reload()
    expect(pictures(firm)).to_have_count(1)
    assert loaded(firm) == 1
    expect(firm.locator("audio")).to_have_count(0)
    worker.reload()
    expect(worker.get_by_text("遮过的，公司也看得到")).to_have_count(1)
    worker.goto("/me/seen/")
    expect(worker.get_by_text("处理办件时看了你传的照片、录音或文件").first).to_be_visible()


def take_along(page: Page, brought: dict[str, Path]) -> None:
    """Each goes ahead of the form; one that is refused says why, and the words stay."""
    page.set_input_files("input[name=photo]", [brought["one.jpg"], brought["two.jpg"]])
    expect(pictures(page)).to_have_count(2)
    page.set_input_files("input[name=photo]", brought["drawing.svg"])
    expect(page.locator(".kept .errmsg")).to_contain_text("截张图或者拍张照片传上来也行")
    page.get_by_text("还有录音或文件").click()
    page.set_input_files("input[name=voice]", brought["said.wav"])
    expect(page.get_by_text("录音 1/1").first).to_be_visible()
    expect(pictures(page)).to_have_count(2)
    expect(page.get_by_label("发生了什么？")).to_have_value(TEXT)
    assert page.locator("input[name=photo]").input_value() == ""


def cover_one(page: Page, sent: steps.Sent) -> None:
    """A part is drawn on the picture; its numbers can be put right by keyboard."""
    page.goto("/desk/feedback/screen/")
    row = page.locator(".screen > li", has_text=sent.number).first
    row.get_by_role("link", name="遮住一部分").click()
    box = page.locator("[data-cover]").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.5, steps=3)
    page.mouse.up()
    first = page.locator("[data-row='1'] input")
    expect(first.nth(2)).to_have_value(re.compile("^4[01]$"))
    first.nth(3).press("ArrowUp")
    expect(page.locator("[data-mark='1']")).to_have_attribute("height", re.compile("^3[12]$"))
    page.get_by_role("button", name="遮住", exact=True).click()
    expect(page.get_by_text("遮好了")).to_be_visible()
    expect(page.get_by_text("遮过的，等着看，公司看不到")).to_be_visible()


def look_first(page: Page, sent: steps.Sent) -> None:
    """The queue: one is let go, the others are kept back."""
    page.goto("/desk/feedback/screen/")
    rows = page.locator(".screen > li", has_text=sent.number)
    expect(rows).to_have_count(3)
    rows.locator("input[name=file]").first.check()
    page.get_by_role("button", name="选中的，可以给").click()
    expect(page.get_by_text("1 样看过了")).to_be_visible()
    rows = page.locator(".screen > li", has_text=sent.number)
    expect(rows).to_have_count(2)
    for row in rows.all():
        row.locator("input[name=file]").check()
    page.get_by_label("不给的话，告诉本人为什么").fill("看得出是谁的工位")
    page.get_by_role("button", name="选中的，不给").click()
    expect(page.get_by_text("2 样看过了")).to_be_visible()


def pictures(page: Page) -> Locator:
    """Small pictures on a page."""
    return page.locator(".thumbs img")


def loaded(page: Page) -> int:
    """How many of them the browser could draw."""
    for one in pictures(page).all():
        one.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    drawn = "list => list.filter(one => one.naturalWidth > 0).length"
    return int(pictures(page).evaluate_all(drawn))


def plays(page: Page) -> None:
    """The recording has a length for the browser."""
    page.locator("audio").evaluate(
        "one => new Promise((good, bad) => { one.onloadedmetadata = good; one.onerror = bad;"
        " one.preload = 'metadata'; one.load(); })"
    )
    length = page.locator("audio").evaluate("one => one.duration")
    assert 2.5 < length < 3.6


def test_without_a_script_files_travel_with_the_form(
    visits: Visits, doors: people.Doors, brought: dict[str, Path]
) -> None:
    """And stay with it when it comes back with mistakes."""
    page = visits.page(doors.open(people.WORKER), java_script_enabled=False)
    page.goto("/feedback/new/")
    page.get_by_label("发生了什么？").fill(TEXT + "没有脚本也行。")
    page.set_input_files("input[name=photo]", [brought["one.jpg"], brought["drawing.svg"]])
    page.get_by_role("button", name="提交点评").click()
    expect(page.locator(".errbox")).to_contain_text("截张图或者拍张照片传上来也行")
    expect(page.get_by_label("发生了什么？")).to_have_value(re.compile("没有脚本也行"))
    expect(pictures(page)).to_have_count(1)
    steps.choose(page, "劳动条件")
    steps.give(page, "score", 2)
    sent = steps.send(page, TEXT)
    page.goto(f"/feedback/{sent.id}/")
    expect(pictures(page)).to_have_count(1)
    assert loaded(page) == 1
