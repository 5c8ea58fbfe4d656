"""Large type, dark, English: one press away with and without script, and they stay."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.kit.browsing import Visits

from . import people

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
CHINESE = re.compile(r"[\u4e00-\u9fff]")
EVERYWHERE = ("/", "/feedback/new/", "/messages/", "/account/logout/")


@pytest.fixture
def opened(visits: Visits, doors: people.Doors) -> dict[bool, Page]:
    """The worker's page with script (True) and without (False)."""
    worker = doors.open(people.WORKER)
    return {on: visits.page(worker, java_script_enabled=on) for on in (True, False)}


def html(page: Page) -> Locator:
    return page.locator("html")


def type_size(page: Page) -> float:
    """Pixels of running text."""
    return float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))


@SCRIPT
def test_large_type_is_one_press_away_and_stays(opened: dict[bool, Page], script: bool) -> None:
    page = opened[script]
    page.goto("/")
    small = type_size(page)
    page.get_by_role("link", name="长辈版").click()
    expect(html(page)).to_have_attribute("data-size", "elder")
    for path in EVERYWHERE:
        page.goto(path)
        expect(html(page)).to_have_attribute("data-size", "elder")
    assert type_size(page) >= 1.2 * small
    page.goto("/")
    page.get_by_role("link", name="标准版").click()
    expect(html(page)).to_have_attribute("data-size", "std")
    page.reload()
    expect(html(page)).to_have_attribute("data-size", "std")


@SCRIPT
def test_largest_type_and_the_dark_are_chosen_once(opened: dict[bool, Page], script: bool) -> None:
    page = opened[script]
    choose(page, "特大字")
    choose(page, "暗一点")
    for path in EVERYWHERE:
        page.goto(path)
        expect(html(page)).to_have_attribute("data-size", "elder-xl")
        expect(html(page)).to_have_attribute("data-theme", "dark")
        assert brightness(page) < 60
    choose(page, "标准")
    choose(page, "跟手机走")
    page.goto("/me/")
    assert html(page).get_attribute("data-theme") is None
    assert brightness(page) > 200
    page.emulate_media(color_scheme="dark")
    assert brightness(page) < 60


def choose(page: Page, words: str) -> None:
    """Press a button on the page of looks; without script it leads back to where one was."""
    page.goto("/settings/look/?next=/me/")
    button = page.get_by_role("button", name=re.compile(f"{words}$"))
    button.click()
    pressed = page.locator("[aria-pressed=true]", has_text=re.compile(f"{words}$"))
    expect(pressed.or_(page.get_by_role("heading", name="我的", exact=True))).to_be_visible()


def brightness(page: Page) -> float:
    """Of the page's ground, 0 to 255."""
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(float(part) for part in re.findall(r"[\d.]+", ground)[:3]) / 3


@SCRIPT
def test_english_is_chosen_once_and_spoken_everywhere(
    opened: dict[bool, Page], script: bool
) -> None:
    page = opened[script]
    page.goto("/settings/look/?next=/me/")
    page.get_by_role("button", name="English").click()
    page.wait_for_url("**/me/")
    for path in (*EVERYWHERE, "/services/", "/feedback/mine/", "/me/", "/me/seen/"):
        page.goto(path)
        expect(html(page)).to_have_attribute("lang", "en")
        assert not CHINESE.search(frame_words(page)), path
    page.goto("/settings/look/?next=/me/")
    page.get_by_role("button", name="中文").click()
    page.wait_for_url("**/me/")
    expect(page.get_by_role("heading", name="我的", exact=True)).to_be_visible()


def frame_words(page: Page) -> str:
    """Words of ours around what people and unions wrote themselves: headings and the bar."""
    return " ".join(
        page.locator(".top h1, .sec > header h2, .tabbar a, .actionbar").all_inner_texts()
    )
