"""Who is let in when: tables, and what must hold whoever comes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.kernel.offers import room_rules as rules
from niangjia.kernel.offers.room_rules import GRACE, LENGTH, Hall, Round

OPENS = 1000.0


def counted(arrivals: list[float], rate: int) -> tuple[Round, ...]:
    """Rounds as the database counts them when everybody has come."""
    found: list[Round] = []
    numbers = [rules.round_at(OPENS, at) for at in arrivals]
    for n in sorted(set(numbers)):
        before = found[-1] if found else None
        found.append(Round(n, rules.begins(OPENS, n, before, rate), numbers.count(n)))
    return tuple(found)


@pytest.mark.parametrize(
    ("at", "n"),
    [(0, 0), (999.9, 0), (1000, 1), (1004.9, 1), (1005, 2), (1000 + 10 * LENGTH, 11)],
)
def test_everybody_before_the_opening_is_of_one_round(at: float, n: int) -> None:
    assert rules.round_at(OPENS, at) == n


@pytest.mark.parametrize(
    ("n", "lot", "turn"),
    [
        (0, 0.0, 1000),  # the first lot, when it opens
        (0, 0.5, 1005),  # half of a hundred, ten a second
        (1, 0.0, 1010),  # behind the whole first round, though theirs was over at 1005
        (1, 0.5, 1012),
        (2, 0.9, 1040),  # nobody was counted in it: first of the next
        (8, 0.5, 1045),
        (9, 0.1, None),  # not over yet
    ],
)
def test_a_turn_follows_from_round_and_lot(n: int, lot: float, turn: float | None) -> None:
    hall = Hall(10, OPENS, (Round(0, 1000, 100), Round(1, 1010, 40), Round(8, 1040, 100)))
    assert rules.turn(hall, n, lot) == turn


@pytest.mark.parametrize(
    ("n", "at", "passed"),
    [(0, 1010 + GRACE, False), (0, 1011 + GRACE, True), (1, 10**6, False), (0, 0, False)],
)
def test_a_place_passes_half_an_hour_after_its_round(n: int, at: float, passed: bool) -> None:
    assert rules.passed(Hall(10, OPENS, (Round(0, 1000, 100),)), n, at) is passed


def test_rounds_that_no_longer_count_have_passed() -> None:
    assert rules.passed(Hall(10, OPENS, (Round(7, 1040, 1),), since=5), 4, 0)
    assert not rules.passed(Hall(10, OPENS, (Round(7, 1040, 1),), since=5), 6, 0)


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, 1), (0.01, 1), (5, 50), (10.1, 110), (123.4, 1300), (9999, 100_000)]
)
def test_how_many_are_ahead_is_said_in_two_figures_and_never_too_few(
    seconds: float, said: int
) -> None:
    assert rules.ahead(Hall(10, OPENS), OPENS + seconds, OPENS) == said


@pytest.mark.parametrize("wait", [0, 1, 10, 59, 61, 3600, 10**6])
def test_a_page_looks_again_in_time_and_not_all_at_once(wait: float) -> None:
    pauses = {rules.pause(wait, part) for part in range(rules.PARTS)}
    assert min(pauses) >= rules.SHORTEST and max(pauses) <= rules.LONGEST + 7
    assert len(pauses) == (7 if wait > 60 else 1)
    assert min(pauses) <= max(wait, rules.SHORTEST)


def test_after_the_opening_the_first_lots_look_first() -> None:
    pauses = [rules.pause_before(Hall(10, OPENS), part, OPENS - 10) for part in range(100)]
    assert pauses == sorted(pauses) and (pauses[0], pauses[-1]) == (10, 17)


COMING = st.lists(st.floats(OPENS - 100, OPENS + 60), min_size=1, max_size=60)
LOTS = st.floats(0, 1, exclude_max=True)


@given(COMING, st.integers(1, 50), st.data())
def test_nobody_overtakes_and_nobody_waits_for_nothing(
    arrivals: list[float], rate: int, data: st.DataObject
) -> None:
    hall = Hall(rate, OPENS, counted(arrivals, rate))
    held = [(at, rules.round_at(OPENS, at), data.draw(LOTS)) for at in arrivals]
    turns = [(n, rules.turn(hall, n, lot)) for _at, n, lot in held]
    assert all(turn is not None and turn >= OPENS + n * LENGTH for n, turn in turns)
    for n, turn in turns:
        assert all(turn <= later for m, later in turns if m > n and turn and later)
    for one, following in pairwise(hall.rounds):
        end = one.begins + one.count / rate
        assert following.begins == max(OPENS + following.n * LENGTH, end)
    for at, n, lot in held:
        turn = rules.turn(hall, n, lot)
        assert turn is not None and not rules.passed(hall, n, max(at, turn + GRACE))


@given(COMING, st.integers(1, 50), LOTS)
def test_a_turn_once_told_never_changes(arrivals: list[float], rate: int, lot: float) -> None:
    rounds = counted(arrivals, rate)
    for known in range(1, len(rounds) + 1):
        told = [rules.turn(Hall(rate, OPENS, rounds[:known]), one.n, lot) for one in rounds]
        ends = [rules.turn(Hall(rate, OPENS, rounds), one.n, lot) for one in rounds]
        assert told[:known] == ends[:known] and set(told[known:]) <= {None}


@given(LOTS)
def test_a_page_never_says_come_in_before_the_place_is_let_in(lot: float) -> None:
    hall = Hall(7, OPENS, (Round(0, OPENS, 1000),))
    own, page = rules.turn(hall, 0, lot), rules.part_turn(hall, 0, rules.part(lot))
    assert own is not None and page is not None and own <= page
