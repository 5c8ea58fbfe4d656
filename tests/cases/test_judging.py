"""How a case ends: what may be said to an answer, opening it again, taking it higher."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Hidden, Refusal
from niangjia.kernel.cases import rules
from niangjia.kernel.cases.models import Case, Seat
from niangjia.services.feedback import actions
from niangjia.services.feedback.queries import desk, member
from tests.kit.sowing import seeding
from tests.kit.world import World

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
DAY = timedelta(days=1)
OUTCOMES = [
    ("solved", "solved", "solved"),
    ("solved", "partly", "partly"),
    ("solved", "back", ""),
    ("partly", "partly", "partly"),
    ("partly", "solved", "solved"),
    ("explained", "accept", "explained"),
    ("guided", "accept", "guided"),
    ("legal", "accept", "legal"),
    ("legal", "back", ""),
    ("", "solved", "solved"),
]


@pytest.mark.row("000-21")
@pytest.mark.parametrize(("claim", "said", "result"), OUTCOMES)
def test_what_comes_of_a_claim_is_the_authors_word(claim: str, said: str, result: str) -> None:
    assert rules.outcome(claim, said) == result


@pytest.mark.parametrize("claim", ["explained", "guided", "legal"])
@pytest.mark.parametrize("said", ["solved", "partly"])
def test_an_explanation_is_not_a_solution(claim: str, said: str) -> None:
    with pytest.raises(KeyError):
        rules.outcome(claim, said)


def test_no_claim_alone_solves_anything() -> None:
    for claim in rules.CLAIMS:
        solving = [said for said in rules.answers(claim) if rules.outcome(claim, said) == "solved"]
        assert solving in (["solved"], []), "only by saying so"


APPEALS = [
    (0, AT + DAY, 0, False),
    (0, None, 0, False),
    (1, AT + DAY, 0, True),
    (0, AT - DAY, 0, True),
    (0, AT + DAY, 2, True),
]


@pytest.mark.parametrize(("rounds", "due", "alarm", "allowed"), APPEALS)
def test_the_union_above_comes_after_the_one_below(
    rounds: int, due: datetime | None, alarm: int, allowed: bool
) -> None:
    verdict = rules.may_appeal(rounds, due, alarm, AT)
    assert bool(verdict) is allowed
    assert allowed or verdict.remedy


@pytest.mark.parametrize(("days", "allowed"), [(0, True), (30, True), (31, False)])
def test_a_closed_case_opens_for_thirty_days(days: int, allowed: bool) -> None:
    assert bool(rules.may_reopen(AT, AT + days * DAY)) is allowed


CALLS = [
    (True, True, AT + DAY, False),
    (True, True, AT - DAY, True),
    (False, True, AT + DAY, True),
    (True, False, AT + DAY, True),
]


@pytest.mark.parametrize(("online", "author", "due", "allowed"), CALLS)
def test_callers_wait_for_authors_who_can_judge(
    online: bool, author: bool, due: datetime, allowed: bool
) -> None:
    assert bool(rules.may_call_now(online, author, due, AT)) is allowed


def put(world: World, **values: Any) -> Case:
    """The case of the firm's union, seated with the firm, as given."""
    pk = world.cases["a1x.seated"].pk
    with seeding():
        Case.objects.filter(pk=pk).update(alarm=0, **values)
    return again(world)


def again(world: World) -> Case:
    with seeding():
        return Case.objects.get(pk=world.cases["a1x.seated"].pk)


def do(world: World, hat: str, verb: str, **words: Any) -> None:
    with world.acting(hat):
        getattr(actions, verb)(actor(), case_id=world.cases["a1x.seated"].pk, **words)


def sees(world: World, hat: str, query: Any) -> bool:
    with world.acting(hat):
        try:
            query(actor(), world.cases["a1x.seated"].pk)
        except Hidden:
            return False
    return True


LATE = {"state": "accepted", "due_at": now() - DAY}


def test_a_partial_answer_stays_partial(small_world: World) -> None:
    put(small_world, state="accepted")
    do(small_world, "a1x.officer", "reply", text="修了两台", ask_verdict=True, claim="partly")
    do(small_world, "a1x-asker", "verdict", said="partly", stars=3, text="")
    case = again(small_world)
    assert (case.state, case.outcome, case.verdict_stars) == ("closed", "partly", 3)


def test_an_answer_nobody_offered_is_refused(small_world: World) -> None:
    put(small_world, state="answered", claim="explained")
    with pytest.raises(Refusal) as refused:
        do(small_world, "a1x-asker", "verdict", said="solved", stars=5, text="")
    assert refused.value.code == "not_offered"
    assert again(small_world).state == "answered"


def test_closed_opens_once_more(small_world: World) -> None:
    put(small_world, state="closed", outcome="solved", closed_at=now(), due_at=None)
    do(small_world, "a1x-asker", "reopen", text="昨天又坏了")
    case = again(small_world)
    assert (case.state, case.outcome, case.closed_at, case.rounds) == ("returned", "", None, 1)
    assert case.due_at is not None


def test_too_late_to_open(small_world: World) -> None:
    put(small_world, state="closed", outcome="solved", closed_at=now() - 40 * DAY, due_at=None)
    with pytest.raises(Refusal) as refused:
        do(small_world, "a1x-asker", "reopen", text="昨天又坏了")
    assert refused.value.code == "too_late"


@pytest.mark.row("000-21", "003-10")
def test_a_late_case_goes_to_the_union_above_and_the_one_below_may_watch(
    small_world: World,
) -> None:
    before = put(small_world, **LATE)
    do(small_world, "a1x-asker", "appeal", text="说好上周办好的")
    case = again(small_world)
    assert before.org_path.startswith(case.org_path) and case.org_path != before.org_path
    assert (case.state, case.pressed, case.handler_name) == ("received", False, "")
    assert sees(small_world, "a1x-asker", member.my_case)
    assert sees(small_world, "a1.chair", desk.case)
    assert sees(small_world, "a1x.officer", desk.case), "the union below watches"


def test_too_early_for_the_union_above(small_world: World) -> None:
    put(small_world, state="accepted", due_at=now() + DAY)
    with pytest.raises(Refusal) as refused:
        do(small_world, "a1x-asker", "appeal", text="我就想快一点")
    assert refused.value.code == "too_early"


@pytest.mark.row("000-21")
def test_who_was_pressed_is_out_of_sight_of_firm_and_its_union(small_world: World) -> None:
    put(small_world, state="with_firm", due_at=now() + DAY)
    do(small_world, "a1x-asker", "press", text="班长在问是谁写的")
    case = again(small_world)
    assert (case.pressed, case.visibility, case.firm_state) == (True, "upper", "")
    with seeding():
        assert not Seat.objects.filter(case=case, until=None).exists()
    assert sees(small_world, "a1.chair", desk.case)
    assert not sees(small_world, "a1x.officer", desk.case)
    assert sees(small_world, "a1x-asker", member.my_case)
    do(small_world, "a1.chair", "accept", text="我们来办")
    with pytest.raises(Refusal) as refused:
        do(small_world, "a1.chair", "ask_firm", text="请公司办")
    assert refused.value.code == "author_wish"


def test_nobody_takes_another_workers_case_up(small_world: World) -> None:
    put(small_world, **LATE)
    for verb in ("appeal", "press", "reopen"):
        with pytest.raises((Hidden, Refusal)):
            do(small_world, "a1x-colleague", verb, text="我也想办快一点")
    assert not again(small_world).pressed


def test_the_caller_comes_when_the_author_did_not(small_world: World) -> None:
    put(small_world, state="answered", claim="solved", due_at=now() + DAY)
    with pytest.raises(Refusal):
        do(small_world, "a.caller", "call", said="solved", stars=5, text="修好了")
    put(small_world, due_at=now() - DAY)
    do(small_world, "a.caller", "missed_call")
    do(small_world, "a.caller", "missed_call")
    assert again(small_world).missed_calls == 2
    do(small_world, "a.caller", "call", said="partly", stars=3, text="修了两台")
    case = again(small_world)
    assert (case.state, case.outcome) == ("closed", "partly"), "a missed call is no hand in it"
