"""Every real page: accessible, within the narrowest window, large enough to press, no complaint."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.kit.browsing import DESK, NARROW, PHONE, Visits
from tests.ui.browser import OVERFLOW, SMALL

from . import people
from .pages import DAILY, PLACES, Place, Places

STAFF = (people.CHAIR, people.DISTRICT, people.TOWN, people.ADMIN)
LOOKS = [(size, theme) for size in ("std", "elder") for theme in ("light", "dark")]


def ring(place: Place) -> Any:
    """Pages of every day in each run, the rest in the deep ring."""
    return pytest.param(place, id=place.name, marks=[] if place.daily else [pytest.mark.deep])


def named(place: Place) -> str:
    return place.name


@pytest.fixture
def go(visits: Visits, doors: people.Doors, places: Places) -> Any:
    """Opens a place as the one who would, in a size and theme kept in cookies."""

    def opened(place: Place, size: str = "std", theme: str = "light", **options: Any) -> Page:
        page = visits.page(doors.open(place.who) if place.who else None, **options)
        for name, value in (("ui_size", size), ("ui_theme", theme)):
            page.context.add_cookies([{"name": name, "value": value, "url": visits.url}])
        answer = page.goto(places.path(place))
        assert answer and answer.status == (404 if place.name == "nothing-here" else 200)
        return page

    return opened


def faults(page: Page) -> list[tuple[str, list[str]]]:
    """What axe complains of."""
    found = Axe().run(page).response["violations"]
    return [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found]


def set_size(page: Page, size: str) -> None:
    """As the switch on the page does."""
    page.evaluate("size => document.documentElement.setAttribute('data-size', size)", size)


@pytest.mark.parametrize("place", PLACES, ids=named)
def test_page_is_accessible_and_fits(go: Any, place: Place) -> None:
    page = go(place)
    assert faults(page) == []
    assert page.evaluate(OVERFLOW) == []
    if place.who not in STAFF:
        assert page.evaluate(SMALL, 44) == []
        set_size(page, "elder")
        assert page.evaluate(SMALL, 60) == []
    page.set_viewport_size(NARROW)
    for size in ("std", "elder", "elder-xl"):
        set_size(page, size)
        assert page.evaluate(OVERFLOW) == [], size


@pytest.mark.parametrize("place", DAILY, ids=named)
def test_page_is_accessible_in_large_type_in_the_dark(go: Any, place: Place) -> None:
    page = go(place, "elder", "dark", viewport=DESK if place.who in STAFF else PHONE)
    assert faults(page) == []


@pytest.mark.deep
@pytest.mark.parametrize("place", PLACES, ids=named)
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_page_is_accessible_in_every_look(go: Any, place: Place, viewport: Any) -> None:
    for size, theme in LOOKS:
        page = go(place, size, theme, viewport=viewport)
        assert faults(page) == [], (size, theme)
        assert page.evaluate(OVERFLOW) == [], (size, theme)
