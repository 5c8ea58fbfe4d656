"""The drawn pages in a real browser, served from memory under the strict content policy."""

import mimetypes
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Route, sync_playwright
from playwright.sync_api import Page as Tab

from tests.ui.stage import NONCE, STATICS, Page, draw

HOST = "http://niangjia.test"
POLICY = (
    f"default-src 'none'; script-src 'nonce-{NONCE}'; style-src 'self'; img-src 'self' data:; "
    "media-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]

# What sticks out to the right when the page scrolls sideways.
OVERFLOW = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > wide + 1)
    .slice(0, 6).map(e => `${e.tagName}.${e.className} ${(e.textContent || '').trim()}`);
}"""

# Things to press that are lower than asked. Links inside a sentence and visually hidden controls
# (their label is the target) are let off, as WCAG 2.5.8 does; a pill's hit area is 12 px higher.
SMALL = """(least) => {
  const free = 'p, dd, td, .skip, .errbox, .keys, .side, .crumb, .tb';
  const low = e => e.getBoundingClientRect().height + (e.matches('.pill') ? 12 : 0) < least - 1;
  return [...document.querySelectorAll('a, button, summary, select, label.chip, label.pick')]
    .filter(e => e.offsetParent && !e.closest(free) && low(e))
    .map(e => `${e.tagName}.${e.className} ${e.textContent.trim()}`);
}"""


@dataclass(frozen=True)
class Mode:
    """How a page is looked at: window, size of type, theme."""

    name: str
    width: int
    height: int
    size: str = "std"
    theme: str = "light"
    system: str = "light"


PHONE = Mode("phone", 390, 844)
DARK = Mode("phone-dark", 390, 844, theme="dark")
SYSTEM_DARK = Mode("phone-system-dark", 390, 844, theme="", system="dark")
ELDER = Mode("phone-elder", 390, 844, "elder")
ELDER_XL = Mode("phone-elder-xl", 390, 844, "elder-xl")
ELDER_XL_DARK = Mode("phone-elder-xl-dark", 390, 844, "elder-xl", "dark")
NARROW = Mode("narrow", 320, 640)
WIDE = Mode("wide", 1440, 900)
WIDE_DARK = Mode("wide-dark", 1440, 900, theme="dark")
WIDE_ELDER = Mode("wide-elder", 1440, 900, "elder")


def chromium() -> str | None:
    """The installed browser, if there is one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


@contextmanager
def opened() -> Iterator[Browser]:
    """A running browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


def answer(route: Route, html: str) -> None:
    """Serves the page itself, our static files, and empty scripts for those of django-allauth."""
    path = route.request.url.removeprefix(HOST).split("?")[0].split("#")[0]
    name = path.removeprefix("/static/")
    file = next((found for root in STATICS if (found := root / name).is_file()), None)
    theirs = path.startswith(("/static/mfa/", "/static/account/"))
    if path == "/page":
        headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
        route.fulfill(body=html, headers=headers)
    elif path.startswith("/static/") and file:
        kind = mimetypes.guess_type(file.name)[0] or "text/plain"
        route.fulfill(body=file.read_bytes(), content_type=kind)
    else:
        route.fulfill(status=200 if theirs else 404, content_type="text/javascript")


@contextmanager
def shown(browser: Browser, page: Page, mode: Mode, script: bool = True) -> Iterator[Tab]:
    """A page opened in a mode; complaints of the browser gather in `tab.complaints`."""
    view = {"width": mode.width, "height": mode.height}
    context = browser.new_context(
        viewport=view, java_script_enabled=script, color_scheme=mode.system
    )
    tab = context.new_page()
    tab.complaints = []  # type: ignore[attr-defined]
    tab.on("console", lambda said: said.type == "error" and tab.complaints.append(said.text))
    tab.on("pageerror", lambda error: tab.complaints.append(str(error)))
    html = draw(page, mode.size, mode.theme)
    context.route("**/*", lambda route: answer(route, html))
    tab.goto(f"{HOST}/page")
    yield tab
    context.close()
