"""A case on paper, and every page by the keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.kit.browsing import DESK, Visits

from . import people, steps
from .pages import BY_NAME, Places

#: Marks everything the Tab key must reach: what can be pressed or typed into, one radio a group.
MARK = """() => {
  const kinds = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const all = [...document.querySelectorAll(kinds)]
    .filter(e => e.checkVisibility() && !e.disabled && e.type !== 'hidden' && e.tabIndex >= 0);
  const mark = (e, n) => e.dataset.stop = e.type === 'radio' ? `radio ${e.name}` : String(n);
  all.forEach(mark);
  return all.map(e => [e.dataset.stop, e.outerHTML.slice(0, 90)]);
}"""
#: Where the focus is, and whether one can see that it is there: a ring around it, or beside it
#: where the control itself is hidden, or inside the search box.
HERE = """() => {
  const e = document.activeElement, box = e.closest('.search');
  const ringed = x => getComputedStyle(x).outlineStyle !== 'none';
  const shown = ringed(e) || [...e.parentElement.querySelectorAll('*')].some(ringed)
    || (box && getComputedStyle(box).boxShadow.includes('inset'));
  return [e.dataset.stop || '', Boolean(shown), e.outerHTML.slice(0, 90)];
}"""


def reached(page: Page, most: int = 200) -> tuple[set[str], list[str]]:
    """What the Tab key came to, and what did not show that it had the focus."""
    stops, unseen = set[str](), list[str]()
    for _ in range(most):
        page.keyboard.press("Tab")
        stop, shown, what = page.evaluate(HERE)
        if stop in stops or not stop:
            break
        stops.add(stop)
        if not shown:
            unseen.append(what)
    return stops, unseen


WITH_KEYS = ("home", "new", "case-to-judge", "me", "look", "inbox", "desk-case", "firm-case")


@pytest.mark.parametrize("name", WITH_KEYS)
def test_the_tab_key_reaches_everything(
    visits: Visits, doors: people.Doors, places: Places, name: str
) -> None:
    place = BY_NAME[name]
    page = visits.page(doors.open(place.who or people.WORKER), viewport=DESK)
    page.goto(places.path(place))
    wanted = dict(page.evaluate(MARK))
    stops, unseen = reached(page)
    assert [what for stop, what in wanted.items() if stop not in stops] == []
    assert unseen == []


def test_the_first_tab_skips_to_the_content(worker: Page) -> None:
    worker.goto("/messages/")
    worker.keyboard.press("Tab")
    expect(worker.get_by_role("link", name="跳到主要内容")).to_be_focused()
    worker.keyboard.press("Enter")
    assert worker.url.endswith("#main")
    worker.keyboard.press("Tab")
    assert worker.evaluate("!!document.activeElement.closest('main')")


@pytest.mark.row("000-21")
def test_a_review_is_written_by_keyboard_alone(worker: Page) -> None:
    worker.goto("/feedback/new/")
    worker.get_by_label("福利待遇").focus()
    for key in ("ArrowRight", "ArrowRight", "Tab", "ArrowRight", "ArrowRight", "ArrowRight"):
        worker.keyboard.press(key)
    expect(worker.get_by_label("劳动条件")).to_be_checked()
    expect(worker.locator(".stars output")).to_have_text("一般")
    worker.keyboard.press("Tab")
    worker.keyboard.press("Space")
    expect(worker.get_by_label("食堂伙食")).to_be_checked()
    while not worker.evaluate("document.activeElement.tagName === 'TEXTAREA'"):
        worker.keyboard.press("Tab")
    worker.keyboard.type("裁剪台边上的地砖翘起来一块，推车老是卡住。")
    while worker.evaluate("document.activeElement.textContent.trim()") != "提交点评":
        worker.keyboard.press("Tab")
    worker.keyboard.press("Enter")
    expect(worker.get_by_role("heading", name="已提交")).to_be_visible()


@pytest.mark.row("000-21")
def test_a_case_fits_on_one_sheet_without_its_author(worker: Page, chair: Page) -> None:
    """A case of its own: on those of the district others write at the same time."""
    sent = steps.review(worker, "仓库门口的坡道结冰，推车滑下来两次，希望铺上防滑垫。")
    steps.desk(chair, sent.id)
    steps.accept(chair)
    chair.goto(f"/desk/feedback/{sent.id}/print/")
    chair.emulate_media(media="print")
    expect(chair.get_by_role("heading", level=1)).to_contain_text("职工点评办件单")
    expect(chair.get_by_text(re.compile("陆秀英 .* 打印"))).to_be_visible()
    expect(chair.get_by_role("link", name="返回")).to_be_hidden()
    assert people.WORKER.name not in chair.content()
    assert chair.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert sheets(chair) == 1


def test_a_case_prints_from_its_own_pages_too(worker: Page, chair: Page, places: Places) -> None:
    for page, name in ((worker, "case"), (chair, "desk-case")):
        page.goto(places.path(BY_NAME[name]))
        page.emulate_media(media="print")
        expect(page.locator("main .tl").first).to_be_visible()
        for bar in (".tabbar", ".actionbar", ".side", ".list", ".reply"):
            expect(page.locator(f"{bar} >> visible=true")).to_have_count(0)


def sheets(page: Page) -> int:
    """How many A4 sheets come out."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
