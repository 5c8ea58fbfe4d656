"""What a firm promised and by when: watched, told on, said honestly, and noted when it is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.clock import frozen
from niangjia.kernel.base.context import actor
from niangjia.kernel.letters import actions, rules
from niangjia.kernel.letters.models import Letter, Source, Template
from niangjia.kernel.notices.models import Notice
from tests.feedback.test_loop import write
from tests.kit.sowing import seeding
from tests.kit.world import World

from .test_proposals import AT, again, issue, post, propose

DAY = date(2026, 12, 10)
ADOPT = {"outcome": "adopt", "text": "同意，月底前修好三台。"}
LATE = "公司答应的日子过了，请去看看"


@pytest.fixture(autouse=True)
def _house_words(small_world: World) -> Iterator[None]:
    with seeding():
        Template.objects.all().delete()
    with frozen(AT):
        yield


@pytest.mark.parametrize(
    ("outcome", "promised", "may"),
    [
        ("adopt", DAY, True),
        ("partly", DAY, True),
        ("adopt", None, False),
        ("partly", None, False),
        ("adopt", date(2026, 11, 19), False),
        ("adopt", date(2026, 11, 20), True),
        ("refuse", None, True),
        ("", None, True),
    ],
)
def test_who_takes_it_up_says_by_when(outcome: str, promised: date | None, may: bool) -> None:
    assert bool(rules.may_promise(outcome, promised, date(2026, 11, 20))) == may


@pytest.mark.parametrize(("days", "level"), [(-1, 0), (0, 0), (1, 1), (7, 1), (8, 2), (400, 2)])
def test_a_passed_day_is_told_on_by_and_by(days: int, level: int) -> None:
    assert rules.promise_level(DAY, DAY + timedelta(days=days)) == level


def proposed(world: World) -> Letter:
    """A proposal on its way."""
    write(world.client("a1x-asker"), world)
    letter = propose(world)
    assert issue(world, letter).status_code == 302
    return again(letter)


def adopted(world: World) -> Letter:
    """A proposal the firm took up, and the union told everybody of."""
    letter = proposed(world)
    said = {**ADOPT, "promised": DAY.isoformat()}
    answer = post(world, "a1x-firm.responder", "letters_firm:answer", letter.pk, **said)
    assert answer.status_code == 302, answer.content.decode()
    told = {"close-text": "公司答应了，我们看着。"}
    assert post(world, "a1x.chair", "letters_desk:close", letter.pk, "c", **told)
    return again(letter)


def titles(world: World, who: str) -> list[str]:
    person = world.hats[who].person
    with seeding():
        return list(
            Notice.objects.filter(person_id=person.id, service="letters").values_list(
                "title", flat=True
            )
        )


def on(day: date) -> int:
    with frozen(AT + (day - AT.date())), system("clocks"):
        return actions.watch_promises(actor())


def page(world: World, hat: str, name: str, letter: Letter, day: date) -> str:
    with frozen(AT + (day - AT.date())):
        return world.client(hat).get(reverse(name, args=[letter.pk])).content.decode()


def test_without_a_day_nothing_is_taken_up(small_world: World) -> None:
    letter = proposed(small_world)
    answer = post(small_world, "a1x-firm.responder", "letters_firm:answer", letter.pk, **ADOPT)
    assert answer.status_code == 422 and "哪天前办好" in answer.content.decode()
    assert ADOPT["text"] in answer.content.decode(), "nothing typed is lost"


def test_a_passed_day_reaches_officer_chair_and_the_union_above(small_world: World) -> None:
    letter = adopted(small_world)
    assert letter.promised_on == DAY
    assert on(DAY) == 0
    assert on(DAY + timedelta(days=1)) == 1 and on(DAY + timedelta(days=2)) == 0
    assert LATE in titles(small_world, "a1x.officer") and LATE in titles(small_world, "a1x.chair")
    assert "答应的日子过了，请告诉工会办到哪了" in titles(small_world, "a1x-firm.responder")
    above = "公司答应的事过了一周还没办到"
    assert above not in titles(small_world, "a1.officer")
    assert on(DAY + timedelta(days=8)) == 1 and on(DAY + timedelta(days=9)) == 0
    assert above in titles(small_world, "a1.officer")


def test_the_worker_reads_how_it_stands(small_world: World) -> None:
    letter = adopted(small_world)
    late = DAY + timedelta(days=3)
    before = page(small_world, "a1x-asker", "letters:letter", letter, DAY)
    assert "到时候工会会去看" in before
    after = page(small_world, "a1x-asker", "letters:letter", letter, late)
    assert "还没有办到。工会在催" in after
    with frozen(AT + (late - AT.date())):
        assert post(small_world, "a1x.chair", "letters_desk:keep", letter.pk).status_code == 302
        twice = post(small_world, "a1x.chair", "letters_desk:keep", letter.pk, "2")
        assert twice.status_code == 409
    assert "办到了" in page(small_world, "a1x-asker", "letters:letter", letter, late)
    assert on(DAY + timedelta(days=30)) == 0, "what is done is not told on"


def test_only_the_union_that_wrote_says_it_is_done(small_world: World) -> None:
    letter = adopted(small_world)
    assert post(small_world, "a1y.chair", "letters_desk:keep", letter.pk).status_code == 404
    assert post(small_world, "a1.officer", "letters_desk:keep", letter.pk).status_code == 409
    assert again(letter).kept_on is None


def thread(world: World, letter: Letter, language: str) -> str:
    client = world.client("a1x-asker")
    client.cookies["ui_lang"] = language
    with seeding():
        case_id = Source.objects.get(letter_id=letter.id).case_id
    return unescape(client.get(f"/feedback/{case_id}/").content.decode())


def test_in_the_thread_the_house_speaks_the_readers_language(small_world: World) -> None:
    write(small_world.client("a1x-asker"), small_world)
    letter = propose(small_world)
    assert issue(small_world, letter).status_code == 302
    said = {**ADOPT, "promised": DAY.isoformat()}
    post(small_world, "a1x-firm.responder", "letters_firm:answer", letter.pk, **said)
    typed = '["公司答应的事", {}] 100% 我们看着。'
    assert post(
        small_world, "a1x.chair", "letters_desk:close", letter.pk, "c", **{"close-text": typed}
    )
    assert post(small_world, "a1x.chair", "letters_desk:keep", letter.pk).status_code == 302
    chinese, english = (thread(small_world, letter, one) for one in ("zh-hans", "en"))
    assert "工会看过，办到了" in chinese and "工会看过，办到了" not in english
    assert typed in chinese and typed in english, "what a cadre typed stays as it is"
