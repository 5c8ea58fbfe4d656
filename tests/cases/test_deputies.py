"""Somebody is away: a colleague does the cases, says for whom, and gives them back by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from niangjia.kernel.acts.models import Audit
from niangjia.kernel.base.clock import frozen, now, today
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Hidden, Refusal
from niangjia.kernel.cases import rules
from niangjia.kernel.cases.door import Wanted, deputies, queries
from niangjia.kernel.cases.models import Case, Deputy, Event
from niangjia.kernel.cases.rules import Deputising
from niangjia.kernel.notices.models import Notice
from niangjia.services.feedback import actions, tasks
from niangjia.services.feedback.queries import deputies as pages
from niangjia.services.feedback.queries import desk
from tests.kit.sowing import seeding
from tests.kit.world import World

pytestmark = pytest.mark.row("000-21")
DAY = timedelta(days=1)
MONDAY = date(2026, 11, 23)
GOOD = Deputising(True, False, True, False, MONDAY, MONDAY + 4 * DAY)
RULED: list[tuple[dict[str, Any], bool]] = [
    ({}, True),
    ({"own": False}, False),
    ({"own": False, "chair": True}, True),
    ({"here": False}, False),
    ({"same": True}, False),
    ({"since": MONDAY - DAY}, False),
    ({"until": MONDAY - DAY}, False),
    ({"until": MONDAY}, True),
    ({"until": MONDAY + 91 * DAY}, True),
    ({"until": MONDAY + 92 * DAY}, False),
    ({"has_deputy": True}, False),
    ({"stands_in": True}, False),
    ({"deputy_away": True}, False),
]


@pytest.mark.parametrize(("changed", "allowed"), RULED)
def test_who_may_stand_in_for_whom(changed: dict[str, Any], allowed: bool) -> None:
    verdict = rules.may_deputise(replace(GOOD, **changed), MONDAY)
    assert bool(verdict) is allowed
    assert allowed or (verdict.reason and verdict.clause)


def wish(world: World, away: str, deputy: str, since: int = 0, days: int = 5) -> deputies.Wish:
    one, other = (world.hats[f"a1x.{who}"].person for who in (away, deputy))
    first = today() + since * DAY
    return deputies.Wish(
        deputies.Colleague(one.id, one.name),
        deputies.Colleague(other.id, other.name),
        first,
        first + (days - 1) * DAY,
    )


def name(world: World, hat: str, asked: deputies.Wish) -> UUID:
    with world.acting(hat):
        return actions.name_deputy(actor(), wish=asked).pk


def do(world: World, hat: str, verb: str, case_id: UUID, **words: Any) -> None:
    with world.acting(hat):
        getattr(actions, verb)(actor(), case_id=case_id, **words)


def in_hand(world: World) -> UUID:
    """A case the officer has in hand."""
    case_id = world.cases["a1x.own"].pk
    officer = world.hats["a1x.officer"].person
    with seeding():
        Case.objects.filter(pk=case_id).update(handler_id=officer.id, handler_name=officer.name)
    return case_id


def last(case_id: UUID, verb: str) -> Event:
    with seeding():
        return Event.objects.filter(case=case_id, verb=verb).latest("at")


def say(world: World, case_id: UUID, hat: str = "a1x.chair") -> str:
    do(world, hat, "reply", case_id, text="配件到了，明天来装。", ask_verdict=False)
    return last(case_id, "says").speaker


def test_the_deputy_speaks_for_the_one_away_and_leaves_the_case(small_world: World) -> None:
    case_id = in_hand(small_world)
    officer, chair = (small_world.hats[f"a1x.{who}"].person for who in ("officer", "chair"))
    assert say(small_world, case_id) == chair.name, "before, everybody speaks for themselves"
    name(small_world, "a1x.officer", wish(small_world, "officer", "chair"))
    assert say(small_world, case_id) == f"{chair.name}（代{officer.name}）"
    assert last(case_id, "says").by_id == chair.id, "the log knows who it was"
    do(small_world, "a1x.chair", "reply", case_id, text="装好了，请你打分。", ask_verdict=True)
    with seeding():
        case = Case.objects.get(pk=case_id)
        assert (case.state, case.handler_id) == ("answered", officer.id)
        assert Audit.objects.filter(action="cases.in_stead", person_id=chair.id).exists()


def test_it_begins_and_ends_by_the_calendar(small_world: World) -> None:
    case_id = in_hand(small_world)
    chair = small_world.hats["a1x.chair"].person
    name(small_world, "a1x.officer", wish(small_world, "officer", "chair", since=2, days=3))
    begun = []
    for n in range(7):
        with frozen(now() + n * DAY):
            begun.append(say(small_world, case_id) != chair.name)
    assert begun == [False, False, True, True, True, False, False]


def test_the_desk_shows_who_stands_in_and_the_deputy_finds_the_cases(small_world: World) -> None:
    case_id = in_hand(small_world)
    chair = small_world.hats["a1x.chair"].person
    wanted = Wanted(tab="open", mine=True)
    with small_world.acting("a1x.chair"):
        assert case_id not in {r.id for r in queries.inbox(actor(), "feedback", wanted).items}
    name(small_world, "a1x.officer", wish(small_world, "officer", "chair"))
    with small_world.acting("a1x.chair"):
        assert case_id in {r.id for r in queries.inbox(actor(), "feedback", wanted).items}
        assert f"{chair.name}代班" in desk.case(actor(), case_id).seats[0].value
    with frozen(now() + 9 * DAY), small_world.acting("a1x.chair"):
        assert case_id not in {r.id for r in queries.inbox(actor(), "feedback", wanted).items}
        assert "代班" not in desk.case(actor(), case_id).seats[0].value


def test_both_are_told_and_it_may_end_early(small_world: World) -> None:
    case_id = in_hand(small_world)
    made = name(small_world, "a1x.officer", wish(small_world, "officer", "chair"))
    officer, chair = (small_world.hats[f"a1x.{who}"].person for who in ("officer", "chair"))
    with small_world.acting("a1x.officer"):
        actions.end_deputy(actor(), deputy_id=made)
    assert say(small_world, case_id) == chair.name, "at once, not tomorrow"
    with seeding():
        told = Notice.objects.filter(person_id__in=(officer.id, chair.id))
        assert told.filter(title__in=("请你代班", "你请假的日子有人代班")).count() == 2
        assert told.filter(title="代班结束了").count() == 2
    with small_world.acting("a1x.officer"), pytest.raises(Refusal, match="not_yours"):
        actions.end_deputy(actor(), deputy_id=made)


def test_days_do_not_overlap_not_even_behind_the_rule(small_world: World) -> None:
    name(small_world, "a1x.officer", wish(small_world, "officer", "chair"))
    with pytest.raises(Refusal, match="no_deputy"):
        name(small_world, "a1x.chair", wish(small_world, "officer", "chair", since=4))
    with small_world.acting("a1x.chair"):
        row = Deputy.objects.get(away_id=small_world.hats["a1x.officer"].person.id)
        row.pk, row.since, row.until = new_id(), row.until, row.until + DAY
        with pytest.raises(IntegrityError, match="one_deputy_at_a_time"), transaction.atomic():
            row.save(force_insert=True)


def test_it_is_not_passed_on(small_world: World) -> None:
    name(small_world, "a1x.officer", wish(small_world, "officer", "chair"))
    with pytest.raises(Refusal, match="no_deputy"):
        name(small_world, "a1x.chair", wish(small_world, "chair", "officer"))


def test_nobody_from_elsewhere_stands_in(small_world: World) -> None:
    town = small_world.hats["a1.officer"].person
    asked = wish(small_world, "officer", "chair")
    far = replace(asked, deputy=deputies.Colleague(town.id, town.name))
    with pytest.raises(Refusal, match="no_deputy"):
        name(small_world, "a1x.officer", far)
    with pytest.raises(Refusal, match="no_deputy"):
        name(small_world, "a1.officer", asked)


def test_an_officer_names_no_deputy_for_the_chair(small_world: World) -> None:
    with pytest.raises(Refusal, match="no_deputy"):
        name(small_world, "a1x.officer", wish(small_world, "chair", "officer"))
    name(small_world, "a1x.chair", wish(small_world, "officer", "chair"))


@pytest.mark.parametrize("hat", ["a1x-asker", "a.caller", "a1x-firm.responder", "a.admin"])
def test_only_those_who_handle_cases_open_the_page(small_world: World, hat: str) -> None:
    assert small_world.client(hat).get("/desk/feedback/deputies/").status_code != 200


def test_nobody_ends_what_another_union_arranged(small_world: World) -> None:
    made = name(small_world, "a1x.officer", wish(small_world, "officer", "chair"))
    with small_world.acting("a1.chair"), pytest.raises(Hidden):
        actions.end_deputy(actor(), deputy_id=made)
    with small_world.acting("b.officer"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_deputy WHERE id = %s", [made])
        assert cursor.fetchone() == (0,)


def test_the_page_says_who_when_and_forgets_nothing(small_world: World) -> None:
    client, here = small_world.client("a1x.officer"), "/desk/feedback/deputies/"
    officer, chair = (small_world.hats[f"a1x.{who}"].person for who in ("officer", "chair"))
    fields = {"away": str(officer.id), "deputy": str(chair.id), "key": "d"}
    wrong = client.post(here, fields | {"since": today().isoformat(), "until": "2020-01-01"})
    assert wrong.status_code == 422 and "不能早于第一天" in wrong.content.decode()
    days = {"since": today().isoformat(), "until": (today() + 4 * DAY).isoformat()}
    done = client.post(here, fields | days, follow=True).content.decode()
    assert f"{officer.name}请假，{chair.name}代班" in done and "正在代班" in done
    with frozen(now() + 6 * DAY), small_world.acting("a1x.officer"):
        (row, *_rest) = pages.page(actor()).rows
        assert row.status.label == "结束了" and not row.may_end


def test_when_the_last_day_is_over_both_are_told_once(small_world: World) -> None:
    with small_world.acting("a1x.chair"):
        made = actions.name_deputy(actor(), wish=wish(small_world, "officer", "chair", days=2))
    shown = small_world.client("a1x.chair").get("/desk/feedback/duties/").content.decode()
    assert f"{made.away_name}请假" in shown and f"{made.deputy_name}接着办" in shown
    titles = {
        made.deputy_id: "代班到期了，以后不用再代",
        made.away_id: "代班到期了，手上的事还是你的",
    }

    def told() -> list[int]:
        with seeding():
            found = [Notice.objects.filter(person_id=pk, title=t) for pk, t in titles.items()]
            return [rows.count() for rows in found]

    with frozen(now() + (made.until - today())):
        tasks.deputies_over.func(0)
    assert told() == [0, 0], "the last day counts"
    with frozen(now() + (made.until - today()) + DAY):
        tasks.deputies_over.func(0)
        tasks.deputies_over.func(0)
        page = small_world.client("a1x.chair").get("/desk/feedback/duties/").content.decode()
        assert f"{made.away_name}请假" not in page
    assert told() == [1, 1]
