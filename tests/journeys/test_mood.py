"""A worker gives the own mood a score: by taps, by keys, without scripts; and nothing stays."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from niangjia.services.mood.rules.scales import GAD7, PHQ9, STRESS, WHO5
from tests.kit.browsing import Visits

from . import people

pytestmark = pytest.mark.row("000-13")
KEPT = "() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: What a film says (docs/moodlens.md); only the phone ever holds it.
FILM = {
    "assessable": True,
    "reasons": [],
    "fps": 30.0,
    "duration": 15.0,
    "sigma": 0.0432,
    "events": [
        {
            "kind": "micro",
            "onset": 7.29,
            "apex": 7.37,
            "offset": 7.52,
            "region": "brow_inner_left",
            "size_iod": 2.74,
            "confidence": 0.98,
        }
    ],
    "blinks": [0.87, 5.0],
}


def sent(page: Page) -> list[tuple[str, str, str]]:
    """Every request from now on: method, path, and what it carries."""
    found: list[tuple[str, str, str]] = []

    def note(request: Any) -> None:
        found.append((request.method, request.url.split("/", 3)[-1], request.post_data or ""))

    page.on("request", note)
    return found


def tap(page: Page, answers: Mapping[str, int]) -> None:
    """Press an answer of each question; the next one comes by itself."""
    for name, points in answers.items():
        question = page.locator(f"#q-{name}")
        expect(question).to_be_visible()
        question.locator(f"label:has(input[value='{points}'])").click()


def five(points: int) -> dict[str, int]:
    return {WHO5.field(n): points for n in range(1, 6)}


def score(page: Page, key: str = "who5") -> str:
    """The score the result page shows."""
    found = page.locator(f".mood-score[data-scale={key}] [data-score]")
    expect(found).to_be_visible()
    return found.inner_text()


def finish(page: Page) -> None:
    page.get_by_role("button", name="看结果").click()
    page.wait_for_url("**/mood/result/")


def test_from_the_tile_to_the_result_and_what_the_phone_keeps(worker: Page) -> None:
    worker.goto("/services/?q=心情")
    worker.get_by_role("link", name="心情自测").first.click()
    worker.get_by_role("button", name="只答问题").click()
    requests = sent(worker)
    tap(worker, five(4))
    finish(worker)
    assert score(worker) == "80"
    expect(worker.get_by_role("heading", name="心里还算踏实")).to_be_visible()
    posts = [one for one in requests if one[0] == "POST"]
    assert posts == [("POST", "mood/counted/", "")]
    assert not [one for one in requests if "=" in one[1]]
    held = worker.evaluate(KEPT)
    assert '"mood:' in held
    assert not [word for word in ("who5", "scores", '"at"') if word in held]
    _with_a_film(worker)
    _takes_it_away(worker)


def _with_a_film(worker: Page) -> None:
    """A film's result is drawn beside the score, and what was added; two runs make a line."""
    worker.goto("/mood/")
    expect(worker.locator("#mood-last")).to_contain_text("80")
    worker.evaluate("film => Mood.run({film: film})", FILM)
    worker.get_by_text("想看得细一点").click()
    worker.get_by_text("担子", exact=True).click()
    worker.get_by_role("button", name="只答问题").click()
    tap(worker, {STRESS.field(1): 9} | five(1))
    finish(worker)
    assert (score(worker), score(worker, "stress")) == ("20", "9")
    expect(worker.get_by_role("heading", name="担子太重了")).to_be_visible()
    expect(worker.get_by_role("heading", name="担子很重")).to_be_hidden()
    expect(worker.locator(".mood-list li").first).to_contain_text("20 分 · 担子 9")
    expect(worker.locator(".mood-list li").last).not_to_contain_text("担子")
    film = worker.locator("#mood-film")
    expect(film).to_contain_text("动了 1 处，眨眼 2 次")
    assert film.locator("[data-marks] circle").count() == 1
    film.get_by_text("列出每一处").click()
    expect(film).to_contain_text("7.3 秒，左眉内侧，很短")
    assert worker.locator("[data-line] circle").count() == 2
    assert Axe().run(worker).response["violations"] == []
    worker.set_viewport_size({"width": 320, "height": 640})
    worker.evaluate("document.documentElement.setAttribute('data-size', 'elder-xl')")
    assert worker.evaluate(OVERFLOW) <= 0


def _takes_it_away(worker: Page) -> None:
    """One goes, then all; the file holds what the page showed."""
    with worker.expect_download() as saved:
        worker.get_by_role("button", name="存成文件").click()
    records = json.loads(saved.value.path().read_text())["records"]
    assert [one["scores"] for one in records] == [{"who5": 80}, {"stress": 9, "who5": 20}]
    assert records[1]["film"]["events"] == FILM["events"]
    worker.locator(".mood-list button").first.click()
    expect(worker.locator(".mood-list li")).to_have_count(1)
    worker.get_by_role("button", name="全部删掉").click()
    worker.get_by_role("button", name="再点一次").click()
    expect(worker.get_by_role("heading", name="这部手机上还没有记录")).to_be_visible()
    assert '"mood:' not in worker.evaluate(KEPT)


def test_thoughts_of_dying_bring_people_before_any_score(worker: Page) -> None:
    worker.goto("/mood/")
    worker.get_by_text("想看得细一点").click()
    worker.get_by_text("低落", exact=True).click()
    worker.locator("#mood-shared input").check()
    worker.get_by_role("button", name="只答问题").click()
    tap(worker, {PHQ9.field(n): 0 for n in range(1, 9)})
    requests = sent(worker)
    tap(worker, {PHQ9.field(9): 1})
    expect(worker.get_by_role("heading", name="先停一下")).to_be_visible()
    for number in ("12356", "120", "110", "0599-8123351"):
        assert worker.locator(f"#mood-now a[href='tel:{number}']").is_visible()
    assert not worker.get_by_role("button", name="看结果").is_visible()
    assert Axe().run(worker).response["violations"] == []
    assert not worker.locator("[data-urgent]").is_visible()
    worker.get_by_role("button", name="我看到了").click()
    _whenever_it_is_said(worker)
    tap(worker, {PHQ9.field(9): 3})
    expect(worker.locator("[data-urgent]")).to_be_visible()
    assert requests == []
    worker.get_by_role("button", name="我看到了").click()
    worker.get_by_role("button", name="下一句").click()
    tap(worker, five(5))
    finish(worker)
    assert score(worker, "phq9") == "3"
    expect(worker.get_by_role("link", name="你刚才说的那个念头")).to_be_visible()
    _left_behind(worker)


def _whenever_it_is_said(worker: Page) -> None:
    """Taken back and said again, also on a page that was brought back, it brings people again."""
    people_first = worker.get_by_role("heading", name="先停一下")
    nine = worker.locator(f"#q-{PHQ9.field(9)}")
    nine.locator("input[value='0']").focus()
    worker.keyboard.press("Space")
    expect(people_first).to_be_hidden()
    worker.keyboard.press("ArrowDown")
    expect(people_first).to_be_visible()
    worker.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(people_first).to_be_hidden()
    tap(worker, {PHQ9.field(n): 0 for n in range(1, 9)} | {PHQ9.field(9): 1})
    expect(people_first).to_be_visible()
    worker.get_by_role("button", name="我看到了").click()


def _left_behind(worker: Page) -> None:
    """On a shared phone: not on the phone, not behind the back button, not after a reload."""
    assert "mood:" not in worker.evaluate(KEPT).replace("mood:run", "")
    worker.reload()
    expect(worker.get_by_role("heading", name="这部手机上还没有记录")).to_be_visible()
    worker.go_back()
    assert worker.locator("input:checked").count() == 0 or "/questions/" not in worker.url


def test_by_keys_alone_arrows_choose_and_enter_goes_on(worker: Page) -> None:
    worker.goto("/mood/questions/?with=gad7")
    for _ in range(len(GAD7.items) + len(WHO5.items) - 1):
        here = worker.locator("fieldset.q:visible")
        before = here.get_attribute("id")
        here.locator("input").first.focus()
        worker.keyboard.press("ArrowDown")
        assert here.get_attribute("id") == before
        worker.keyboard.press("Enter")
    worker.locator("fieldset.q:visible input").first.focus()
    worker.keyboard.press("Enter")
    expect(worker.get_by_role("alert").filter(has_text="还没选")).to_be_visible()
    worker.keyboard.press("Space")
    worker.keyboard.press("Enter")
    worker.wait_for_url("**/mood/result/")
    assert score(worker, "gad7") == "7"


def test_without_scripts_the_form_is_answered_with_the_score(
    visits: Visits, doors: people.Doors
) -> None:
    page = visits.page(doors.open(people.WORKER), java_script_enabled=False)
    page.goto("/mood/")
    page.get_by_role("button", name="只答问题").click()
    for name in five(2):
        page.locator(f"#q-{name} input[value='2']").check()
    page.get_by_role("button", name="看结果").click()
    assert score(page) == "40"
    expect(page.get_by_role("heading", name="有点累了")).to_be_visible()
    page.goto("/mood/questions/?with=phq9")
    for name in [*(PHQ9.field(n) for n in range(1, 10)), *five(1)]:
        page.locator(f"#q-{name} input[value='1']").check()
    page.get_by_role("button", name="看结果").click()
    expect(page.get_by_role("heading", name="先停一下")).to_be_visible()
    page.get_by_role("button", name="接着看结果").click()
    assert (score(page), score(page, "phq9")) == ("20", "9")
    expect(page.locator("#mood-people a[href='tel:12356']")).to_be_visible()
