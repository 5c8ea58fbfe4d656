"""The pages of the mood check without a script, and its switches."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.urls import reverse

from niangjia.kernel.base.kept import Kept
from niangjia.kernel.people.models import OrgSettings
from niangjia.services.mood import queries
from niangjia.services.mood.rules import consent as consents
from niangjia.services.mood.rules.scales import GAD7, HARM, PHQ9, SCALES, STRESS, WHO5
from tests.kit.sowing import seeding
from tests.kit.world import World

pytestmark = pytest.mark.row("000-13")
ME = "a1x-asker"
START, ASK, RESULT = (reverse(f"mood:{name}") for name in ("start", "questions", "result"))
CONSENT, HELP, ABOUT = (reverse(f"mood:{name}") for name in ("consent", "help", "assessment"))
FIVE = {WHO5.field(n): "3" for n in range(1, 6)}
NINE = {PHQ9.field(n): "1" for n in range(1, 9)}
LOAD = STRESS.field(1)
LINES = ("tel:12356", "tel:120", "tel:110")


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    Kept.forget_all()
    yield
    Kept.forget_all()


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def send(world: World, answers: dict[str, str], *more: str) -> HttpResponse:
    """Answer the questions the way a phone without scripts does."""
    query = "&".join(f"with={key}" for key in more)
    return world.client(ME).post(f"{ASK}?{query}", answers)


def set_switch(world: World, org: str, **services: bool) -> None:
    with seeding():
        place = world.orgs[org]
        OrgSettings.objects.update_or_create(
            org=place, defaults={"org_path": place.path, "services": services}
        )
    Kept.forget_all()


def test_five_answers_are_answered_with_a_score_and_what_helps(small_world: World) -> None:
    answer = send(small_world, FIVE)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    page = text(answer)
    assert re.search(r"<b class=\"num\" data-score>60</b>", page)
    assert "心里还算踏实" in page
    assert "有点累了" not in page
    assert "不是诊断" in page
    assert 'data-key=""' in page


def test_what_was_added_is_shown_below_the_mood_score(small_world: World) -> None:
    page = text(send(small_world, FIVE | NINE | {HARM: "0"}, "phq9"))
    assert re.findall(r"data-score>(\d+)</b>", page) == ["60", "8"]
    page = text(send(small_world, FIVE | NINE | {HARM: "0", LOAD: "9"}, "phq9", "stress"))
    assert re.findall(r"data-score>(\d+)</b>", page) == ["60", "9", "8"]
    assert "担子太重了" in page
    assert "满分 10" in page


def test_one_number_of_eleven_is_taken_and_no_other(small_world: World) -> None:
    for wrong in ("", "11", "-1", "5.5", "on"):
        answer = send(small_world, FIVE | {LOAD: wrong}, "stress")
        assert answer.status_code == 422, wrong
        assert f'href="#q-{LOAD}"' in text(answer)
    for points, title in (("0", "担子还背得动"), ("10", "担子太重了")):
        assert title in text(send(small_world, FIVE | {LOAD: points}, "stress"))


def test_a_low_score_offers_to_look_closer(small_world: World) -> None:
    low = dict.fromkeys(FIVE, "2")
    hidden = re.compile(r'id="mood-more"[^>]* hidden')
    offered = text(send(small_world, low))
    assert not hidden.search(offered)
    assert "?with=stress&amp;with=phq9&amp;with=gad7" in offered
    assert hidden.search(text(send(small_world, FIVE)))
    assert hidden.search(text(send(small_world, low | NINE | {HARM: "0"}, "phq9")))


def test_what_is_missing_is_named_and_nothing_typed_is_lost(small_world: World) -> None:
    gone = {key: value for key, value in FIVE.items() if key != WHO5.field(3)}
    answer = send(small_world, gone)
    assert answer.status_code == 422
    assert f'href="#q-{WHO5.field(3)}"' in text(answer)
    assert text(answer).count(" checked") == 4


def test_thoughts_of_dying_are_answered_with_people_at_once(small_world: World) -> None:
    for points in "123":
        for rest in ({}, NINE, FIVE, FIVE | {PHQ9.field(1): "0"}):
            answer = send(small_world, rest | {HARM: points}, "phq9")
            assert answer.status_code == 200
            assert all(line in text(answer) for line in LINES)
            assert "data-score" not in text(answer)
            assert "先停一下" in text(answer)
            assert ("data-urgent hidden" in text(answer)) == (points == "1")
    assert "data-score" in text(send(small_world, FIVE | NINE | {HARM: "0"}, "phq9"))


def sent_on(page: str) -> dict[str, str]:
    """What the form of a page sends that nobody sees."""
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    return {name: value for name, value in hidden.items() if name != "csrfmiddlewaretoken"}


@pytest.mark.parametrize("points", ["1", "3"])
def test_after_the_lines_the_same_answers_end_with_a_score(small_world: World, points: str) -> None:
    """Nothing is asked again, and the lines to ring stand above the score."""
    answers = FIVE | NINE | {HARM: points}
    first = text(send(small_world, answers, "phq9"))
    assert f'action="{ASK}?with=phq9"' in first
    assert "接着看结果" in first
    assert sent_on(first) == answers | {"seen": points}
    result = text(send(small_world, sent_on(first), "phq9"))
    assert re.findall(r"data-score>(\d+)</b>", result) == ["60", str(8 + int(points))]
    people, score = result.index('id="mood-people"'), result.index('id="mood-scores"')
    assert all(people < result.index(line) < score for line in LINES)
    calm = text(send(small_world, answers | {HARM: "0"}, "phq9"))
    assert 'id="mood-people"' not in calm


def test_another_answer_brings_the_lines_again_and_what_is_missing_is_asked(
    small_world: World,
) -> None:
    answers = FIVE | NINE | {HARM: "3", "seen": "1"}
    assert "data-score" not in text(send(small_world, answers, "phq9"))
    answer = send(small_world, NINE | {HARM: "1", "seen": "1"}, "phq9")
    assert answer.status_code == 422
    assert 'name="seen" value="1"' in text(answer)
    assert text(answer).count(" checked") == 9
    answer = send(small_world, FIVE | {HARM: "1", PHQ9.field(2): '"><script>x'}, "phq9")
    assert "接着看结果" in text(answer) and "><script>x" not in text(answer)


def test_the_lines_are_open_to_anybody_and_closed_by_nobody(small_world: World) -> None:
    set_switch(small_world, "a", mood=False)
    for who in ("", ME, "a.officer", "a1x-firm.responder"):
        answer = small_world.client(who).get(HELP)
        assert all(line in text(answer) for line in LINES), who
        assert "先停一下" not in text(answer)


def test_the_script_counts_with_the_numbers_of_the_rules(small_world: World) -> None:
    page = text(small_world.client(ME).get(f"{ASK}?with=gad7&with=phq9&with=stress"))
    found = json.loads(
        re.findall(r"mood-scales\" type=\"application/json\">(.*?)</script>", page)[0]
    )
    assert found == json.loads(json.dumps(queries.for_script((STRESS, PHQ9, GAD7, WHO5))))
    assert found["harm"] == HARM
    for told, scale in zip(found["scales"], (STRESS, PHQ9, GAD7, WHO5), strict=True):
        assert told["bands"] == [[b.least, b.key, b.title] for b in scale.bands]
        assert (told["factor"], told["items"]) == (scale.factor, len(scale.items))


def test_every_band_a_script_can_choose_lies_ready_on_the_page(small_world: World) -> None:
    page = text(small_world.client(ME).get(RESULT))
    wanted = {f"{scale.key}-{band.key}" for scale in SCALES for band in scale.bands}
    assert set(re.findall(r"data-band=\"([^\"]+)\"", page)) == wanted


def test_the_key_of_a_phone_is_the_persons_own(small_world: World) -> None:
    keys = {}
    for who in (ME, "a1x-colleague"):
        page = text(small_world.client(who).get(START))
        keys[who] = re.findall(r"data-key=\"([0-9a-f]{32})\"", page)[0]
    assert len(set(keys.values())) == 2
    again = text(small_world.client(ME).get(RESULT))
    assert keys[ME] in again
    assert not re.search(r"data-key=\"[0-9a-f]", text(small_world.client("").get(ABOUT)))


def test_a_union_closes_the_whole_and_the_tile_goes(small_world: World) -> None:
    tile = f'href="{START}"'
    assert tile in text(small_world.client(ME).get("/services/"))
    set_switch(small_world, "a1", mood=False)
    assert tile not in text(small_world.client(ME).get("/services/"))
    assert small_world.client(ME).get(START).status_code == 403
    assert send(small_world, FIVE).status_code == 403
    assert small_world.client("b2y-asker").get(START).status_code == 200


def test_the_film_is_shut_until_a_union_opens_it(
    small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "FILM", "mood:start")
    link = f'href="{CONSENT}"'
    assert small_world.client(ME).get(CONSENT).status_code == 403
    assert link not in text(small_world.client(ME).get(START))
    set_switch(small_world, "a", mood_film=True)
    assert small_world.client(ME).get(CONSENT).status_code == 200
    assert link in text(small_world.client(ME).get(START))
    set_switch(small_world, "a1", mood_film=False)
    assert small_world.client(ME).get(CONSENT).status_code == 403
    assert small_world.client(ME).get(ASK).status_code == 200


def test_with_the_whole_closed_its_part_is_closed_too(small_world: World) -> None:
    set_switch(small_world, "a", mood=False, mood_film=True)
    assert small_world.client(ME).get(CONSENT).status_code == 403


def test_the_desk_says_what_law_asks_before_the_film_is_opened(small_world: World) -> None:
    org = small_world.orgs["a"]
    page = text(
        small_world.client("a.officer").get(
            reverse("people:org", args=[org.id]), {"tab": "switches"}
        )
    )
    assert "第 55、56 条" in page
    assert "人工智能法第 5 条" in page
    sent = small_world.client("a.officer").post(
        reverse("people:org_switches", args=[org.id]), {"mood_film": "on"}
    )
    assert sent.status_code == 302
    Kept.forget_all()
    assert small_world.client(ME).get(CONSENT).status_code == 200


def test_consent_is_asked_each_time_and_its_receipt_names_nobody(small_world: World) -> None:
    set_switch(small_world, "a", mood_film=True)
    refused = small_world.client(ME).post(CONSENT, {})
    assert refused.status_code == 422
    receipts = []
    for _ in range(2):
        answer = small_world.client(ME).post(CONSENT, {"agree": "on"})
        assert "no-store" in answer["Cache-Control"]
        found = re.findall(r"mood-receipt\" type=\"application/json\">(.*?)</script>", text(answer))
        receipts.append(json.loads(found[0]))
    assert receipts[0]["number"] != receipts[1]["number"]
    read = consents.read(receipts[0]["token"])
    assert read is not None
    assert read.number == receipts[0]["number"]
    person = small_world.people[ME]
    assert str(person.id) not in json.dumps(receipts)
    assert person.name not in json.dumps(receipts, ensure_ascii=False)


@pytest.mark.row("000-14")
def test_one_account_serves_reviews_benefits_and_the_mood_check(small_world: World) -> None:
    client = small_world.client(ME)
    me = set()
    for name in ("feedback:new", "benefits:list", "mood:start"):
        answer = client.get(reverse(name))
        assert answer.status_code == 200, name
        me |= set(re.findall(r'<body[^>]* data-me="([^"]+)"', text(answer)))
    assert len(me) == 1
