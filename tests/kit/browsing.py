"""A real browser for the journeys: phone-sized, Chinese, and strict about its console."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from . import live
from .world import Hat

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
DESK = {"width": 1366, "height": 860}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium, or a skip that is counted; where a browser is required, a failure."""
    program = live.chromium()
    if not program:
        if os.environ.get("NIANGJIA_REQUIRE_BROWSER") == "1":
            pytest.fail("NIANGJIA_REQUIRE_BROWSER is set, and there is no Chromium here")
        pytest.skip("no Chromium here: journeys in a real browser were not made")
    # Playwright keeps an event loop in this thread; the journeys' own queries are synchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@dataclass(slots=True)
class Visits:
    """Opens pages on the live server and remembers what their consoles complained about."""

    browser: Browser
    url: str
    contexts: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def page(self, hat: Hat | None = None, **options: Any) -> Page:
        """A page in a browser of its own, logged in as `hat` when given."""
        options = {"viewport": PHONE, "locale": "zh-CN", **options}
        context = self.browser.new_context(base_url=self.url, **options)
        self.contexts.append(context)
        if hat is not None:
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": hat.cookie, "url": self.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda line: self._hear(page, line))
        return page

    def _hear(self, page: Page, line: Any) -> None:
        if line.type == "error" and "Failed to load resource" not in line.text:
            self.complaints.append(f"{page.url}: {line.text}")

    def close(self) -> None:
        """Close every browser context of this test."""
        for context in self.contexts:
            context.close()
