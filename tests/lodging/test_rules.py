"""Who sleeps where: a bed for everybody, men and women apart, never more than the fire check."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.kernel.base.wording import in_words
from niangjia.services.lodging import rules
from niangjia.services.lodging.rules import MEN, WOMEN, Place, Sleeper
from tests.kit import flows


def place(n: int, beds: int, limit: int, gender: str = MEN) -> Place:
    return Place(UUID(int=n), f"{n} 号间", beds, limit, gender)


def who(n: int, gender: str = MEN, wish: str = "") -> Sleeper:
    return Sleeper(UUID(int=1000 + n), f"人{n}号", gender, wish)


@pytest.mark.parametrize("flow", [rules.STAY, rules.COST], ids=lambda flow: flow.name)
def test_every_waiting_state_has_an_owner_and_a_deadline(flow: rules.Flow) -> None:
    flows.check_table(flow)


@pytest.mark.row("000-22")
@pytest.mark.parametrize(
    ("room", "inside", "clause", "says"),
    [
        (place(1, 4, 4, WOMEN), 0, rules.APART, "男女分开住"),
        (place(1, 4, 4), 3, "", ""),
        (place(1, 6, 4), 4, rules.FIRE, "消防只让住 4 个人"),
        (place(1, 4, 6), 4, "", "加一张床就住得下"),
        (place(1, 4, 4), 4, rules.FIRE, "再开一间"),
    ],
)
def test_whether_one_more_may_sleep_in_a_room(
    room: Place, inside: int, clause: str, says: str
) -> None:
    verdict = rules.may_sleep(who(1), room, inside)
    assert bool(verdict) == (not says)
    assert verdict.clause == clause
    assert not says or says in in_words(verdict)


@pytest.mark.row("000-22")
def test_what_would_find_everybody_a_bed() -> None:
    men = [who(n) for n in range(6)]
    more_beds = rules.arrange([place(1, 4, 6)], men, {})
    assert "再加 2 张床就够" in in_words(more_beds.verdict)
    other_room = rules.arrange([place(1, 4, 5)], men, {})
    assert "再开男间，要住得下 1 个人" in in_words(other_room.verdict)
    assert other_room.verdict.clause == rules.FIRE


def test_people_who_name_one_another_stay_together() -> None:
    family = [who(1, wish="人2号"), who(2), who(3)]
    plan = rules.arrange([place(1, 1, 1), place(2, 2, 2)], family, {})
    assert plan.places[family[0].id] == plan.places[family[1].id] == UUID(int=2)
    assert plan.places[family[2].id] == UUID(int=1)


rooms = st.lists(
    st.tuples(st.integers(1, 6), st.integers(1, 6), st.sampled_from([MEN, WOMEN])), max_size=6
)
people = st.lists(st.tuples(st.sampled_from([MEN, WOMEN]), st.integers(0, 12)), max_size=20)


@given(rooms, people, st.integers(0, 20))
def test_nobody_sleeps_where_the_rule_says_no(
    found: list[tuple[int, int, str]], asked: list[tuple[str, int]], before: int
) -> None:
    places = [place(n, *one) for n, one in enumerate(found, 1)]
    sleepers = [who(n, gender, f"人{wish}号") for n, (gender, wish) in enumerate(asked)]
    first = rules.arrange(places, sleepers[:before], {})
    plan = rules.arrange(places, sleepers, first.places)
    where = first.places | plan.places
    assert not set(first.places) & set(plan.places), "who has a bed keeps it"
    for room in places:
        inside = [one for one in sleepers if where.get(one.id) == room.id]
        assert len(inside) <= min(room.beds, room.limit)
        assert all(one.gender == room.gender for one in inside)
    for one in plan.left:
        same = [room for room in places if room.gender == one.gender]
        assert all(list(where.values()).count(r.id) == r.holds for r in same), "a bed stood empty"
    assert bool(plan.verdict) == (not plan.left)
    assert len(where) + len(plan.left) == len(sleepers)
