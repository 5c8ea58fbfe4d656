"""One text to everybody in a matter: previewed, each in the own thread, once, also after a kill."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.manifest import Linkable, Linked
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import linking
from niangjia.kernel.cases.models import Author, Case, Event, Matter, Telling
from niangjia.kernel.cases.rules import Standing, may_be_told
from niangjia.kernel.notices.models import Notice
from niangjia.services.feedback import tasks
from niangjia.services.feedback.actions import matters
from tests.kit.sowing import seeding
from tests.kit.world import World

from .floods import TEXTS, case, flood, group

ANSWER = "宿舍楼腾出三间，折叠床和被子今晚七点前到，找小周登记。"


def send(world: World, made: UUID, kind: str, ids: list[UUID], **fields: Any) -> UUID:
    """Order one text at the desk, as a cadre does; the telling."""
    officer = world.client("a1x.officer")
    form = {"text": ANSWER, "cases": [str(one) for one in ids], "key": kind, **fields}
    sent = officer.post(reverse(f"feedback_desk:matter_{kind}", args=[made]), form)
    assert sent.status_code == 302, sent.content.decode()
    with seeding():
        return Telling.objects.get(matter=made, kind=kind).pk


def states(ids: list[UUID]) -> list[str]:
    with seeding():
        found = dict(Case.objects.filter(pk__in=ids).values_list("id", "state"))
    return [found[pk] for pk in ids]


def events(case_id: UUID, verb: str) -> int:
    with seeding():
        return Event.objects.filter(case_id=case_id, verb=verb).count()


def told(case_id: UUID, title: str) -> int:
    with seeding():
        person = Author.objects.get(case_id=case_id).person_id
        return Notice.objects.filter(person_id=person, title=title).count()


def telling(pk: UUID) -> Telling:
    with seeding():
        return Telling.objects.get(pk=pk)


@pytest.mark.parametrize(
    ("standing", "verdict", "gets"),
    [
        (Standing(True, "received", False, True), True, True),
        (Standing(True, "accepted", False, False), True, True),
        (Standing(False, "accepted", False, True), True, False),
        (Standing(True, "closed", False, True), True, False),
        (Standing(True, "withdrawn", False, True), False, False),
        (Standing(True, "accepted", True, True), True, False),
        (Standing(True, "answered", False, True), True, False),
        (Standing(True, "answered", False, True), False, True),
        (Standing(True, "accepted", False, False), False, False),
    ],
)
def test_who_gets_a_text_for_all(standing: Standing, verdict: bool, gets: bool) -> None:
    found = may_be_told(standing, verdict=verdict)
    assert bool(found) is gets
    assert gets or found.reason


@pytest.mark.row("000-21")
def test_one_answer_reaches_each_in_the_own_thread(small_world: World) -> None:
    ids = flood(small_world)
    made = group(small_world, ids)
    order = send(small_world, made, "reply", ids, claim="solved")
    assert states(ids) == ["received"] * 8
    tasks.tell_on.func(str(order))
    assert states(ids) == ["answered"] * 8
    assert [events(one, "reply") for one in ids] == [1] * 8
    assert [told(one, "等你打分") for one in ids] == [1] * 8
    assert telling(order).finished_at is not None
    with seeding():
        assert Matter.objects.get(pk=made).state == "answered"
        speakers = set(Event.objects.filter(case__in=ids, verb="reply").values_list("speaker"))
        assert speakers == {(small_world.hats["a1x.officer"].person.name,)}


def test_each_author_judges_the_own_case_alone(small_world: World) -> None:
    ids = flood(small_world, count=3)
    with seeding():
        asker = small_world.people["a1x-asker"].id
        Author.objects.filter(case_id=ids[0]).update(person_id=asker)
    order = send(small_world, group(small_world, ids), "reply", ids, claim="solved")
    tasks.tell_on.func(str(order))
    worker = small_world.client("a1x-asker")
    shown = worker.get(reverse("feedback:case", args=[ids[0]])).content.decode()
    assert ANSWER in shown
    assert TEXTS[1] not in shown
    assert "工友1" not in shown
    said = {"verdict-score": "2", "verdict-outcome": "back", "verdict-reason": "床还没到呢"}
    worker.post(reverse("feedback:verdict", args=[ids[0]]), {"key": "v", **said})
    assert states(ids) == ["returned", "answered", "answered"]
    assert worker.get(reverse("feedback:case", args=[ids[1]])).status_code == 404


def test_who_is_left_out_is_said_before_and_gets_nothing(small_world: World) -> None:
    ids = flood(small_world, count=2)
    closed = case(small_world, 11, TEXTS[2], state="closed")
    away = case(small_world, 12, TEXTS[3], visibility="upper")
    already = case(small_world, 13, TEXTS[4], state="answered")
    made = group(small_world, [*ids, closed, away, already])
    officer = small_world.client("a1x.officer")
    page = officer.get(reverse("feedback_desk:matter_reply", args=[made])).content.decode()
    for why in ("已经办结了", "本人不想让本单位知道", "正等本人打分"):
        assert why in page
    assert "这 3 件收不到" in page
    form = {"text": ANSWER, "cases": [str(ids[0]), str(away)], "claim": "solved", "key": "k"}
    address = reverse("feedback_desk:matter_reply", args=[made])
    assert officer.post(address, form).status_code == 422
    order = send(small_world, made, "reply", ids[:1], claim="solved")
    tasks.tell_on.func(str(order))
    assert states([*ids, closed, away, already]) == [
        "answered",
        "received",
        "closed",
        "received",
        "answered",
    ]


def test_a_union_above_answers_nothing_that_is_not_its_own(small_world: World) -> None:
    made = group(small_world, flood(small_world), "a1.officer")
    officer = small_world.client("a1.officer")
    page = officer.get(reverse("feedback_desk:matter_reply", args=[made])).content.decode()
    assert "由别的工会来办" in page
    assert "现在没有人能收到" in page


def test_killed_in_the_middle_it_goes_on_and_tells_nobody_twice(small_world: World) -> None:
    ids = flood(small_world, count=50)
    made = group(small_world, ids)
    order = send(small_world, made, "reply", ids, claim="solved")
    with system("clocks"):
        assert matters.tell_on(actor(), telling_id=order)
    assert (telling(order).done, telling(order).finished_at) == (20, None)
    with pytest.raises(ZeroDivisionError), system("clocks"):
        matters.tell_on(actor(), telling_id=order)
        raise ZeroDivisionError
    assert telling(order).done == 20
    tasks.tell_on.func(str(order))
    tasks.tell_on.func(str(order))
    assert telling(order).done == 50
    assert {events(one, "reply") for one in ids} == {1}
    assert {told(one, "等你打分") for one in ids} == {1}


def test_who_was_answered_in_between_is_written_down(small_world: World) -> None:
    ids = flood(small_world, count=3)
    made = group(small_world, ids)
    order = send(small_world, made, "reply", ids, claim="solved")
    with seeding():
        Case.objects.filter(pk=ids[1]).update(state="answered")
    tasks.tell_on.func(str(order))
    assert [missed[0] for missed in telling(order).missed] == [str(ids[1])]
    shown = small_world.client("a1x.officer").get(reverse("feedback_desk:matter", args=[made]))
    assert "这件没说到" in shown.content.decode()


def test_all_are_told_how_it_is_going(small_world: World) -> None:
    ids = flood(small_world, count=3)
    order = send(small_world, group(small_world, ids), "progress", ids)
    tasks.tell_on.func(str(order))
    assert states(ids) == ["received"] * 3
    assert [told(one, "有新进展") for one in ids] == [1] * 3


@pytest.fixture
def surveys() -> Any:
    """A room that has something to link to."""

    def offered(_: Actor) -> list[Linked]:
        return [Linked("s1", "今晚谁要床位", "/surveys/s1/")]

    linking.offer(Linkable("survey", "问卷", offered))
    yield
    linking.kinds.pop("survey")


def test_all_are_led_to_something_they_can_use(small_world: World, surveys: None) -> None:
    ids = flood(small_world, count=3)
    with seeding():
        asker = small_world.people["a1x-asker"].id
        Author.objects.filter(case_id=ids[0]).update(person_id=asker)
    made = group(small_world, ids)
    order = send(small_world, made, "link", ids, thing="survey:s1", day="2026-11-21")
    tasks.tell_on.func(str(order))
    shown = small_world.client("a1x-asker").get(reverse("feedback:case", args=[ids[0]]))
    page = shown.content.decode()
    assert "今晚谁要床位" in page
    assert 'href="/surveys/s1/"' in page
    assert "2026-11-21" in page
    assert [told(one, "有件事你用得上") for one in ids] == [1] * 3


def test_a_thing_that_is_not_on_offer_is_refused(small_world: World, surveys: None) -> None:
    ids = flood(small_world, count=3)
    made = group(small_world, ids)
    officer = small_world.client("a1x.officer")
    address = reverse("feedback_desk:matter_link", args=[made])
    form = {"text": ANSWER, "cases": [str(ids[0])], "thing": "survey:other", "key": "k"}
    assert officer.post(address, form).status_code == 422
    assert officer.post(address, {**form, "thing": "", "label": ""}).status_code == 422
    assert officer.post(address, {**form, "thing": "", "label": "集中住宿"}).status_code == 302
