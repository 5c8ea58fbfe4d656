"""From a grumble to a letter and back: the union proposes, the firm answers, the author reads."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from . import steps

TEXT = "更衣室的柜子锁坏了一排，上班手机没地方放，希望换一批新锁。"
SITUATION = "更衣室里能锁的柜子不够用，随身东西没处放，上班心里不踏实。"
WANTED = "给更衣室换一批能用的锁，人手一把钥匙。"
ANSWER = "同意，后勤本周采购四十把锁，下周一前换好。"
RESULT = "锁都换好了，钥匙到车间文员那里领。"


@pytest.mark.row("000-23")
def test_from_a_grumble_to_a_letter_and_back(worker: Page, chair: Page, firm: Page) -> None:
    sent = steps.review(worker, TEXT)
    number = propose(chair)
    answer(firm, number)
    tell(chair)
    worker.goto(f"/feedback/{sent.id}/")
    expect(worker.get_by_text(RESULT)).to_be_visible()
    worker.get_by_role("link", name="关于改善职工福利和劳动条件的建议").first.click()
    expect(worker.locator(".folio")).to_contain_text(WANTED)
    expect(worker.get_by_text(ANSWER)).to_have_count(0)


def propose(page: Page) -> str:
    """Choose reviews, write, read the draft, send it; its number."""
    page.goto("/desk/feedback/propose/")
    page.get_by_label("哪家单位？").fill("百川纺织有限公司")
    page.get_by_role("button", name="找出来").click()
    expect(page.get_by_text("位职工说到")).to_be_visible()
    page.get_by_label("大家说的是什么？").fill(SITUATION)
    page.get_by_label("希望公司怎么办？").fill(WANTED)
    page.get_by_role("button", name="起草建议").click()
    expect(page.locator(".folio")).to_contain_text(SITUATION)
    page.get_by_role("button", name="发出", exact=True).click()
    expect(page.get_by_text("发出去了，文号")).to_be_visible()
    return page.locator("h1 .num").inner_text()


def answer(page: Page, number: str) -> None:
    """The firm finds the letter by its number, says that it came, and answers."""
    page.goto("/firm/feedback/")
    page.get_by_role("link", name="工会的文书").click()
    page.locator("a.li", has_text=number).click()
    page.get_by_role("button", name="收到了").click()
    steps.choose(page, "采纳")
    page.get_by_label("哪天前办好？").fill("2099-12-31")
    page.get_by_label("答复").fill(ANSWER)
    page.get_by_role("button", name="交给工会").click()
    expect(page.get_by_text("书面答复交给工会了")).to_be_visible()


def tell(page: Page) -> None:
    """The union reads the answer and tells everybody what became of it."""
    page.reload()
    expect(page.get_by_text(ANSWER)).to_be_visible()
    page.get_by_label("这件事怎么样了？").fill(RESULT)
    page.get_by_role("button", name="办完，告诉大家").click()
    expect(page.get_by_text("办完了，结果已经告诉")).to_be_visible()
