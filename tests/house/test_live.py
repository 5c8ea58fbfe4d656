"""The live server and the browser that journeys stand on."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest
from playwright.sync_api import Page

from niangjia.kernel.acts.acting import system
from tests.kit.browsing import Visits
from tests.kit.live import Running
from tests.kit.world import World


def test_the_server_answers_with_the_sites_own_headers(server: Running) -> None:
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.urlopen(f"{server.url}/nothing-is-here/", timeout=5)
    assert answer.value.status == 404
    assert "default-src 'none'" in answer.value.headers["Content-Security-Policy"]
    answer.value.close()


def test_a_browser_opens_a_page(page: Page) -> None:
    page.goto("/nothing-is-here/")
    assert "没有" in page.content() or "找不到" in page.content()


def test_a_browser_may_be_anybody_and_the_test_still_acts(
    visits: Visits, committed_world: World
) -> None:
    page = visits.page(committed_world.hats["a1x.chair"])
    page.goto("/nothing-is-here/")
    with system("clerk") as act:
        assert act.actor is not None
