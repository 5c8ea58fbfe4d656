"""What people do on the pages, one step each; none of it needs a script."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

CASE = re.compile(r"/feedback/(?P<id>[0-9a-f-]{36})/")
#: Who can see that it was you.
HIDDEN, SHOWN, UPPER = (
    "实名·公司看不到姓名",
    "实名·公司看得到姓名",
    "不给本单位工会，只给上级工会",
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A review as its author left it: number on the page, id in the address."""

    id: str
    number: str
    text: str


def write(page: Page, text: str, *, board: str = "劳动条件", stars: int = 2) -> None:
    """From the home page to a form that is filled in."""
    page.goto("/")
    page.get_by_role("link", name="职工点评").click()
    choose(page, board)
    give(page, "score", stars)
    page.get_by_label("发生了什么？").fill(text)


def choose(page: Page, words: str) -> None:
    """Press a chip, a pick or a switch by its words."""
    page.locator("label", has=page.get_by_text(words, exact=True)).click()


def give(page: Page, name: str, stars: int) -> None:
    """Press a star."""
    page.locator(f"label[for={name}-{stars}]").click()


def send(page: Page, text: str) -> Sent:
    """Submit the form; what the next page says."""
    page.get_by_role("button", name="提交点评").click()
    expect(page.get_by_role("heading", name="已提交")).to_be_visible()
    return Sent(id_of(page), page.locator(".ticket .num").inner_text(), text)


def review(page: Page, text: str, who: str = HIDDEN) -> Sent:
    """A whole review, without mistakes."""
    write(page, text)
    choose(page, who)
    return send(page, text)


def id_of(page: Page) -> str:
    """The case whose page this is."""
    found = CASE.search(page.url)
    assert found, page.url
    return found["id"]


def shows(page: Page, state: str) -> None:
    """The pill at the top of a case says so."""
    expect(page.locator("main .tag").first).to_have_text(state)


# --- at the desk ------------------------------------------------------------------------------


def desk(page: Page, case_id: str) -> None:
    """Open a case at the desk."""
    page.goto(f"/desk/feedback/{case_id}/")
    expect(page.locator("#detail h1.title")).to_be_visible()


def accept(page: Page) -> None:
    """Take the open case on."""
    page.locator("#take-on").click()
    desk_shows(page, "工会已受理")


def ask_firm(page: Page, words: str) -> None:
    """Take the open case to management."""
    page.get_by_text("请公司办").click()
    page.get_by_label("对公司说什么？").fill(words)
    page.get_by_role("button", name="交给公司").click()
    desk_shows(page, "公司办理中")


def reply(page: Page, words: str) -> None:
    """Answer the author and ask for the verdict."""
    page.get_by_label("写给本人的话").fill(words)
    page.locator("input[name='reply-ask_verdict']").check(force=True)
    page.get_by_role("button", name="发送").click()
    desk_shows(page, "等职工打分")


def desk_shows(page: Page, state: str) -> None:
    """The pill at the top of the open case says so."""
    expect(page.locator("#detail header .tag").first).to_have_text(state)


# --- at the firm, and back --------------------------------------------------------------------


def answer(page: Page, case_id: str, words: str) -> None:
    """The firm says that it is done."""
    page.goto(f"/firm/feedback/{case_id}/")
    page.get_by_label("办到哪一步了？").fill(words)
    choose(page, "已经办好了")
    page.get_by_role("button", name="交给工会").click()
    expect(page.get_by_text("交给工会了")).to_be_visible()


def judge(page: Page, case_id: str, *, stars: int, outcome: str, reason: str = "") -> None:
    """The author's verdict."""
    page.goto(f"/feedback/{case_id}/")
    give(page, "verdict-score", stars)
    choose(page, outcome)
    page.get_by_label("想补充什么？").fill(reason)
    page.get_by_role("button", name="交给工会").click()
