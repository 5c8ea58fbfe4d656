"""Numbers that were given, taken from one another: nothing of too few people is ever left."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from niangjia.kernel.insight import deriving
from niangjia.kernel.insight.rules import Counts, Crowd
from niangjia.kernel.insight.subtraction import (
    Circle,
    Known,
    Number,
    Piece,
    Span,
    around,
    tally,
    usual,
)

pytestmark = pytest.mark.row("003-10")
BEGIN = date(2026, 3, 1)
FIRMS = tuple(UUID(int=n) for n in range(1, 6))
TOP, TOWNS = "33.", ("33.1.", "33.2.")


def day(n: int) -> date:
    return BEGIN + timedelta(days=n)


def span(first: int, last: int) -> Span:
    return Span(day(first), day(last))


def piece(n: int, when: int, firm: int = 0, town: int = 0, who: int | None = None) -> Piece:
    """One matter of somebody of their own."""
    path, one = TOWNS[town], Counts(opened=1)
    person = UUID(int=1000 + (n if who is None else who))
    return Piece(day(when), person, FIRMS[firm], "welfare", path, path, one, Counts())


def every(days: int, a_day: int, firm: int = 0, town: int = 0) -> list[Piece]:
    """So many matters on each of so many days, each of somebody else."""
    at = 10_000 * (firm + 10 * town)
    return [piece(at + a_day * d + n, d, firm, town) for d in range(days) for n in range(a_day)]


ALL = Circle(TOP)


EVERY_SET = {(0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)}
SUMS: list[tuple[list[list[int]], set[tuple[int, ...]]]] = [
    ([[1, 1, 1]], {(0, 1, 2)}),
    ([[1, 1, 1], [1, 1, 0]], {(2,), (0, 1), (0, 1, 2)}),
    ([[1, 1, 0, 0], [0, 1, 1, 0], [1, 1, 1, 0]], EVERY_SET),
    ([[1, 1, 0, 0], [0, 0, 1, 1]], {(0, 1), (2, 3), (0, 1, 2, 3)}),
    ([[1, 1, 0], [0, 1, 1], [1, 0, 1]], EVERY_SET),
]


@pytest.mark.parametrize(("rows", "found"), SUMS)
def test_which_sums_follow(rows: list[list[int]], found: set[tuple[int, ...]]) -> None:
    sums = deriving.Sums(rows, len(rows[0]))
    got = [tuple(sorted(one)) for one in deriving.sets(sums, range(len(rows[0])))]
    assert set(got) == found
    assert all(sums.give(one) for one in got)


DAYS: list[tuple[int, Span, bool]] = [
    (1, span(0, 30), False),  # nothing was known before
    (1, span(0, 27), True),  # leaves three days of three
    (5, span(0, 29), False),  # leaves one day, of five
    (1, span(3, 30), True),  # leaves the first three
    (1, span(10, 20), False),  # leaves ten and ten
    (1, span(0, 34), True),  # four days more
    (1, span(40, 60), False),  # elsewhere
]


@pytest.mark.parametrize(("a_day", "new", "found"), DAYS)
def test_a_period_is_not_given_where_it_leaves_a_few(a_day: int, new: Span, found: bool) -> None:
    pieces = every(61, a_day)
    known = Known(pieces, [] if new == span(0, 30) else [Number(ALL, span(0, 30))])
    assert known.exposes(Number(ALL, new)) is found


def test_many_of_one_person_are_a_few_people() -> None:
    pieces = every(30, 1) + [piece(n, 30, who=7) for n in range(9)]
    known = Known(pieces, [Number(ALL, span(0, 29))])
    assert known.exposes(Number(ALL, span(0, 30)))


def test_three_that_are_harmless_in_pairs_are_not_together() -> None:
    pieces = every(31, 1)
    known = Known(pieces, [Number(ALL, span(0, 30)), Number(ALL, span(0, 9))])
    assert not known.exposes(Number(ALL, span(18, 30)))
    known.add(Number(ALL, span(18, 30)))
    assert known.exposes(Number(ALL, span(10, 14)))  # 15 to 17 would be left


def test_a_group_within_a_union_leaves_the_other_firms() -> None:
    pieces = every(30, 1) + [piece(90_000 + n, n, firm=1) for n in range(3)]
    whole = span(0, 29)
    known = Known(pieces, [Number(ALL, whole)])
    most = Circle(TOP, frozenset({FIRMS[0], FIRMS[2], FIRMS[3]}))
    assert known.exposes(Number(most, whole))


def test_two_groups_leave_the_firm_between_them() -> None:
    pieces = [p for f in range(4) for p in every(20, 1, f)] + [piece(99_000, 3, 4)]
    whole = span(0, 19)
    one = Circle(TOP, frozenset(FIRMS[:4]))
    known = Known(pieces, [Number(one, whole)])
    assert known.exposes(Number(Circle(TOP, frozenset(FIRMS)), whole))
    assert not known.exposes(Number(Circle(TOP, frozenset(FIRMS[1:4])), whole))


def test_a_firm_of_a_group_may_not_find_the_others() -> None:
    pieces = every(20, 1) + [piece(99_000 + n, n, firm=1) for n in range(3)]
    group = Circle(TOP, frozenset(FIRMS[:3]))
    assert Known(pieces, []).exposes(Number(group, span(0, 19)))


def test_a_town_within_the_district_leaves_the_other_town() -> None:
    pieces = every(20, 1) + [piece(99_000 + n, n, town=1) for n in range(3)]
    known = Known(pieces, [Number(ALL, span(0, 19))])
    assert known.exposes(Number(Circle(TOWNS[0]), span(0, 19)))
    more = every(20, 1) + every(20, 1, town=1)
    assert not Known(more, [Number(ALL, span(0, 19))]).exposes(
        Number(Circle(TOWNS[0]), span(0, 19))
    )


def test_ordinary_months_are_known_beforehand() -> None:
    pieces = every(61, 1)
    known = Known(pieces, [])
    known.numbers.update(usual(ALL, span(0, 27), known))
    assert {one.span for one in known.numbers} == {
        Span(date(2026, 3, 1), date(2026, 3, 31)),
        Span(date(2026, 1, 1), date(2026, 3, 31)),
    }
    assert known.exposes(Number(ALL, span(0, 27)))
    assert not known.exposes(Number(ALL, span(0, 15)))
    assert list(around(span(0, 31))) == [
        Span(date(2026, 1, 1), date(2026, 3, 31)),
        Span(date(2026, 3, 1), date(2026, 3, 31)),
        Span(date(2026, 4, 1), date(2026, 4, 30)),
        Span(date(2026, 4, 1), date(2026, 6, 30)),
    ]


SPANS = st.tuples(st.integers(0, 19), st.integers(0, 19)).map(lambda p: span(min(p), max(p)))
GROUPS = st.one_of(
    st.none(), st.frozensets(st.sampled_from(FIRMS[:4]), min_size=2, max_size=4)
).map(lambda firms: Circle(TOP, firms))
WORLDS = st.lists(
    st.tuples(st.integers(0, 19), st.integers(0, 3), st.integers(0, 25)), min_size=20, max_size=90
)


@settings(max_examples=60, deadline=None)
@given(world=WORLDS, asked=st.lists(st.tuples(GROUPS, SPANS), min_size=2, max_size=6))
def test_no_sum_and_difference_of_what_was_given_is_about_a_few(
    world: list[tuple[int, int, int]], asked: list[tuple[Circle, Span]]
) -> None:
    """Every combination of the given numbers with -1, 0, 1 that is a set of matters at all."""
    pieces = [piece(n, when, firm, who=who) for n, (when, firm, who) in enumerate(world)]
    known, given_out = Known(pieces, []), list[set[int]]()
    for circle, days in asked:
        new = Number(circle, days)
        inside = {n for n, p in enumerate(pieces) if circle.has(p, p.path) and _on(p, days)}
        if not _few(pieces, inside) and not known.exposes(new):
            known.add(new)
            given_out.append(inside)
    for signs in product((-1, 0, 1), repeat=len(given_out)):
        left = [0] * len(pieces)
        for sign, inside in zip(signs, given_out, strict=True):
            for n in inside:
                left[n] += sign
        if set(left) == {0, 1}:
            assert not _few(pieces, {n for n, x in enumerate(left) if x})


def _on(one: Piece, days: Span) -> bool:
    return days.first <= one.day <= days.last


def _few(pieces: list[Piece], inside: set[int]) -> bool:
    return Crowd(len(inside), len({pieces[n].who for n in inside})).small


def test_a_tally_counts_answers_where_they_were_owed() -> None:
    moved = Piece(day(1), FIRMS[0], None, "voice", TOWNS[1], TOWNS[0], Counts(1), Counts(due=1))
    for town, counts in ((0, Counts(due=1)), (1, Counts(opened=1))):
        assert tally([moved], Circle(TOWNS[town]), span(0, 5)) == (counts, 1)
    assert tally([moved], ALL, span(0, 5)) == (Counts(opened=1, due=1), 1)
    assert tally([moved], Circle(TOP, exact=True), span(0, 5)) == (Counts(), 0)
    assert tally([moved], ALL, span(2, 5)) == (Counts(), 0)
