"""Who is at the browser: a shared phone, a change of hats, the back button, an expired session."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.kit.browsing import DESK, Visits

from . import people, steps

TEXT = "更衣室的门锁坏了三天，只有一把钥匙，换班的时候都堵在门口。"


def cookie_of(page: Page) -> str:
    """The session cookie of this browser; empty after logging out."""
    named = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    return named.get(settings.SESSION_COOKIE_NAME, "")


def behind(page: Page, most: int = 8) -> list[str]:
    """What the back button shows, page by page."""
    seen = []
    for _ in range(most):
        if page.go_back() is None:
            break
        seen.append(page.content())
    return seen


def test_a_shared_phone_keeps_nothing_of_the_one_before(visits: Visits) -> None:
    page = visits.page()
    people.log_in(page, people.WORKER)
    page.goto("/feedback/mine/")
    page.goto("/feedback/new/")
    page.get_by_label("发生了什么？").fill(TEXT)
    cookie = cookie_of(page)
    people.log_out(page)
    expect(page.get_by_role("link", name="用手机号登录")).to_be_visible()
    seen = behind(page)
    assert seen
    for content in seen:
        assert people.WORKER.name not in content
        assert "LJ-" not in content
    with_the_old_cookie(visits, cookie)
    people.log_in(page, people.CHAIR, people.MYSELF)
    page.goto("/feedback/new/")
    expect(page.get_by_label("发生了什么？")).to_have_value("")


def with_the_old_cookie(visits: Visits, cookie: str) -> None:
    """A cookie copied before logging out opens nothing after it."""
    page = visits.page(people.Inside(people.WORKER, cookie))
    page.goto("/me/")
    expect(page.get_by_label("手机号")).to_be_visible()


def test_words_of_one_are_not_shown_to_the_next_in_the_same_tab(visits: Visits) -> None:
    page = visits.page()
    people.log_in(page, people.WORKER)
    page.goto("/feedback/new/")
    page.get_by_label("发生了什么？").fill(TEXT)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    people.log_in(page, people.CHAIR, people.MYSELF)
    page.goto("/feedback/new/")
    expect(page.get_by_label("发生了什么？")).to_have_value("")


def test_words_survive_an_expired_session(visits: Visits) -> None:
    page = visits.page()
    people.log_in(page, people.WORKER)
    steps.write(page, TEXT)
    people.log_out(page.context.new_page())
    page.get_by_role("button", name="提交点评").click()
    people.prove(page, people.WORKER)
    page.wait_for_url("**/feedback/new/")
    expect(page.get_by_label("发生了什么？")).to_have_value(TEXT)
    steps.choose(page, "劳动条件")
    steps.give(page, "score", 2)
    sent = steps.send(page, TEXT)
    page.goto("/feedback/new/")
    expect(page.get_by_label("发生了什么？")).to_have_value("")
    page.goto("/feedback/mine/")
    expect(page.locator("main a.li", has_text=sent.number)).to_have_count(1)
    expect(page.locator("main a.li", has_text=TEXT[:8])).to_have_count(1)


@pytest.mark.row("001-13")
def test_phone_and_computer_show_one_state(visits: Visits, doors: people.Doors) -> None:
    phone, computer = visits.page(doors.open(people.WORKER)), visits.page(viewport=DESK)
    people.log_in(computer, people.WORKER)
    sent = steps.review(phone, "班车站牌被撞歪了，新来的找不到在哪儿上车。")
    computer.goto("/feedback/mine/")
    computer.get_by_role("link", name=sent.number).click()
    steps.shows(computer, "已收到")
    computer.get_by_label("还有什么要告诉工会？").fill("是东门那一块，昨晚又有人错过车。")
    computer.get_by_role("button", name="补充这一条").click()
    phone.goto(f"/feedback/{sent.id}/")
    expect(phone.get_by_text("昨晚又有人错过车")).to_be_visible()
    phone.get_by_role("link", name="不想办了，撤回").click()
    phone.get_by_role("button", name="确定撤回").click()
    computer.reload()
    expect(computer.get_by_text("你撤回了")).to_be_visible()


def test_hats_are_changed_and_each_sees_its_own(visits: Visits) -> None:
    page = visits.page(viewport=DESK)
    people.log_in(page, people.CHAIR)
    expect(page.locator("#rows a.r").first).to_be_visible()
    page.locator("#rows a.r").first.click()
    expect(page.locator("#detail h1.title")).to_be_visible()
    title = page.locator("#detail h1.title").inner_text()
    before = cookie_of(page)
    page.get_by_role("link", name="换身份").click()
    people.take(page, people.MYSELF)
    expect(page.get_by_role("navigation", name="主导航")).to_contain_text("说一说")
    assert cookie_of(page) != before
    for content in behind(page):
        assert title not in content
    page.goto("/desk/feedback/")
    expect(page).to_have_url(re.compile(r"/capacity/\?next=/desk/feedback/$"))
    expect(page.locator(".note")).to_contain_text(people.CHAIR.hat)
    assert title not in page.content()
    people.take(page, people.CHAIR.hat)
    expect(page).to_have_url(re.compile(r"/desk/feedback/$"))
    expect(page.locator("#rows a.r").first).to_be_visible()


def test_personal_pages_are_kept_nowhere(worker: Page) -> None:
    for path in ("/", "/me/", "/feedback/mine/", "/messages/", "/me/seen/"):
        answer = worker.goto(path)
        assert answer and "no-store" in answer.headers["cache-control"], path
