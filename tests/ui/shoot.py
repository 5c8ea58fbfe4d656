"""Pictures of every page: `python -m tests.ui.shoot FOLDER [name ...]`, FOLDER outside the tree."""

import sys
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.urls import set_urlconf

from tests.ui import browser
from tests.ui.conftest import stand_alone
from tests.ui.stage import Page

DESK = (
    "batch",
    "first-day",
    "wordlist",
    "canned",
    "view",
    "inbox",
    "history",
    "assist",
    "boards",
    "directory",
    "org",
    "person",
    "appoint",
    "import",
    "insight",
    "rules",
    "letters",
    "mediation-desk",
    "screen",
    "cover",
    "notices-cast",
    "notices-words",
    "matter",
    "offers",
    "campaign",
    "pack",
    "roll",
    "benefits-asked",
    "benefits-stock",
    "delivery",
    "benefits-pictures",
    "goods",
    "codes",
    "handout",
    "parcels",
    "visit",
)
PHONE_MODES = (browser.PHONE, browser.DARK, browser.ELDER, browser.ELDER_XL, browser.NARROW)
DESK_MODES = (browser.WIDE, browser.WIDE_DARK, browser.PHONE, browser.WIDE_ELDER)


def modes_of(page: Page) -> tuple[browser.Mode, ...]:
    """The modes worth a picture."""
    return DESK_MODES if page.name.startswith(DESK) else PHONE_MODES


def full_height(tab: browser.Tab, mode: browser.Mode) -> None:
    """Let the window grow to the page, so that fixed bars stand at its end."""
    height = tab.evaluate("document.documentElement.scrollHeight")
    tab.set_viewport_size({"width": mode.width, "height": max(mode.height, min(height, 4000))})


def faults(tab: browser.Tab) -> list[str]:
    """What axe and the browser complain of, and what sticks out."""
    found = Axe().run(tab).response["violations"]
    axe = [f"{v['id']}: {[n['html'][:120] for n in v['nodes'][:3]]}" for v in found]
    return axe + tab.complaints + tab.evaluate(browser.OVERFLOW)


def shoot(folder: Path, pages: list[Page]) -> None:
    """One picture a page and mode; faults are printed."""
    with browser.opened() as chrome:
        for page in pages:
            for mode in modes_of(page):
                with browser.shown(chrome, page, mode) as tab:
                    problems = faults(tab)
                    full_height(tab, mode)
                    tab.screenshot(path=folder / f"{page.name}--{mode.name}.png")
                for problem in problems:
                    sys.stdout.write(f"{page.name} {mode.name}: {problem}\n")


def main(arguments: list[str]) -> None:
    """Draw all pages, or those named."""
    stand_alone()
    set_urlconf("tests.ui.urls")
    from tests.ui.test_pages import PAGES  # noqa: PLC0415  settings come first

    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    wanted = set(arguments[1:])
    shoot(folder, [page for page in PAGES if not wanted or page.name in wanted])


if __name__ == "__main__":
    main(sys.argv[1:])
