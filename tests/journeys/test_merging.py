"""The same thing twice: merged at the desk, answered once, judged by each; one takes it out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.kit import live

from . import district, steps
from .test_flood import came_to_the_office

TEXT = "二号车间的饮水机坏了三天，上班没有热水喝。"
OTHER = "车间饮水机不出热水，阿芳胃不好，只能喝凉的。"
THIRD = "更衣室的饮水机漏水，地上滑，有人摔了一跤。"
ANSWER = "饮水机今天下午换新的，以后每周一有人来查。"


@pytest.fixture
def jobs() -> Iterator[None]:
    """The district's job worker, as long as somebody waits for it."""
    worker = live.jobs()
    worker.environment = district.environment("jobs")
    with live.running(worker):
        yield


@pytest.mark.row("000-21")
def test_one_answer_for_both_and_each_the_own_word(worker: Page, chair: Page, jobs: None) -> None:
    came_to_the_office(chair, OTHER, "13900000051")
    mine, third = steps.review(worker, TEXT), steps.review(worker, THIRD)
    merges(chair, mine)
    merges(chair, third)
    reads(worker, mine)
    takes_out(worker, third)
    answers(chair)
    arrives(worker, mine)
    steps.judge(worker, mine.id, stars=5, outcome="解决了", reason="有热水了。")
    steps.shows(worker, "已办结")
    worker.goto(f"/feedback/{third.id}/")
    steps.shows(worker, "工会已受理")


def arrives(page: Page, sent: steps.Sent) -> None:
    """The job brings the answer; whoever looks again reads it."""
    for _ in range(30):
        page.goto(f"/feedback/{sent.id}/")
        if ANSWER in page.content():
            return
        page.wait_for_timeout(1000)
    raise AssertionError("the answer never came")


def merges(page: Page, sent: steps.Sent) -> None:
    """Found among what is alike, looked at side by side, with kind words to the author."""
    steps.desk(page, sent.id)
    page.locator("#detail").get_by_role("link", name="并到一件").click()
    page.get_by_role("link", name=OTHER[:8]).first.click()
    expect(page.get_by_text(OTHER)).to_be_visible()
    expect(page.get_by_text(sent.text)).to_be_visible()
    page.get_by_role("button", name="并过去").click()
    steps.desk_shows(page, "重复合并")
    expect(page.locator("#detail summary", has_text="拆开，单独办")).to_be_visible()


def reads(page: Page, sent: steps.Sent) -> None:
    """What happened, and whose word counts; nothing of the other."""
    page.goto(f"/feedback/{sent.id}/")
    steps.shows(page, "和同一件事一起办")
    expect(page.locator(".note.info")).to_contain_text("还是你来打分")
    assert "阿芳" not in page.content() and OTHER[:8] not in page.content()


def takes_out(page: Page, sent: steps.Sent) -> None:
    """Another thing, says its author; one press."""
    page.goto(f"/feedback/{sent.id}/")
    page.get_by_role("link", name="不是一回事，拿出来单独办").click()
    page.get_by_label("哪里不一样？").fill("我说的是更衣室那台，漏水。")
    page.get_by_role("button", name="拿出来单独办").click()
    steps.shows(page, "工会已受理")


def answers(page: Page) -> None:
    """The main case is answered; the desk says for how many."""
    page.goto("/desk/feedback/?q=阿芳")
    page.locator("#rows a.r", has_text=OTHER[:8]).first.click()
    expect(page.locator("#merged")).to_contain_text("1 件并在这里")
    steps.reply(page, ANSWER)
