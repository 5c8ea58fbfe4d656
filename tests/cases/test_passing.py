"""The first receiver answers until another union accepts, or the one above both decides."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from niangjia.kernel.acts.acting import system
from niangjia.kernel.acts.flow import Due
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Hidden, Post, Refusal
from niangjia.kernel.cases import clocks, rules
from niangjia.kernel.cases.flow import HANDOVER
from niangjia.kernel.cases.models import Case, Event, Handover, Seat
from niangjia.kernel.notices.models import Notice
from niangjia.services.feedback import actions
from niangjia.services.feedback.queries import desk, member, talks
from tests.kit import flows
from tests.kit.flows import Subject
from tests.kit.sowing import seeding
from tests.kit.world import World

DAY = timedelta(days=1)
WHY, NO, RULING = "厂里没有食堂，归镇里管。", "镇里管不到这家。", "按住所由镇里来办。"
pytestmark = pytest.mark.row("000-21", "003-10")


def due(row: Handover, start: Any) -> Due:
    return clocks.due(row.org_path, start)


def test_every_waiting_state_of_a_talk_has_an_owner_and_a_deadline() -> None:
    flows.check_table(HANDOVER)


def test_moves_of_a_talk_follow_the_table(small_world: World) -> None:
    pk = next(t.pk for t in small_world.all(Handover) if t.case_id == key(small_world, "offered"))
    hats = {Post.OFFICER: "a1x.officer", Post.CHAIR: "a1x.chair"}
    flows.check_moves(Subject(HANDOVER, small_world, Handover, pk, hats, due))


PLACES = ["33.", "33.01.", "33.01.07.", "33.01.09."]
DECIDERS = [
    ("33.01.07.", "33.01.09.", "33.01."),
    ("33.01.07.", "33.01.", "33."),
    ("33.01.", "33.01.07.", "33."),
    ("33.", "33.01.", "33."),
    ("33.01.", "33.", "33."),
]


@pytest.mark.parametrize(("giver", "taker", "decides"), DECIDERS)
def test_the_nearest_union_above_both_decides(giver: str, taker: str, decides: str) -> None:
    assert rules.decider(giver, taker, PLACES) == decides


def test_without_a_union_above_nobody_decides() -> None:
    with pytest.raises(ValueError, match="no union"):
        rules.decider("33.", "34.", PLACES)


MAY_DISPUTE = [
    ("offered", now() + DAY, False, False),
    ("offered", now() - DAY, False, True),
    ("declined", now() + DAY, False, True),
    ("declined", now() + DAY, True, False),
]


@pytest.mark.parametrize(("state", "until", "party", "allowed"), MAY_DISPUTE)
def test_the_union_above_is_asked_after_a_no_or_silence(
    state: str, until: Any, party: bool, allowed: bool
) -> None:
    verdict = rules.may_dispute(state, until, now(), party_decides=party)
    assert bool(verdict) is allowed


@pytest.mark.parametrize(
    ("bound", "upward", "allowed"), [(0, 0, True), (1, 0, False), (1, 1, True)]
)
def test_a_decision_binds_except_upwards(bound: int, upward: int, allowed: bool) -> None:
    assert bool(rules.may_offer(bool(bound), bool(upward))) is allowed


def key(world: World, name: str = "own") -> UUID:
    return world.cases[f"a1x.{name}"].pk


def do(world: World, hat: str, verb: str, name: str = "own", **words: Any) -> None:
    with world.acting(hat):
        getattr(actions, verb)(actor(), case_id=key(world, name), **words)


def offer(world: World, name: str = "own", to: str = "a1") -> None:
    do(world, "a1x.officer", "forward", name, to=world.orgs[to].id, text=WHY)


def case(world: World, name: str = "own") -> Case:
    with seeding():
        return Case.objects.get(pk=key(world, name))


def page_of_author(world: World) -> str:
    url = f"/feedback/{key(world)}/"
    return world.client("a1x-asker").get(url).content.decode()


def sees(world: World, hat: str) -> bool:
    with world.acting(hat):
        try:
            desk.case(actor(), key(world))
        except Hidden:
            return False
    return True


def test_the_giver_answers_until_the_other_accepts(small_world: World) -> None:
    before = case(small_world)
    offer(small_world)
    now_ = case(small_world)
    assert (now_.org_id, now_.state, now_.due_at) == (before.org_id, before.state, before.due_at)
    assert now_.passing == "offered"
    page = page_of_author(small_world)
    assert "正在商量由谁来办" in page and small_world.orgs["a1x"].name in page
    assert WHY not in page


def test_who_accepts_answers_by_the_day_that_was_promised(small_world: World) -> None:
    before = case(small_world)
    offer(small_world)
    do(small_world, "a1.officer", "take")
    after = case(small_world)
    assert after.org_id == small_world.orgs["a1"].id and after.passing == ""
    assert after.state == "accepted"
    assert after.due_at is not None and before.due_at is not None
    assert after.due_at <= before.due_at, "no later than the author was promised"
    assert after.handler_name == small_world.people["a1.officer"].name
    assert sees(small_world, "a1x.officer"), "the giver may watch"
    assert "正在商量" not in page_of_author(small_world).partition("走到哪一步了")[0]


def test_a_late_case_stays_late_in_other_hands(small_world: World) -> None:
    late = now() - 2 * DAY
    with seeding():
        Case.objects.filter(pk=key(small_world)).update(due_at=late)
    offer(small_world)
    do(small_world, "a1.officer", "take")
    assert case(small_world).due_at == late


def test_no_is_said_with_a_reason_only_unions_read(small_world: World) -> None:
    offer(small_world)
    do(small_world, "a1.officer", "decline", text=NO)
    do(small_world, "a1x.officer", "dispute", text=WHY)
    assert case(small_world).org_id == small_world.orgs["a1x"].id
    do(small_world, "a.officer", "decide", assign=True, text=RULING)
    done = case(small_world)
    assert (done.org_id, done.state) == (small_world.orgs["a1"].id, "accepted")
    page = page_of_author(small_world)
    assert not [said for said in (WHY, NO, RULING) if said in page]
    for hat in ("a1x.officer", "a1.officer"):
        listed = small_world.client(hat).get("/desk/feedback/talks/").content.decode()
        assert RULING in listed and NO in listed, "reasons go to both"
    with seeding():
        words = Event.objects.filter(case=done, text__in=(WHY, NO, RULING))
        assert words and {event.audience for event in words} == {"staff"}


def test_it_may_be_decided_that_nothing_changes(small_world: World) -> None:
    offer(small_world)
    do(small_world, "a1.officer", "decline", text=NO)
    do(small_world, "a1x.officer", "dispute", text=WHY)
    do(small_world, "a.officer", "decide", assign=False, text=RULING)
    after = case(small_world)
    assert (after.org_id, after.passing) == (small_world.orgs["a1x"].id, "")
    with seeding():
        assert not Seat.objects.filter(case=after, state="offered", until=None)


def down(world: World, name: str = "own") -> None:
    """The town has the case and offers it to a union below that has no part in it."""
    offer(world, name)
    do(world, "a1.officer", "take", name)
    do(world, "a1.officer", "forward", name, to=world.orgs["a1y"].id, text=WHY)


def test_a_decision_binds_the_giver(small_world: World) -> None:
    down(small_world)
    do(small_world, "a1y.chair", "decline", text=NO)
    do(small_world, "a1.officer", "dispute", text=WHY)
    do(small_world, "a.officer", "decide", assign=False, text=RULING)
    assert not sees(small_world, "a1y.chair"), "who does not answer sees it no longer"
    with pytest.raises(Refusal) as refused:
        do(small_world, "a1.officer", "forward", to=small_world.orgs["a1y"].id, text=WHY)
    assert refused.value.code == "bound"
    do(small_world, "a1.officer", "forward", to=small_world.orgs["a"].id, text="超出镇里的权限。")


def test_the_second_no_goes_straight_to_the_union_above(small_world: World) -> None:
    offer(small_world)
    do(small_world, "a1.officer", "decline", text=NO)
    assert case(small_world).passing == "declined"
    do(small_world, "a1x.officer", "take_back")
    offer(small_world)
    do(small_world, "a1.officer", "decline", text=NO)
    assert case(small_world).passing == "disputed"
    with seeding():
        told = Notice.objects.filter(person_id=small_world.people["a.officer"].id)
        assert told.filter(title__contains="推了两回").exists()


def test_silence_may_be_taken_to_the_union_above(small_world: World) -> None:
    offer(small_world)
    with pytest.raises(Refusal) as refused:
        do(small_world, "a1x.officer", "dispute", text=WHY)
    assert refused.value.code == "too_early"
    overdue(small_world)
    do(small_world, "a1x.officer", "dispute", text=WHY)
    assert case(small_world).passing == "disputed"


def overdue(world: World, days: int = 10) -> None:
    with seeding():
        talk = Handover.objects.filter(case_id=key(world), state__in=("offered", "declined"))
        talk.update(due_at=now() - days * DAY)


def watched(world: World) -> int:
    with system("clocks"):
        return actions.watch_talks(actor())


def test_a_giver_who_does_nothing_after_a_no_keeps_it(small_world: World) -> None:
    offer(small_world)
    do(small_world, "a1.officer", "decline", text=NO)
    overdue(small_world)
    assert watched(small_world)
    after = case(small_world)
    assert (after.org_id, after.passing) == (small_world.orgs["a1x"].id, "")
    assert not watched(small_world), "each is raised once"


def test_silence_is_told_upwards(small_world: World) -> None:
    offer(small_world)
    overdue(small_world)
    assert watched(small_world)
    assert not watched(small_world)
    with seeding():
        above = Notice.objects.filter(person_id=small_world.people["a.officer"].id)
        giver = Notice.objects.filter(person_id=small_world.people["a1x.officer"].id)
        assert above.filter(title__contains="还没定").exists()
        assert giver.filter(title__contains="对方没回话").exists()
    assert case(small_world).passing == "offered", "nobody decides by a clock alone"


def test_an_author_who_takes_it_back_ends_the_talk(small_world: World) -> None:
    down(small_world)
    do(small_world, "a1x-asker", "withdraw", text="")
    with pytest.raises(Refusal) as refused:
        do(small_world, "a1y.chair", "take")
    assert refused.value.code == "no_talk"
    assert watched(small_world) and not watched(small_world)
    assert not sees(small_world, "a1y.chair")


def test_who_was_pressed_is_at_once_out_of_sight_of_the_other_union(small_world: World) -> None:
    down(small_world)
    assert sees(small_world, "a1y.chair")
    do(small_world, "a1x-asker", "press", text="班长在问是谁写的")
    assert not sees(small_world, "a1y.chair") and not sees(small_world, "a1x.officer")
    assert case(small_world).org_id == small_world.orgs["a"].id
    with pytest.raises(Hidden):
        do(small_world, "a1y.chair", "take")


@pytest.mark.parametrize("verb", ["ask_firm", "reply", "pause"])
def test_nobody_goes_on_while_it_is_talked_over(small_world: World, verb: str) -> None:
    offer(small_world)
    words: dict[str, dict[str, Any]] = {
        "ask_firm": {"text": "请公司办"},
        "reply": {"text": "办好了", "ask_verdict": True},
        "pause": {"reason": "work", "text": "等两天"},
    }
    with pytest.raises(Refusal) as refused:
        do(small_world, "a1x.officer", verb, **words[verb])
    assert refused.value.code == "talked_over"


WRONG = [
    ("a1x.officer", "take", {}),
    ("a1y.chair", "take", {}),
    ("a.officer", "take", {}),
    ("a1x.officer", "decline", {"text": NO}),
    ("a1.officer", "take_back", {}),
    ("a1.officer", "dispute", {"text": WHY}),
    ("a1.officer", "decide", {"assign": False, "text": RULING}),
    ("a.officer", "decide", {"assign": True, "text": RULING}),
    ("b.officer", "take", {}),
]


@pytest.mark.parametrize(("hat", "verb", "words"), WRONG)
def test_each_step_is_one_unions_alone(
    small_world: World, hat: str, verb: str, words: dict[str, Any]
) -> None:
    offer(small_world)
    with pytest.raises((Hidden, Refusal)):
        do(small_world, hat, verb, **words)
    assert case(small_world).org_id == small_world.orgs["a1x"].id


OFFER = "SELECT api.offer_case(%s, %s, %s, %s, %s, %s, %s, %s)"
SETTLE = "SELECT api.settle_handover(%s, %s, %s)"


@pytest.mark.parametrize("hat", ["a1y.chair", "a1.officer", "a.caller", "b.officer", "a1x-asker"])
def test_the_door_offers_nobody_elses_case(small_world: World, hat: str) -> None:
    orgs = small_world.orgs
    asked: list[Any] = [
        key(small_world),
        new_id(),
        new_id(),
        orgs["a1y"].id,
        orgs["a1"].id,
        "",
        now(),
        now(),
    ]
    with pytest.raises(DatabaseError), small_world.acting(hat), transaction.atomic():
        connection.cursor().execute(OFFER, asked)


def test_the_door_opens_no_case_to_the_own_union_against_the_authors_wish(
    small_world: World,
) -> None:
    orgs, wished = small_world.orgs, small_world.cases["a1x.town"].pk
    asked: list[Any] = [wished, new_id(), new_id(), orgs["a1x"].id, orgs["a1"].id, "", now(), now()]
    with pytest.raises(DatabaseError), small_world.acting("a1.officer"), transaction.atomic():
        connection.cursor().execute(OFFER, asked)


@pytest.mark.parametrize("state", ["taken", "assigned"])
def test_the_giver_alone_moves_nothing(small_world: World, state: str) -> None:
    """Even with a state of its own making, the door asks who stands before it."""
    offer(small_world)
    with pytest.raises(DatabaseError), small_world.acting("a1x.officer"), transaction.atomic():
        talk = Handover.objects.get(case_id=key(small_world))
        Handover.objects.filter(pk=talk.pk).update(state=state)
        connection.cursor().execute(SETTLE, [talk.pk, new_id(), now()])
    assert case(small_world).org_id == small_world.orgs["a1x"].id


def test_an_acceptance_moves_a_case_once(small_world: World) -> None:
    """What was taken long ago does not bring the case back."""
    down(small_world)
    do(small_world, "a1y.chair", "take")
    with small_world.acting("a1.officer"):
        old = Handover.objects.filter(case_id=key(small_world), state="taken").first()
        assert old is not None
        connection.cursor().execute(SETTLE, [old.pk, new_id(), now()])
    assert case(small_world).org_id == small_world.orgs["a1y"].id


def test_the_case_page_says_whose_turn_it_is(small_world: World) -> None:
    offer(small_world)
    for hat, may in (("a1x.officer", {"take_back"}), ("a1.officer", {"take", "decline"})):
        with small_world.acting(hat):
            talk = talks.on_case(actor(), key(small_world))
            assert talk is not None and talk.may == may
            assert WHY in [said.text for said in talk.said]
    with small_world.acting("a1x-asker"):
        assert member.my_case(actor(), key(small_world)).case.answers
