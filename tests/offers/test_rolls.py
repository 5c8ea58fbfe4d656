"""Lists of people, rules by versions, and the rehearsal of an offer on everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from hypothesis import given
from hypothesis import strategies as st

from niangjia.kernel.acts.models import Look
from niangjia.kernel.base.clock import today
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Hidden, Post, Refusal
from niangjia.kernel.offers import (
    campaigns,
    eligibility,
    packs,
    rehearsing,
    roll_sheet,
    rolls,
    splitting,
)
from niangjia.kernel.offers.campaign_flow import CAMPAIGN
from niangjia.kernel.offers.eligibility import Clause
from niangjia.kernel.offers.models import Campaign, Household, Pack, Roll, RollEntry
from niangjia.kernel.offers.roll_flow import ROLL
from niangjia.kernel.people import sheets
from niangjia.kernel.people.models import Membership
from niangjia.services.benefits.actions import packs as pack_actions
from niangjia.services.benefits.actions import rolls as actions
from tests.kit import flows
from tests.kit.flows import Subject
from tests.kit.sowing import seeding
from tests.kit.world import World
from tests.surveys.crowds import PACKS, crowd, opened, says

HEAD = rolls.Head("相对困难的留岗员工", "镇街摸排出来的", "摸排表", date(2026, 11, 1))


def brought(world: World, *rows: tuple[str, ...], hat: str = "a1.officer") -> Roll:
    """A list from a real file, as the union uploads it."""
    content = sheets.written("xlsx", roll_sheet.COLUMNS, rows)
    read = roll_sheet.read(sheets.rows_of("名单.xlsx", content), 5000)
    with world.acting(hat):
        made = actions.bring(actor(), head=HEAD, lines=read.lines, problems=read.problems)
        return Roll.objects.get(id=made.id)


def line(world: World, key: str, need: str = "1", house: str = "") -> tuple[str, ...]:
    person = world.people[key]
    number = key.replace("-", "").upper()
    with seeding():
        Membership.objects.filter(person=person).update(number=number)
    return (person.name, "", number, need, house)


@pytest.mark.row("000-01")
def test_a_table_becomes_a_list_and_every_bad_line_is_named(small_world: World) -> None:
    roll = brought(
        small_world,
        line(small_world, "a1x-asker", "2", "1"),
        line(small_world, "a1x-colleague", "1", "1"),
        line(small_world, "a1x-asker"),
        line(small_world, "a2x-asker"),
        ("别人", *line(small_world, "a1y-asker")[1:]),
        ("", "13900000000", "", "1", ""),
        line(small_world, "a1y-asker", "许多"),
    )
    assert (roll.people, roll.need, roll.state) == (2, 3, "draft")
    assert [(row, why) for row, _words, why in roll.problems] == [
        (4, rolls.TWICE),
        (5, "名册里没有这个手机号或会员号"),
        (6, "号码在名册里，名字对不上"),
        (7, "姓名、手机号（或会员号）没有填全"),
        (8, "几份要填 1 到 1000 的整数"),
    ]
    with small_world.acting("a1.officer"):
        homes = Household.objects.filter(person_id=small_world.people["a1x-asker"].id)
        assert Household.objects.filter(household_id=homes.get().household_id).count() == 2
        with pytest.raises(Hidden):
            rolls.own(actor(), small_world.all(Roll)[0].id)


def count_on(world: World, roll: Roll) -> int:
    with world.acting("a1.officer"):
        clause = Clause("lists", "has", str(roll.id))
        return rehearsing.rehearse(actor(), (clause,), today()).may


def test_a_list_counts_from_when_it_was_looked_through_until_it_ends(small_world: World) -> None:
    roll = brought(small_world, line(small_world, "a1x-asker"), line(small_world, "a1y-asker"))
    assert count_on(small_world, roll) == 0
    with small_world.acting("a1.officer"):
        actions.approve(actor(), roll_id=roll.id, approved_by="镇街工会主席会议")
        read = actions.names(actor(), roll_id=roll.id)
    people = small_world.people
    assert {one.name for one in read} == {people["a1x-asker"].name, people["a1y-asker"].name}
    with seeding():
        assert Look.objects.filter(object_id=roll.id).count() == 2
    assert count_on(small_world, roll) == 2
    with small_world.acting("a1.officer"):
        actions.strike(actor(), roll_id=roll.id, person_id=small_world.people["a1y-asker"].id)
    assert count_on(small_world, roll) == 1
    with small_world.acting("a1.officer"):
        actions.end(actor(), roll_id=roll.id)
    assert count_on(small_world, roll) == 0


@pytest.mark.row("000-01")
def test_who_asked_in_a_survey_is_a_list_with_needs(small_world: World) -> None:
    keys = crowd(small_world, 5)[0]
    survey = opened(small_world, PACKS, kind="named")
    for n, key in enumerate(keys):
        says(small_world, key, survey, q1=n)
    with small_world.acting("a1.chair"):
        head = rolls.Head("要大礼包的", "问卷报的", "问卷", today(), survey_id=survey)
        made = actions.gather(actor(), head=head, question_id="q1")
        found = {e.person_id: e.need for e in RollEntry.objects.filter(roll_id=made.id)}
        needs = rolls.needs_by_place(actor(), [made.id])
    assert found == {small_world.people[k].id: n for n, k in enumerate(keys) if n}
    assert needs == {small_world.orgs["a1x"].path: 10}


def test_rules_are_versions_and_the_old_days_keep_the_old_one(small_world: World) -> None:
    paper = packs.Paper("留岗慰问", "工发〔2026〕8 号", "主席会议", today(), today())
    with small_world.acting("a.officer"):
        one = pack_actions.make(actor(), paper=paper, clauses=(Clause("member", "eq", value=True),))
        key = Pack.objects.get(id=one.id).key
        with pytest.raises(Refusal, match="since"):
            pack_actions.make(
                actor(), paper=paper, clauses=(Clause("member", "eq", value=True),), key=key
            )
        later = replace(paper, since=today() + timedelta(9))
        two = pack_actions.make(
            actor(), paper=later, clauses=(Clause("member_days", "ge", 30),), key=key
        )
        with pytest.raises(Refusal):
            pack_actions.make(actor(), paper=later, clauses=(Clause("lists", "ge", 3),))
    with small_world.acting("a1x.officer"):
        for days, version in ((0, one.id), (8, one.id), (9, two.id)):
            day = today() + timedelta(days)
            held = [p.id for p in packs.in_force(actor(), day) if p.key == key]
            assert held == [version]


def test_a_rehearsal_says_of_everybody_what_the_offer_would(small_world: World) -> None:
    """The counts are those of judging each member in Python; whom a clause keeps out is named."""
    with seeding():
        Membership.objects.filter(person=small_world.people["a1x-asker"]).update(
            since=today() - timedelta(26)
        )
    clauses = (
        Clause("member_days", "ge", 30),
        Clause("union_path", "under", small_world.orgs["a1"].path),
        Clause("identity", "ge", 2),
    )
    with small_world.acting("a.officer"):
        said = rehearsing.rehearse(actor(), clauses, today())
        lists = [rehearsing.behind(actor(), clauses, today(), n, most=500) for n in range(-1, 3)]
        elsewhere = replace(actor(), org_path=small_world.orgs["b"].path)
        with pytest.raises(ProgrammingError, match="not of this union"), transaction.atomic():
            rehearsing.rehearse(elsewhere, clauses, today())
    assert (said.may, *said.fails) == tuple(len(found) for found in lists)
    assert said.people == sum(people for people, _may in said.places.values())
    assert said.may == sum(may for _people, may in said.places.values())
    [late] = lists[1]
    assert late.name == small_world.people["a1x-asker"].name and said.only[0] == 1
    assert late.judged[0].passes_on == today() + timedelta(4)
    assert eligibility.verdict(late.judged).facts["fails"] == [0]


WEIGHTS = st.dictionaries(st.integers(0, 9), st.integers(-2, 400), max_size=8)


@pytest.mark.row("000-01")
@given(st.integers(0, 5000), WEIGHTS)
def test_shares_are_whole_and_sum_to_all_there_is(total: int, weights: dict[int, int]) -> None:
    shares = splitting.by_weight(total, weights)
    held = {key: max(weight, 0) for key, weight in weights.items()}
    assert sum(shares.values()) == (total if any(held.values()) else 0)
    for key, share in shares.items():
        exact = total * held[key] / (sum(held.values()) or 1)
        assert abs(share - exact) < 1
    given_, left = splitting.by_need(total, weights)
    assert sum(given_.values()) + left == total or not any(held.values())
    assert all(given_[key] <= held[key] for key in held)


@pytest.mark.parametrize("flow", [ROLL, CAMPAIGN])
def test_the_tables_hold(flow: Any) -> None:
    flows.check_table(flow)


def test_only_move_moves(small_world: World) -> None:
    hats = {Post.OFFICER: "a1x.officer", Post.CHAIR: "a1x.chair", Post.SYSTEM: "keeper-of-benefits"}
    for flow, model, due in (
        (ROLL, Roll, lambda row, at: rolls.due(row.until, at)),
        (CAMPAIGN, Campaign, lambda row, at: campaigns.due(row.until, at)),
    ):
        org = small_world.orgs["a1x"]
        row = next(one for one in small_world.all(model) if one.org_id == org.id)
        flows.check_moves(Subject(flow, small_world, model, row.pk, hats, due), examples=5)
