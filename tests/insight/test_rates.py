"""Three rates: what counts is what the definitions say, whatever course matters take."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from niangjia.kernel.cases.door import steps
from niangjia.kernel.insight import counting, rules
from niangjia.kernel.insight.rules import Counts, Crowd
from niangjia.kernel.people.door import OrgFacts

from .naive import BEGIN, END, UNIONS, histories, recount

DAY = timedelta(days=1)
PATHS = ("33.01.", "33.01.t1.", "33.01.t1.u2.")
TREE = {
    one: OrgFacts(one, f"union {n}", "", "union", "", path, "33.01.", 0, None)
    for n, (one, path) in enumerate(zip(UNIONS, PATHS, strict=True))
}


def course(*taken: tuple[str, int, str, int | None]) -> steps.History:
    """A matter from (verb, day, state, day it is then due)."""
    made = [
        steps.Step(verb, BEGIN + day * DAY, state, None if due is None else BEGIN + due * DAY,
                   UNIONS[0], "solved" if state == "closed" else "", 5 if "_ok" in verb else
                   1 if "_back" in verb else None)
        for verb, day, state, due in taken
    ]  # fmt: skip
    return steps.History(UUID(int=9), "feedback", "welfare", None, True, tuple(made))


OPEN, ACCEPT = ("open", 0, "received", 2), ("accept", 1, "accepted", 6)
MERGE = ("merge", 2, "merged", 5)
REPLY = ("reply", 3, "answered", 18)
COURSES: list[tuple[str, tuple[Any, ...], int, tuple[str, str, str]]] = [
    ("nothing was due yet", (OPEN,), 1, ("", "", "")),
    ("nobody answered", (OPEN,), 5, ("late", "open", "")),
    ("answered in time, not due", (OPEN, ACCEPT), 3, ("kept", "", "")),
    ("answered in time, then forgotten", (OPEN, ACCEPT), 9, ("kept", "open", "")),
    ("answered a day late", (OPEN, ("accept", 3, "accepted", 8)), 4, ("late", "open", "")),
    ("on the last day is in time", (OPEN, ("accept", 2, "accepted", 8)), 4, ("kept", "", "")),
    ("the author still has time", (OPEN, ACCEPT, REPLY), 10, ("kept", "", "")),
    ("never called back", (OPEN, ACCEPT, REPLY), 19, ("kept", "open", "silent")),
    (
        "solved by the author's word",
        (OPEN, ACCEPT, REPLY, ("verdict_ok", 4, "closed", None)),
        9,
        ("kept", "solved", "glad"),
    ),
    (
        "solved, said to a caller",
        (OPEN, ACCEPT, REPLY, ("call_ok", 20, "closed", None)),
        21,
        ("kept", "solved", "glad"),
    ),
    (
        "sent back is not solved, though nobody is late",
        (OPEN, ACCEPT, REPLY, ("verdict_back", 4, "returned", 6)),
        5,
        ("kept", "open", "sorry"),
    ),
    (
        "opened again is not solved",
        (OPEN, ACCEPT, REPLY, ("verdict_ok", 4, "closed", None), ("reopen", 5, "returned", 7)),
        6,
        ("kept", "open", "glad"),
    ),
    ("merged is not solved, nor gone", (OPEN, ACCEPT, MERGE), 4, ("kept", "", "")),
    ("merged and forgotten", (OPEN, ACCEPT, MERGE), 6, ("kept", "open", "")),
    (
        "merged, answered with the main case, judged alone",
        (OPEN, ACCEPT, MERGE, ("reply", 3, "answered", 18), ("verdict_back", 4, "returned", 6)),
        5,
        ("kept", "open", "sorry"),
    ),
    (
        "taken out of a merge, the clock is what it was",
        (OPEN, ACCEPT, MERGE, ("apart", 3, "accepted", 6)),
        7,
        ("kept", "open", ""),
    ),
    (
        "gone higher without a verdict",
        (OPEN, ACCEPT, REPLY, ("appeal", 4, "received", 6)),
        5,
        ("kept", "open", "sorry"),
    ),
    (
        "handing on does not undo a missed day",
        (OPEN, ("forward", 3, "accepted", 8)),
        4,
        ("late", "open", ""),
    ),
    (
        "a clock that stands still makes nobody late",
        (OPEN, ACCEPT, ("pause", 2, "accepted", None)),
        60,
        ("kept", "", ""),
    ),
    (
        "taken back before anything was due",
        (OPEN, ("withdraw", 1, "withdrawn", None)),
        9,
        ("",) * 3,
    ),
    ("taken back too late", (OPEN, ("withdraw", 3, "withdrawn", None)), 9, ("late", "", "")),
]


@pytest.mark.row("000-21", "003-10")
@pytest.mark.parametrize(("name", "taken", "day", "what"), COURSES, ids=[c[0] for c in COURSES])
def test_what_a_matter_counts_as(
    name: str, taken: tuple[Any, ...], day: int, what: tuple[str, str, str]
) -> None:
    found = rules.fate(course(*taken), BEGIN + day * DAY)
    assert (found.response, found.result, found.verdict) == what


@settings(max_examples=400, deadline=None)
@given(histories())
def test_one_matter_is_what_a_naive_reader_says(history: steps.History) -> None:
    fate, slow = rules.fate(history, END), recount(history, END)
    counts = rules.together(rules.of_matter(fate), rules.of_answer(fate))
    assert counts._asdict() == {name: int(slow[name]) for name in rules.COUNTED}
    assert fate.union == slow["union"]
    assert fate.responsible == slow["responsible"] or not fate.response


@settings(max_examples=60, deadline=None)
@given(st.lists(histories(), max_size=12, unique_by=lambda h: h.id), st.data())
def test_cells_are_what_a_naive_reader_adds_up(all_of: list[steps.History], data: Any) -> None:
    who = st.one_of(st.none(), st.sampled_from([UUID(int=n) for n in range(90, 94)]))
    said = {one.id: author for one in all_of if (author := data.draw(who))}
    found = counting.cells(all_of, said, TREE, END)
    for key, tally in found.items():
        assert tally.counts._asdict() == dict(_slow(all_of, key)), key
    top = [k for k in found if k.org == UNIONS[0] and k.scope == "tree" and not k.board]
    counted = [one for one in all_of if one.counted]
    assert sum(found[k].counts.opened for k in top if k.months == 1) == len(counted)
    assert sum(found[k].counts.opened for k in top if k.months == 3) == len(counted)
    people = {said.get(one.id, counting.SOMEBODY) for one in counted}
    assert {one for k in top for one in found[k].people} == people


def _slow(all_of: list[steps.History], key: counting.Key) -> Counter[str]:
    """A cell by going over every matter once more."""
    total: Counter[str] = Counter(dict.fromkeys(rules.COUNTED, 0))
    for one in all_of:
        first = one.steps[0].at.date()
        month = first.month - (first.month - 1) % key.months
        if not one.counted or date(first.year, month, 1) != key.start:
            continue
        if key.board not in ("", one.board):
            continue
        slow = recount(one, END)
        for name in rules.COUNTED:
            at = slow["responsible"] if name in ("due", "kept") else slow["union"]
            if _belongs(one, at, key):
                total[name] += int(slow[name])
    return total


def _belongs(one: steps.History, union: UUID, key: counting.Key) -> bool:
    if key.scope == "firm":
        return one.firm == key.org
    if key.scope == "own":
        return union == key.org
    return TREE[union].path.startswith(TREE[key.org].path)


CELLS = [
    ("all are large", [(9, 9), (8, 8)], [False, False]),
    ("few matters", [(9, 9), (4, 4), (8, 8)], [False, True, True]),
    ("many matters of few people", [(30, 2), (9, 9), (40, 40)], [True, True, False]),
    ("two small ones of five together hide each other", [(3, 3), (2, 2), (9, 9)],
     [True, True, False]),
    ("two small ones are still few together", [(1, 1), (2, 2), (9, 9)], [True, True, True]),
    ("nothing at all tells nobody apart", [(0, 0), (9, 9)], [False, False]),
    ("one alone", [(3, 3)], [True]),
]  # fmt: skip


@pytest.mark.row("003-10")
@pytest.mark.parametrize(("name", "cells", "gone"), CELLS, ids=[c[0] for c in CELLS])
def test_small_cells_are_gone(name: str, cells: list[tuple[int, int]], gone: list[bool]) -> None:
    assert rules.hidden(Crowd(*one) for one in cells) == gone


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=9))
def test_what_is_gone_cannot_be_found_by_subtraction(cells: list[tuple[int, int]]) -> None:
    crowds = [Crowd(matters, min(matters, people)) for matters, people in cells]
    gone = rules.hidden(crowds)
    assert all(away for one, away in zip(crowds, gone, strict=True) if one.small)
    away = [one for one, is_gone in zip(crowds, gone, strict=True) if is_gone]
    left = [one for one, is_gone in zip(crowds, gone, strict=True) if not is_gone and one.matters]
    assert not left or not away or (len(away) > 1 and sum(one.matters for one in away) >= rules.K)


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (2, 0), (3, 5), (7, 5), (8, 10), (12, 10)])
def test_a_firm_reads_round_numbers(number: int, shown: int) -> None:
    assert rules.rounded(number) == shown


def test_shares_name_both_numbers() -> None:
    counts = Counts(opened=20, due=18, kept=9, ended=12, solved=6, asked=0)
    assert rules.response(counts).percent == 50.0
    assert rules.resolution(counts) == rules.Rate(6, 12)
    assert rules.satisfaction(counts).percent is None
