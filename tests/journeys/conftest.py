"""Fixtures of the journeys: one district and one server for all, a browser window for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.kit import live
from tests.kit.browsing import DESK, Visits

from . import district, people
from .pages import Places

#: Milliseconds to wait for something to be there; machines that test are busy.
PATIENCE = 10_000


@pytest.fixture(scope="session")
def _district() -> Iterator[live.Running]:
    with district.planted(), district.served() as server:
        yield server


@pytest.fixture
def server(_district: live.Running) -> live.Running:
    """The web on the district, in place of the one on the swept database."""
    expect.set_options(timeout=PATIENCE)
    return _district


@pytest.fixture(scope="session")
def doors(browser: Browser, _district: live.Running) -> people.Doors:
    """Logs everybody in once."""
    return people.Doors(browser, _district.url)


@pytest.fixture(scope="session")
def places(browser: Browser, doors: people.Doors) -> Places:
    """Addresses of real cases and records, looked up once."""
    return Places(browser, doors)


@pytest.fixture
def worker(visits: Visits, doors: people.Doors) -> Page:
    """The worker's page on a phone."""
    return visits.page(doors.open(people.WORKER))


@pytest.fixture
def chair(visits: Visits, doors: people.Doors) -> Page:
    """The chair of the enterprise union at a desk."""
    return visits.page(doors.open(people.CHAIR), viewport=DESK)


@pytest.fixture
def firm(visits: Visits, doors: people.Doors) -> Page:
    """The firm's responder, on a phone too."""
    return visits.page(doors.open(people.FIRM))
