"""Without a network: the page that says so, words kept on the phone, and nothing personal there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.kit.browsing import Visits

from . import people

#: Everything the worker keeps: address and text.
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const asked of await cache.keys()) {
      const answer = await cache.match(asked, {ignoreVary: true});
      found.push([new URL(asked.url).pathname, await answer.text()]);
    }
  }
  return found;
}"""
READY = "async () => Boolean((await navigator.serviceWorker.ready).active)"
WORDS = "二号车间西门的灯坏了，夜班进出看不清台阶。"


@pytest.fixture
def cadre(visits: Visits, doors: people.Doors) -> Page:
    """The chair on the shop floor."""
    page = visits.page(doors.open(people.CHAIR))
    page.goto("/desk/feedback/")
    assert page.evaluate(READY)
    return page


def test_nothing_personal_is_kept(cadre: Page) -> None:
    for path in ("/desk/feedback/?tab=open", "/desk/feedback/canned/", "/me/"):
        cadre.goto(path)
    cadre.goto("/desk/feedback/")
    kept = dict(cadre.evaluate(KEPT))
    assert "/offline/" in kept
    assert all(path == "/offline/" or path.startswith("/static/") for path in kept)
    assert not any(people.CHAIR.name in text for text in kept.values())


def write_offline(page: Page) -> None:
    page.context.set_offline(True)
    page.goto("/desk/feedback/?tab=open")
    expect(page.get_by_role("heading", name="现在没有网")).to_be_visible()
    page.get_by_label("先把话记下来").fill(WORDS)
    expect(page.get_by_text("记在这台手机里了")).to_be_visible()
    page.context.set_offline(False)


@pytest.mark.row("001-02")
def test_words_of_a_visit_are_kept_and_entered_later(cadre: Page) -> None:
    write_offline(cadre)
    cadre.goto("/desk/feedback/assist/")
    cadre.get_by_role("button", name="放进来").click()
    expect(cadre.get_by_label("原话")).to_have_value(WORDS)
    cadre.locator("label", has_text="来访").click()
    cadre.get_by_label("哪家单位？").fill("百川纺织有限公司")
    cadre.locator("label", has_text="劳动条件").first.click()
    cadre.get_by_role("button", name="录好了").click()
    expect(cadre.get_by_role("heading", name="录好了")).to_be_visible()
    assert cadre.evaluate("localStorage.getItem('notebook')") is None


def test_words_leave_after_a_day(cadre: Page) -> None:
    write_offline(cadre)
    cadre.evaluate(
        "localStorage.setItem('notebook', JSON.stringify({...JSON.parse("
        "localStorage.getItem('notebook')), at: Date.now() - 90000000}))"
    )
    cadre.goto("/desk/feedback/assist/")
    expect(cadre.get_by_role("button", name="放进来")).to_be_hidden()
    assert cadre.evaluate("localStorage.getItem('notebook')") is None


def test_words_leave_at_log_out(visits: Visits) -> None:
    page = visits.page()
    people.log_in(page, people.TOWN)
    page.goto("/desk/feedback/")
    assert page.evaluate(READY)
    write_offline(page)
    page.goto("/account/logout/")
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/")
    assert page.evaluate("localStorage.getItem('notebook')") is None
    assert page.evaluate("localStorage.getItem('notebook:me')") is None


def test_nobody_else_is_offered_the_words(cadre: Page) -> None:
    write_offline(cadre)
    cadre.evaluate(
        "localStorage.setItem('notebook', JSON.stringify({...JSON.parse("
        "localStorage.getItem('notebook')), me: 'somebody'}))"
    )
    cadre.goto("/desk/feedback/assist/")
    expect(cadre.get_by_role("button", name="放进来")).to_be_hidden()
