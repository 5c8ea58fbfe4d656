"""The pages in a real browser: accessible, within the window, large enough to press."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.ui import browser
from tests.ui.samples_worker import PAGES as WORKER
from tests.ui.stage import Page, rec
from tests.ui.test_pages import PAGES

THANKS = rec(level_tag="success")
BY_NAME = {page.name: page for page in PAGES}


@pytest.fixture(scope="module")
def chrome(request):
    """The one browser of all tests: a second Playwright cannot run beside it."""
    return request.getfixturevalue("browser")


def narrow_and_large(tab):
    """The narrowest window in the largest type."""
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.evaluate("document.documentElement.setAttribute('data-size', 'elder-xl')")


def ring(page):
    """Pages of every day are looked at in each run, variants and rare ones in the deep ring."""
    rare = page.name not in EVERY_DAY
    return pytest.param(page, id=page.name, marks=[pytest.mark.deep] if rare else [])


EVERY_DAY = {"home", "home-guest", "services", "me", "messages", "look", "capacity", "login"}
EVERY_DAY |= {"login-code", "review", "review-error", "review-done", "firm-search", "mine", "case"}
EVERY_DAY |= {"case-verdict", "case-verdict-error", "privacy-seen", "privacy-data", "refusal"}
EVERY_DAY |= {"inbox", "inbox-list", "inbox-error", "assist", "directory", "org", "person"}
EVERY_DAY |= {"import-preview", "import-result", "firm-list", "firm-case", "error-404", "setup"}
RINGED = [ring(page) for page in PAGES]
PRESSED = [ring(page) for page in WORKER]


@pytest.mark.parametrize("page", RINGED)
def test_page_is_accessible_and_fits_any_window(chrome, page):
    with browser.shown(chrome, page, browser.PHONE) as tab:
        found = Axe().run(tab).response["violations"]
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == []
        assert tab.complaints == []
        assert tab.evaluate(browser.OVERFLOW) == []
        narrow_and_large(tab)
        assert tab.evaluate(browser.OVERFLOW) == []


DARK_MODES = [browser.SYSTEM_DARK, browser.ELDER_XL_DARK, browser.WIDE_DARK]
DARK_ONES = ["home", "review-error", "case", "me", "inbox", "org", "import-preview", "login"]


@pytest.mark.parametrize("name", DARK_ONES)
@pytest.mark.parametrize("mode", DARK_MODES, ids=lambda mode: mode.name)
def test_page_is_accessible_in_the_dark(chrome, name, mode):
    with browser.shown(chrome, BY_NAME[name], mode) as tab:
        found = Axe().run(tab).response["violations"]
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == []


@pytest.mark.parametrize("page", PRESSED)
def test_what_workers_press_is_large_enough(chrome, page):
    with browser.shown(chrome, page, browser.PHONE) as tab:
        assert tab.evaluate(browser.SMALL, 44) == []
        tab.evaluate("document.documentElement.setAttribute('data-size', 'elder')")
        assert tab.evaluate(browser.SMALL, 60) == []


def test_errors_take_the_focus(chrome):
    with browser.shown(chrome, BY_NAME["review-error"], browser.PHONE) as tab:
        assert tab.evaluate("document.activeElement.className") == "errbox"


def test_stars_say_their_word_and_work_with_arrow_keys(chrome):
    with browser.shown(chrome, BY_NAME["review"], browser.PHONE) as tab:
        tab.focus("#score-2")
        tab.keyboard.press("ArrowRight")
        assert tab.is_checked("#score-3")
        assert tab.inner_text(".stars output") == "一般"


def test_elder_pill_switches_at_once_and_is_remembered(chrome):
    with browser.shown(chrome, BY_NAME["home"], browser.PHONE) as tab:
        tab.click("[data-set-size]")
        assert tab.get_attribute("html", "data-size") == "elder"
        assert "ui_size=elder" in tab.evaluate("document.cookie")


def test_words_typed_survive_a_reload(chrome):
    with browser.shown(chrome, BY_NAME["review-no-firm"], browser.PHONE) as tab:
        tab.fill("textarea", "夜班食堂九点就没热菜了")
        tab.reload()
        assert tab.input_value("textarea") == "夜班食堂九点就没热菜了"


def test_words_typed_for_one_case_never_show_at_another(chrome):
    with browser.shown(chrome, BY_NAME["case"], browser.PHONE) as tab:
        tab.fill("textarea", "空调还是不热")
        keys = tab.evaluate("Object.keys(sessionStorage)")
        assert keys == ["draft::/feedback/add_word/k7/:word-text"]


def test_words_sent_are_forgotten_when_the_next_page_says_so(chrome):
    with browser.shown(chrome, BY_NAME["case"], browser.PHONE) as tab:
        tab.fill("textarea", "空调还是不热")
        tab.evaluate("sessionStorage.setItem('sent', Object.keys(sessionStorage)[0])")
        tab.goto(f"{browser.HOST}/page")
        assert tab.input_value("textarea") == "空调还是不热"
    said = Page("said", "feedback/case.html", BY_NAME["case"].context | {"messages": [THANKS]})
    with browser.shown(chrome, said, browser.PHONE) as tab:
        tab.fill("textarea", "空调还是不热")
        tab.evaluate("sessionStorage.setItem('sent', Object.keys(sessionStorage)[0])")
        tab.goto(f"{browser.HOST}/page")
        assert tab.input_value("textarea") == ""


def test_desk_keys_move_open_and_find(chrome):
    with browser.shown(chrome, BY_NAME["inbox"], browser.WIDE) as tab:
        tab.keyboard.press("/")
        assert tab.evaluate("document.activeElement.id") == "find"
        tab.keyboard.press("Escape")
        tab.keyboard.press("f")
        assert tab.evaluate("document.activeElement.name") == "forward-to"


def test_desk_tabs_need_no_script(chrome):
    with browser.shown(chrome, BY_NAME["inbox"], browser.WIDE, script=False) as tab:
        tab.click("label[for=to-note]")
        assert tab.is_visible(".pane-note textarea")
        assert not tab.is_visible(".pane-worker textarea")


def test_desk_shows_list_or_detail_at_phone_width(chrome):
    with browser.shown(chrome, BY_NAME["inbox"], browser.PHONE) as tab:
        assert tab.is_visible(".detail") and not tab.is_visible(".list")
    with browser.shown(chrome, BY_NAME["inbox-list"], browser.PHONE) as tab:
        assert tab.is_visible(".list") and not tab.is_visible(".detail")


def test_a_row_opens_in_place_and_the_address_follows(chrome):
    with browser.shown(chrome, BY_NAME["inbox-list"], browser.WIDE) as tab:
        tab.click("#rows a.r >> nth=2")
        tab.wait_for_url("**/page?row")
        assert tab.get_attribute("#rows a.r >> nth=2", "aria-current") == "true"
        assert tab.complaints == []


def test_rows_are_plain_links_without_script(chrome):
    with browser.shown(chrome, BY_NAME["inbox-list"], browser.WIDE, script=False) as tab:
        tab.click("#rows a.r >> nth=2")
        assert tab.url.endswith("/page?row")


def test_paper_shows_the_case_and_no_bars(chrome):
    with browser.shown(chrome, BY_NAME["inbox"], browser.WIDE) as tab:
        tab.emulate_media(media="print")
        assert tab.is_visible("h1.title") and not tab.is_visible(".side")
        assert not tab.is_visible(".reply")
