"""No number of a table, and no difference of two, speaks of too few people."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from niangjia.kernel.surveys import rules, tables
from niangjia.kernel.surveys.rules import Ask, Question
from niangjia.kernel.surveys.tables import Cells, Split, hide

LEAST = 5
ONE = Question("q1", Ask.ONE, "哪个？", ("甲", "乙", "丙"))
MANY = Question("q1", Ask.MANY, "哪些？", ("甲", "乙", "丙"))
Line = list[Fraction]


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ([10, 20, 0], [10, 20, 0]),
        ([28, 2], [None, None]),
        ([20, 8, 2], [20, None, None]),
        ([20, 8, 2, 0], [20, None, None, None]),
        ([20, 4, 4], [20, None, None]),
        ([20, 2, 2], [None, None, None]),
        ([0, 0, 30], [0, 0, 30]),
        ([4], [None]),
    ],
)
def test_cells_of_one_question(cells: list[int], shown: Cells) -> None:
    assert hide(cells, LEAST) == shown


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_what_is_hidden_is_never_the_difference(cells: list[int]) -> None:
    shown = hide(cells, LEAST)
    assert all(v is None or v == cells[n] for n, v in enumerate(shown))
    assert all(v is None or v == 0 or v >= LEAST for v in shown)
    hidden = [cells[n] for n, v in enumerate(shown) if v is None]
    assert bool(hidden) == any(0 < v < LEAST for v in cells)
    if hidden and len(hidden) < len(cells):
        assert sum(hidden) >= LEAST
        assert sum(v > 0 for v in hidden) >= 2


def determined(rows: list[list[int]], shown: list[Cells], bottom: Cells) -> set[tuple[int, int]]:
    """Small hidden cells somebody can work out who knows the size of every row, every shown cell
    and the published bottom line: the unknowns that linear algebra leaves one value. A hidden
    cell of the bottom line counts as small: it was hidden to cover one."""
    unknown = [(r, c) for r, row in enumerate(shown) for c, v in enumerate(row) if v is None]
    unknown += [(-1, c) for c, v in enumerate(bottom) if v is None]
    system = [[int(u[0] == r) for u in unknown] for r in range(-1, len(shown))]
    for c in range(len(bottom)):
        system.append([(u[1] == c) * (-1 if u[0] == -1 else 1) for u in unknown])
    solved = _reduced([[Fraction(v) for v in line] for line in system])
    alone = [line for line in solved if sum(v != 0 for v in line) == 1]
    found = {unknown[next(n for n, v in enumerate(line) if v)] for line in alone}
    return {(r, c) for r, c in found if r < 0 or 0 < rows[r][c] < LEAST}


def _reduced(lines: list[Line]) -> list[Line]:
    """Reduced row echelon form."""
    done: list[Line] = []
    for column in range(len(lines[0]) if lines else 0):
        pivot = next((line for line in lines if line[column] != 0), None)
        if pivot is None:
            continue
        lines = [line for line in lines if line is not pivot]
        pivot = [v / pivot[column] for v in pivot]
        lines = [_less(line, pivot, column) for line in lines]
        done = [*(_less(line, pivot, column) for line in done), pivot]
    return done


def _less(line: Line, by: Line, at: int) -> Line:
    return [v - line[at] * p for v, p in zip(line, by, strict=True)]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_table_by_firm_gives_no_small_cell_away(data: st.DataObject) -> None:
    width = data.draw(st.integers(2, 5))
    line = st.lists(st.integers(0, 14), min_size=width, max_size=width)
    rows = data.draw(st.lists(line.filter(lambda r: sum(r) >= LEAST), min_size=2, max_size=6))
    bottom = hide([sum(column) for column in zip(*rows, strict=True)], LEAST)
    shown = Split(rows, bottom, LEAST).shown()
    if shown is None:
        return
    for r, row in enumerate(shown):
        assert all(v is None or (v == rows[r][c] and not 0 < v < LEAST) for c, v in enumerate(row))
    assert not determined(rows, shown, bottom)


def test_the_attacker_of_these_tests_does_find_what_is_given_away() -> None:
    rows = [[9, 2], [9, 9]]
    assert determined(rows, [[9, None], [9, 9]], [18, 11]) == {(0, 1)}
    assert determined(rows, [[None, None], [9, 9]], [18, 11]) == {(0, 1)}


def test_a_table_with_large_cells_is_shown_whole() -> None:
    assert Split([[9, 8], [7, 6]], [16, 14], LEAST).shown() == [[9, 8], [7, 6]]


def test_small_firms_stand_together_and_never_alone() -> None:
    firms = ["a"] * 9 + ["b"] * 6 + ["c"] * 3 + [""] * 1
    found = tables.groups(firms, LEAST)
    assert {firm: len(rows) for firm, rows in found.items()} == {"a": 9, "": 10}
    assert tables.groups(["a"] * 9, LEAST) == {}
    assert set(tables.groups(["a"] * 9 + ["b"] * 5, LEAST)) == {"a", "b"}


@given(st.lists(st.tuples(st.sampled_from(["", "a", "b", "c"]), st.sets(st.integers(0, 2)))))
def test_several_choices_are_each_chosen_or_not(said: list[tuple[str, set[int]]]) -> None:
    answers = [(firm, {"q1": sorted(picks)}) for firm, picks in said]
    found = tables.table(MANY, answers, LEAST)
    for key, cell in enumerate(found["cells"]):
        chose = sum(key in picks for _firm, picks in said)
        small = 0 < chose < LEAST or 0 < len(said) - chose < LEAST
        assert cell == (None if small else chose)


CHANNEL = Question("q1", Ask.ONE, "找谁？", ("工会", "公司", "没找过"), use=rules.CHANNEL)


@pytest.mark.row("004-22")
@given(st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.integers(0, 2)), max_size=60))
def test_who_has_no_channel_is_shown_by_firm_or_not_at_all(said: list[tuple[str, int]]) -> None:
    found = tables.table(CHANNEL, [(firm, {"q1": n}) for firm, n in said], LEAST)
    assert found["groups"] == []
    for group in found["silent"]:
        inside = [n for firm, n in said if firm == group["firm"]]
        none = inside.count(2)
        assert group["firm"] == "" or group["answered"] == len(inside)
        if group["none"] is not None and group["firm"]:
            assert group["none"] == none
            assert none in (0, len(inside)) or LEAST <= none <= len(inside) - LEAST


def test_with_names_nothing_is_hidden() -> None:
    said = [("a", {"q1": 0}), ("b", {"q1": 1}), ("b", {})]
    found = tables.table(ONE, said, 1)
    assert (found["cells"], found["passed"]) == ([1, 1, 0], 1)
    assert [group["cells"] for group in found["groups"]] == [[1, 0, 0], [0, 1, 0]]


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([1, 2, 3, 4, 5], {"sum": 15, "mean": 3.0}),
        ([1, 2, 3, 4], None),
        ([1, 1, 1, 1, 90], None),
        ([0, 0, 0, 0, 0], {"sum": 0, "mean": 0.0}),
    ],
)
def test_sums_of_few_or_of_one_who_outweighs_are_not_shown(values: list[int], shown: Any) -> None:
    assert tables.numbers(values, LEAST) == shown


def test_too_few_answers_leave_no_table_at_all() -> None:
    found = tables.frozen((ONE,), [("a", {"q1": 0})] * 4, 20, LEAST)
    assert found == {"asked": 20, "answered": 4, "few": True, "questions": []}


def test_words_are_shown_from_the_threshold_on_and_in_no_order_of_time() -> None:
    words = Question("q1", Ask.TEXT, "说说", required=False)
    said = [("a", {"q1": text}) for text in ("丁", "丙", "乙", "甲", "戊")]
    assert tables.table(words, said, LEAST)["texts"] == sorted("甲乙丙丁戊")
    assert tables.table(words, [*said[:4], ("a", {})], LEAST)["texts"] == []
