"""Who may: the same said in the database and in Python, explained, and rehearsed on everybody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from niangjia.kernel.base.wording import in_words, spoken
from niangjia.kernel.offers import eligibility
from niangjia.kernel.offers.eligibility import Clause
from niangjia.kernel.people.models import Membership
from tests.kit import cluster, database
from tests.kit.sowing import seeding
from tests.kit.world import World

DAY = date(2026, 11, 20)
WORDS = st.sampled_from(["", "33.", "33.01.", "33.01.91.t1.", "快递", "true", "1", "a1"])
NUMBERS = st.integers(-3, 40) | st.integers(-80, 80).map(lambda n: n / 2)
SCALARS = WORDS | NUMBERS | st.booleans() | st.none()
VALUES = SCALARS | st.lists(SCALARS, max_size=3)
NAMES = st.sampled_from([*eligibility.FACTS, "unheard"])
FACTS = st.dictionaries(NAMES, VALUES, max_size=6)
CLAUSES = st.lists(
    st.builds(Clause, NAMES, st.sampled_from([*eligibility.OPERATORS, "like"]), VALUES), max_size=6
)
SENSIBLE = st.one_of(
    st.builds(Clause, st.just("member"), st.just("eq"), st.booleans()),
    st.builds(Clause, st.just("member_days"), st.sampled_from(["ge", "le"]), st.integers(0, 400)),
    st.builds(Clause, st.just("identity"), st.just("ge"), st.integers(0, 3)),
    st.builds(Clause, st.just("union_path"), st.just("under"), st.sampled_from(["33.", "33.01."])),
    st.builds(Clause, st.just("industry"), st.just("in"), st.just(["快递", "家政"])),
    st.builds(Clause, st.just("lists"), st.sampled_from(["has", "lacks"]), st.just("r1")),
)
PEOPLE = st.fixed_dictionaries(
    {
        "member": st.booleans(),
        "member_days": st.none() | st.integers(0, 400),
        "identity": st.integers(0, 3),
        "union_path": st.sampled_from(["33.01.91.t1.", "44."]),
        "industry": st.none() | st.sampled_from(["快递", "制造"]),
        "lists": st.sampled_from([[], ["r1"], ["r2", "r1"]]),
    }
)


@pytest.fixture(scope="module")
def door(django_db_setup: None) -> Iterator[psycopg.Connection[Any]]:
    """Stands where only the claim itself stands."""
    with cluster.as_super(database.clone_name()) as link:
        yield link


@settings(max_examples=250, deadline=None)
@given(facts=FACTS, clauses=CLAUSES)
def test_the_database_and_python_say_the_same(
    door: psycopg.Connection[Any], facts: dict[str, Any], clauses: list[Clause]
) -> None:
    row = door.execute(
        "SELECT sec.offer_fails(%s::jsonb, %s::jsonb)",
        (json.dumps(facts), json.dumps(eligibility.kept(clauses))),
    ).fetchone()
    assert row is not None and row[0] == eligibility.fails(facts, clauses)


@given(PEOPLE, SENSIBLE)
def test_the_change_that_is_named_is_enough_and_the_smallest(
    facts: dict[str, Any], clause: Clause
) -> None:
    assert eligibility.may_stand(clause)
    after = eligibility.changed(facts, clause)
    assert eligibility.meets(after, clause)
    if eligibility.meets(facts, clause):
        assert after == facts
    elif clause.op in ("ge", "le"):
        nearer = -1 if clause.op == "ge" else 1
        assert not eligibility.meets({**facts, clause.fact: after[clause.fact] + nearer}, clause)


@given(PEOPLE, st.lists(SENSIBLE, min_size=1, max_size=4))
def test_the_day_it_passes_is_the_first_that_does(
    facts: dict[str, Any], clauses: list[Clause]
) -> None:
    verdict = eligibility.verdict(eligibility.judge(facts, clauses, DAY))
    assert bool(verdict) == (not eligibility.fails(facts, clauses))
    on = verdict.facts["passes_on"]
    if on is None:
        return

    def then(day: date) -> list[int]:
        grown = facts["member_days"] + (day - DAY).days
        asked = [c for c in clauses if c.op != "le"]
        return eligibility.fails({**facts, "member_days": grown}, asked)

    assert on > DAY and not then(on) and then(on - timedelta(days=1))


TABLE = [
    ("member_days", "ge", 30, 26, "入会满 30 天。入会满 30 天后可领：还差 4 天。"),
    ("member_days", "ge", 30, None, "入会满 30 天。先加入工会，入会满 30 天后可领。"),
    ("member_days", "le", 30, 40, "入会不超过 30 天。"),
    ("member", "eq", True, False, "是工会会员。先加入工会就可以。"),
    ("identity", "ge", 3, 1, "身份证件核实过。带身份证到工会核实一次。"),
    ("industry", "in", ["快递", "外卖"], "", "从事快递、外卖。行业登记得不对的，请工会改过来。"),
]


@pytest.mark.row("000-01")
@pytest.mark.parametrize(("fact", "op", "value", "found", "words"), TABLE)
def test_a_no_comes_with_its_clause_and_the_way_to_a_yes(
    fact: str, op: str, value: Any, found: Any, words: str
) -> None:
    clause = Clause(fact, op, value, clause="慰问办法第三条")
    verdict = eligibility.verdict(eligibility.judge({fact: found}, [clause], DAY))
    assert not verdict and verdict.clause == "慰问办法第三条"
    assert in_words(verdict) == words
    assert verdict.facts["found"] == {fact: found}
    assert spoken(eligibility.said(clause)) in words


def facts_on(world: World, day: date) -> dict[str, Any]:
    """What is known of the asker of a1x, asked by the asker."""
    with world.acting("a1x-asker"), connection.cursor() as cursor:
        cursor.execute("SELECT api.offer_my_facts(%s)", [day])
        found: dict[str, Any] = json.loads(cursor.fetchone()[0])
        return found


def test_a_transfer_does_not_begin_membership_anew(small_world: World) -> None:
    """Days count without a gap; after a gap they begin again; elsewhere nothing is known."""
    person, root = small_world.people["a1x-asker"], small_world.orgs["a1x"].root
    held = Membership(person=person, org=small_world.orgs["a1y"], number="")
    held.org_root, held.org_path = root, small_world.orgs["a1y"].path
    with seeding():
        Membership.objects.filter(person=person).update(
            since=date(2026, 10, 1), until=date(2026, 10, 31)
        )
        held.since = date(2026, 11, 1)
        held.save(force_insert=True)
    facts = facts_on(small_world, DAY)
    assert (facts["member"], facts["member_days"]) == (True, 50)
    assert facts["union_path"] == small_world.orgs["a1y"].path
    with seeding():
        Membership.objects.filter(id=held.id).update(since=date(2026, 11, 10))
    assert facts_on(small_world, DAY)["member_days"] == 10
    assert facts_on(small_world, date(2026, 11, 5))["member"] is False
