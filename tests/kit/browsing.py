"""A real browser for the journeys: phone-sized, Chinese, and strict about its console."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import pytest
from django.conf import settings
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)

from . import live

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


class Inside(Protocol):
    """Somebody logged in."""

    @property
    def cookie(self) -> str:
        """The session cookie."""


@dataclass  # no slots: Playwright keeps its listeners on the object
class Visits:
    """Opens pages on the live server and remembers what was wrong with them.

    Wrong is: an error in the console (a breach of the content policy is one), a script that
    failed, a request to another origin, an answer of 500 and above, a missing file of ours.
    """

    browser: Browser
    url: str
    contexts: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def page(self, who: Inside | None = None, **options: Any) -> Page:
        """A page in a browser of its own, logged in as `who` when given."""
        options = {"viewport": PHONE, "locale": "zh-CN", **options}
        context = self.browser.new_context(base_url=self.url, **options)
        self.contexts.append(context)
        if who is not None:
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": who.cookie, "url": self.url}])
        context.on("console", self._hear)
        context.on("weberror", lambda failed: self.complaints.append(str(failed.error)))
        context.on("request", self._follow)
        context.on("response", self._check)
        return context.new_page()

    def _hear(self, line: ConsoleMessage) -> None:
        # What did not load is judged by its answer: a refused form is no fault of the page.
        if line.type == "error" and "Failed to load resource" not in line.text:
            self.complaints.append(f"{line.page and line.page.url}: {line.text}")

    def _follow(self, request: Request) -> None:
        if not request.url.startswith((f"{self.url}/", "data:", "blob:")):
            self.complaints.append(f"{request.url} is not ours")

    def _check(self, response: Response) -> None:
        missing = response.status >= 400 and "/static/" in response.url
        if missing or response.status >= 500:
            self.complaints.append(f"{response.url}: {response.status}")

    def close(self) -> None:
        """Close every browser context of this test."""
        for context in self.contexts:
            context.close()
