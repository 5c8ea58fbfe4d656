"""The other language: chosen on a page, kept, complete on every page, and within the window."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.house import catalogue
from tests.kit.browsing import DESK, NARROW, PHONE, Visits
from tests.ui.browser import OVERFLOW

from . import people
from .pages import PLACES, Place, Places

#: What is read on a page, by eye or by ear; what is marked as another language stays in it.
READ = """() => {
  const out = [document.title];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const ours = node => node.parentElement.closest('[lang]') === document.documentElement;
  while (walk.nextNode())
    if (ours(walk.currentNode)) out.push(walk.currentNode.textContent.trim());
  for (const name of ['aria-label', 'placeholder', 'alt', 'title'])
    document.querySelectorAll(`[${name}]`).forEach(e => out.push(e.getAttribute(name)));
  return out;
}"""
#: Words of ours that people also use for themselves: the title of a post in the demo.
THEIRS = {"工会主席"}


@cache
def chinese() -> frozenset[str]:
    """Every word of the interface that has an English one."""
    found = {word for word in catalogue.extracted() if isinstance(word, str)}
    return frozenset(found - THEIRS)


def ring(place: Place) -> Any:
    """Pages of every day in each run, the rest in the deep ring."""
    return pytest.param(place, id=place.name, marks=[] if place.daily else [pytest.mark.deep])


@pytest.mark.parametrize("place", [ring(place) for place in PLACES])
def test_page_is_english_and_fits(
    visits: Visits, doors: people.Doors, places: Places, place: Place
) -> None:
    page = visits.page(doors.open(place.who) if place.who else None)
    page.context.add_cookies([{"name": "ui_lang", "value": "en", "url": visits.url}])
    page.goto(places.path(place))
    assert page.get_attribute("html", "lang") == "en"
    assert [text for text in page.evaluate(READ) if text in chinese()] == []
    for window, size in ((PHONE, "std"), (DESK, "std"), (NARROW, "std"), (NARROW, "elder-xl")):
        page.set_viewport_size(window)
        page.evaluate("size => document.documentElement.setAttribute('data-size', size)", size)
        assert page.evaluate(OVERFLOW) == [], (window, size)


def test_the_language_is_chosen_on_a_page_and_kept(page: Page) -> None:
    page.goto("/settings/look/?next=/account/login/code/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Send me a code")).to_be_visible()
    page.get_by_role("button", name="Send me a code").click()
    expect(page.locator(".errbox")).to_contain_text("Enter your phone number")
    page.goto("/settings/look/?next=/account/login/code/")
    page.get_by_role("button", name="中文").click()
    page.get_by_role("button", name="发短信码").click()
    expect(page.locator(".errbox")).to_contain_text("请填手机号")


def test_what_the_libraries_say_follows_the_language(visits: Visits) -> None:
    for language, words in (("zh-hans", "请填短信里的六位数字"), ("en", "Enter the six digits")):
        page = visits.page()
        page.context.add_cookies([{"name": "ui_lang", "value": language, "url": visits.url}])
        page.goto("/account/login/code/")
        page.locator("input[name=phone]").fill(f"139000199{len(language):02}")
        page.locator("main form button.btn").click()
        page.locator("main form button.btn").first.click()
        expect(page.locator(".errbox")).to_contain_text(words)
