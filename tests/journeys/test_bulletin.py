"""A bulletin about days of one's own choice: counted, worded, answered, read and taken away."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta

import docx
import pytest
from playwright.sync_api import Page, expect

from niangjia.kernel.base.clock import today
from niangjia.site.demo import people as invented
from niangjia.site.demo.firms import FIRMS
from niangjia.site.demo.plant import SEED
from niangjia.site.demo.unions import UNIONS, town_union_of
from tests.kit import live
from tests.kit.browsing import DESK, Visits

from . import district, people

#: The firm whose people sit in the unions above.
OFFICE = 39
ANSWER = "夜宵车下周起每晚两趟，谢谢大家提。"
ADVICE = "每周五下午，工会和行政一起把没结果的事过一遍。"


@pytest.fixture
def jobs() -> Iterator[None]:
    """The district's job worker, as long as somebody waits for it."""
    worker = live.jobs()
    worker.environment = district.environment("jobs")
    with live.running(worker):
        yield


def counted(page: Page) -> None:
    """Look again until the job has counted."""
    for _ in range(20):
        if page.get_by_role("button", name="给写到的单位看").count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError(page.inner_text("main"))


def workers_of(firm: int) -> list[invented.DemoPerson]:
    """The invented people of a firm, those with a demo account apart."""
    rows = invented.people(SEED, today())[len(invented.ACCOUNTS) :]
    return [row for row in rows if row.firm == firm]


@pytest.fixture
def chair(visits: Visits, doors: people.Doors) -> Page:
    """The district's chair, who has no demo account: found as the demo seats its chairs."""
    free = workers_of(OFFICE)[5:]
    others = ("city", town_union_of(0).key)
    seats = [u.key for u in UNIONS if u.kind != "enterprise" and u.key not in others]
    row = free[seats.index("district")]
    who = people.Somebody(row.name, row.phone, "工会主席")
    return visits.page(doors.open(who), viewport=DESK)


@pytest.mark.deep
@pytest.mark.row("003-10")
def test_from_the_rates_to_the_firms_answer_to_what_workers_take_away(
    worker: Page, chair: Page, visits: Visits, doors: people.Doors, jobs: None
) -> None:
    until = today().replace(day=1) - timedelta(days=1)
    since = (until - timedelta(days=330)).replace(day=1)
    chair.goto("/desk/insight/")
    chair.get_by_role("navigation", name="主导航").get_by_role("link", name="满意度通报").click()
    chair.get_by_role("link", name="建议的话").click()
    chair.get_by_label("什么时候说？").select_option("board")
    chair.get_by_label("建议怎么说？").fill(ADVICE)
    chair.get_by_role("button", name="存好").click()
    expect(chair.get_by_text("下一份草稿就用得上")).to_be_visible()
    chair.goto("/desk/insight/bulletins/")
    chair.get_by_label("写哪一期？").select_option("own")
    chair.locator("summary", has_text="自己选日子").click()
    chair.get_by_label("从哪天").fill(since.isoformat())
    chair.get_by_label("到哪天").fill(until.isoformat())
    chair.get_by_role("button", name="起草").click()
    counted(chair)
    expect(chair.locator("textarea[name=advice]")).to_contain_text(ADVICE)
    overall = chair.locator("textarea[name=overall]")
    overall.fill(overall.input_value() + "\n大家提的每一条，我们都去问过。")
    chair.get_by_role("button", name="存好").click()
    expect(chair.get_by_text("存好了，原来的字也留着")).to_be_visible()
    chair.get_by_role("button", name="给写到的单位看").click()
    expect(chair.get_by_text("等他们答复")).to_be_visible()
    named = chair.locator("section[aria-labelledby=answers] b").all_inner_texts()
    assert FIRMS[0].name in named
    for name in named:
        who = responder([one.name for one in FIRMS].index(name))
        answer(visits.page(doors.open(who)), f"{since.year}年{since.month}月")
    chair.reload()
    expect(chair.get_by_text(ANSWER).first).to_be_visible()
    chair.get_by_role("button", name="公开", exact=True).click()
    expect(chair.get_by_text("公开了，下级工会和写到的单位都收到了")).to_be_visible()
    taken_away(worker)


def responder(firm: int) -> people.Somebody:
    """Who answers for a firm."""
    if not firm:
        return people.FIRM
    row = workers_of(firm)[0]
    return people.Somebody(row.name, row.phone, "行政人事")


def answer(page: Page, when: str) -> None:
    """A firm reads its part and says what it has to say."""
    page.goto("/firm/bulletins/")
    page.locator(f"a.li:has-text('{when}')").first.click()
    page.get_by_label("你们怎么说？").fill(ANSWER)
    page.get_by_role("button", name="交给工会").click()
    expect(page.get_by_text("会一字不改印在通报里")).to_be_visible()


def taken_away(worker: Page) -> None:
    """A worker reads it and takes it away as Word and as PDF."""
    worker.goto("/bulletins/")
    worker.get_by_role("link", name="职工满意度情况通报").first.click()
    expect(worker.get_by_text(ANSWER).first).to_be_visible()
    expect(worker.get_by_text("大家提的每一条，我们都去问过。")).to_be_visible()
    there = worker.url
    word = worker.request.get(f"{there}file.docx")
    lines = [one.text for one in docx.Document(io.BytesIO(word.body())).paragraphs]
    assert ANSWER in lines
    assert worker.request.get(f"{there}file.pdf").body().startswith(b"%PDF-")
    worker.emulate_media(media="print")
    expect(worker.get_by_text("四、具体建议")).to_be_visible()
