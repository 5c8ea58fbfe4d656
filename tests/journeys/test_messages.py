"""消息怎么送 and 发通知 in a real browser, with script and without."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.kit import live
from tests.kit.browsing import DESK, NARROW, Visits
from tests.ui.browser import OVERFLOW

from . import district, people

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@contextmanager
def jobs() -> Iterator[None]:
    """The district's job worker, as long as somebody waits for it."""
    worker = live.jobs()
    worker.environment = district.environment("jobs")
    with live.running(worker):
        yield


@SCRIPT
def test_a_worker_chooses_how_messages_come(
    visits: Visits, doors: people.Doors, script: bool
) -> None:
    page = visits.page(doors.open(people.WORKER), java_script_enabled=script)
    page.goto("/me/")
    page.get_by_role("link", name="消息怎么送").click()
    expect(page.locator("main")).to_contain_text("138****0001")
    sms = page.locator("#q-sms")
    sms.locator("label", has_text="全部").click()
    page.get_by_label("几点起不打扰").select_option(label="22:00")
    page.get_by_role("button", name="就这样送").click()
    expect(page.locator(".flash")).to_contain_text("记下了")
    expect(page.get_by_label("几点起不打扰")).to_have_value("22")
    expect(sms.get_by_role("radio", name="全部")).to_be_checked()


@SCRIPT
def test_an_address_that_is_none_is_said(visits: Visits, doors: people.Doors, script: bool) -> None:
    page = visits.page(doors.open(people.WORKER), java_script_enabled=script)
    page.goto("/me/notices/")
    page.get_by_label("邮箱地址").fill("这里没有")
    page.get_by_role("button", name="发确认邮件").click()
    expect(page.locator(".errbox")).to_be_visible()
    expect(page.get_by_label("邮箱地址")).to_have_value("这里没有")


@SCRIPT
def test_an_announcement_is_counted_confirmed_read_and_withdrawn(
    visits: Visits, doors: people.Doors, script: bool
) -> None:
    title = f"周六体检车开到厂门口{int(script)}"
    page = visits.page(doors.open(people.CHAIR), viewport=DESK, java_script_enabled=script)
    write(page, title)
    expect(page.locator("main")).to_contain_text("位会员")
    with jobs():
        page.get_by_role("button", name="确认，发给").click()
        until(page, "都发到了", script)
        worker = visits.page(doors.open(people.WORKER), java_script_enabled=script)
        worker.goto("/messages/")
        expect(worker.locator("main")).to_contain_text(title)
        page.get_by_role("button", name="撤回这条通知").click()
        expect(page.locator(".flash")).to_contain_text("撤回了")
    page.goto("/desk/notices/")
    expect(page.locator("main")).to_contain_text("撤回了")


def write(page: Page, title: str) -> None:
    """From the desk's menu to the count."""
    page.goto("/desk/")
    page.get_by_role("navigation", name="主导航").locator("summary", has_text="职工和单位").click()
    page.get_by_role("link", name="发通知").first.click()
    page.get_by_role("link", name="写一条").click()
    page.get_by_role("button", name="下一步").click()
    expect(page.locator(".errbox")).to_be_visible()
    page.get_by_label("标题").fill(title)
    page.get_by_label("说什么？").fill("上午八点到十一点，带工会卡。")
    page.get_by_role("button", name="下一步").click()


def until(page: Page, words: str, script: bool) -> None:
    """Wait for the job: the page looks by itself, or somebody presses the button."""
    for _ in range(0 if script else 30):
        if words in page.content():
            return
        page.wait_for_timeout(500)
        page.reload()
    expect(page.locator("main")).to_contain_text(words, timeout=30_000)


@SCRIPT
def test_a_union_sets_its_words(visits: Visits, doors: people.Doors, script: bool) -> None:
    page = visits.page(doors.open(people.CHAIR), viewport=DESK, java_script_enabled=script)
    page.goto("/desk/notices/words/")
    page.get_by_label("署名").fill("听澜工会")
    page.get_by_label("短信和微信里的一句话").fill("看 http://x.example")
    page.get_by_role("button", name="存好").click()
    expect(page.locator(".errbox")).to_contain_text("不要写网址")
    page.get_by_label("短信和微信里的一句话").fill("工会有话带给你")
    page.get_by_role("button", name="存好").click()
    expect(page.locator("dl.kv")).to_contain_text("【听澜工会】工会有话带给你")
    page.get_by_role("button", name="跟上级走").click()
    expect(page.locator("dl.kv")).not_to_contain_text("听澜工会】")


PAGES = ["/desk/notices/", "/desk/notices/new/", "/desk/notices/words/"]


@pytest.mark.parametrize("path", PAGES)
def test_desk_pages_fit_a_narrow_phone(visits: Visits, doors: people.Doors, path: str) -> None:
    page = visits.page(doors.open(people.CHAIR), viewport=NARROW)
    page.goto(path)
    assert not page.evaluate(OVERFLOW)


def test_the_settings_fit_a_narrow_phone_in_large_type(visits: Visits, doors: people.Doors) -> None:
    page = visits.page(doors.open(people.WORKER), viewport=NARROW)
    page.goto("/settings/look/?size=elder-xl&next=/me/notices/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("消息怎么送")
    assert not page.evaluate(OVERFLOW)
