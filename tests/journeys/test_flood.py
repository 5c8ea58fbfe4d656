"""Eight people cannot get home: eight cases, one matter, one answer, each with the own verdict."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.kit import live

from . import district, steps

TEXT = "老街那边封了路，下夜班回不了家，今晚没有地方睡，能不能借张床？"
OTHERS = (
    "家在老街里面，封路以后回不了家，在更衣室坐了一夜。",
    "封路了，回不了家，车间里凑合睡的，没有被子。",
    "老街封路，我和同事都回不了家，希望安排个住处。",
    "下了班才知道封路，回不了家，哪里能洗个澡？",
    "因为封路回不了家，已经两天了，想借一张折叠床。",
    "老街封着，回不了家，孩子还在家里，很着急。",
    "封路回不了家，晚上冷，求一床被子。",
)
TITLE = "老街封路回不了家"
ANSWER = "宿舍一楼腾出三间，折叠床和被子今晚七点前到，找门卫室登记，钥匙当场给。"


@pytest.fixture
def jobs() -> Iterator[None]:
    """The district's job worker, as long as somebody waits for it."""
    worker = live.jobs()
    worker.environment = district.environment("jobs")
    with live.running(worker):
        yield


@pytest.mark.row("000-21", "003-10")
def test_eight_people_one_answer_and_each_the_own_word(
    worker: Page, chair: Page, jobs: None
) -> None:
    mine = steps.review(worker, TEXT)
    for n, text in enumerate(OTHERS):
        came_to_the_office(chair, text, f"1390000{n:04}")
    group(chair)
    answer_all(chair)
    told(worker, mine)
    steps.judge(worker, mine.id, stars=5, outcome="解决了", reason="昨晚睡上了，谢谢。")
    steps.shows(worker, "已办结")
    others_still_wait(chair)


def came_to_the_office(page: Page, text: str, phone: str) -> None:
    """Somebody says it in person; the chair writes it down with a number to follow it by."""
    page.goto("/desk/feedback/assist/")
    steps.choose(page, "来访")
    page.get_by_label("哪家单位？").fill("百川纺织有限公司")
    steps.choose(page, "福利待遇")
    steps.give(page, "score", 2)
    page.get_by_label("原话").fill(text)
    page.get_by_role("textbox", name="姓名").fill("来访的工友")
    page.get_by_role("textbox", name="手机").fill(phone)
    page.get_by_role("button", name="录好了").click()
    expect(page.get_by_role("heading", name="录好了")).to_be_visible()


def group(page: Page) -> None:
    """Found by their words, put together under a title of the chair's own."""
    page.goto("/desk/feedback/matters/new/")
    page.get_by_label("找标题、正文里的字").fill("回不了家")
    page.get_by_role("button", name="找一找").click()
    boxes = page.locator("input[name=cases]")
    expect(boxes).to_have_count(8)
    for n in range(8):
        boxes.nth(n).check(force=True)
    page.get_by_label("起个名字").fill(TITLE)
    page.get_by_role("button", name="归到一起").click()
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    expect(page.locator("main")).to_contain_text("8 件")


def answer_all(page: Page) -> None:
    """One text; the page says who gets it, and how far it has come."""
    page.get_by_role("link", name="一起答复").click()
    expect(page.locator("input[name=cases]:checked")).to_have_count(8)
    page.get_by_label("跟大家说").fill(ANSWER)
    page.get_by_role("button", name="发给选上的").click()
    expect(page.locator("#told")).to_contain_text("8 / 8", timeout=30_000)


def told(page: Page, mine: steps.Sent) -> None:
    """The worker reads the answer in the own case, how many others there are, and no words."""
    page.goto(f"/feedback/{mine.id}/")
    steps.shows(page, "等你打分")
    expect(page.locator("main")).to_contain_text(ANSWER)
    expect(page.locator("main")).to_contain_text("7 位工友")
    assert not any(text[:12] in page.content() for text in OTHERS)


def others_still_wait(page: Page) -> None:
    """One verdict closes one case."""
    page.reload()
    expect(page.locator("main")).to_contain_text("等职工打分")
    expect(page.locator("main")).to_contain_text("已办结")
