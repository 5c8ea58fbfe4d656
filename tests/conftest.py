"""Fixtures of every test: the walled database, stepping over the wall to sow, the deep ring."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import settings
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker

from niangjia.kernel.base.kept import Kept
from tests.kit import browsing, cluster, database, live, sowing, world


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--deep", action="store_true", help="also the long checks")
    parser.addoption("--write", action="store_true", help="write golden files anew")


def pytest_configure(config: pytest.Config) -> None:
    """Every day the same examples; the deep ring looks for new ones."""
    settings.register_profile("everyday", derandomize=True, database=None, deadline=None)
    settings.register_profile("deep", deadline=None, print_blob=True)
    settings.load_profile("deep" if config.getoption("--deep") else "everyday")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--deep"):
        return
    for item in items:
        if item.get_closest_marker("deep"):
            item.add_marker(pytest.mark.skip(reason="a deep check: bin/test --deep"))


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported stays: the collector need not look through all of it, test after test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


def pytest_unconfigure(config: pytest.Config) -> None:
    cluster.release()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """This session's clone of the template, gone at the end."""
    name = database.clone_name()
    cluster.ensure_login()
    database.make(name)
    with django_db_blocker.unblock():
        yield
        connections.close_all()
    database.drop(name)


def _sweep(self: Any) -> None:
    """After a test that committed. Django's flush would need the owner, and ten times as long."""
    database.sweep(database.clone_name())
    Kept.forget_all()


TransactionTestCase._fixture_teardown = _sweep  # type: ignore[attr-defined]  # hidden


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """Processes keep a union's settings for seconds; a test must not inherit another's."""
    yield
    Kept.forget_all()


@pytest.fixture
def seeding(db: None) -> Any:
    """`with seeding():` rows as the keeper, on the test's own connection."""
    return sowing.seeding


@pytest.fixture
def small_world(db: None) -> world.World:
    """The world of tests/kit/world.py, inside this test's transaction."""
    return world.build()


@pytest.fixture
def committed_world(transactional_db: None) -> world.World:
    """The same world, committed: for threads, servers and browsers."""
    return world.build()


@pytest.fixture(scope="session")
def _server(django_db_setup: None) -> Iterator[live.Running]:
    live.collect_static()
    with live.running(live.web()) as server:
        yield server


@pytest.fixture
def server(_server: live.Running, transactional_db: None) -> live.Running:
    """The web on loopback, on the test database; rows must be committed to be seen."""
    return _server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, once for all journeys."""
    with browsing.chromium() as found:
        yield found


@pytest.fixture
def visits(browser: Browser, server: live.Running) -> Iterator[browsing.Visits]:
    """Opens pages as anybody; a page that complains in its console fails the test."""
    made = browsing.Visits(browser, server.url)
    yield made
    made.close()
    assert not made.complaints


@pytest.fixture
def page(visits: browsing.Visits) -> Page:
    """A stranger's page on a phone."""
    return visits.page()
