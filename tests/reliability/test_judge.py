"""What the storm's judge calls a fault: histories as tables."""

from __future__ import annotations

from typing import Any

import pytest
from bench import judge
from bench.storm import Attempt


def tried(
    member: int, sent: float, outcome: str, claim: str = "", *, gone: bool = False
) -> Attempt:
    return Attempt(member, f"k{sent}", sent, sent + 1, outcome, claim=claim, gone=gone)


WON = [tried(1, 0, "ok", "a"), tried(2, 0, "ok", "b")]
ROWS = judge.Rows({"a": 1, "b": 2}, 0, 2)


@pytest.mark.parametrize(
    ("more", "faults"),
    [
        ([], 0),
        ([tried(3, 5, "no", gone=True)], 0),
        ([tried(3, -2, "no", gone=True)], 1),
        ([tried(3, -2, "no")], 1),
        # Somebody who has one is told "gone" under a new key: they asked for theirs before.
        ([tried(1, 5, "no", gone=True)], 0),
        # Told "gone", and yet won afterwards.
        ([tried(1, -3, "no", gone=True)], 1),
        ([tried(1, -3, "no")], 0),
        ([tried(1, -4, "unknown"), tried(1, -3, "no", gone=True)], 0),
    ],
)
def test_gone_is_said_early(more: list[Attempt], faults: int) -> None:
    assert judge.judged([*WON, *more], ROWS, 2)["early_refusals"] == faults


@pytest.mark.parametrize(
    ("rows", "history", "fault"),
    [
        (judge.Rows({"a": 1}, 1, 1), WON, "lost"),
        (judge.Rows({"a": 1, "b": 2, "c": 2}, 0, 3), WON, "double"),
        (judge.Rows({"a": 1, "b": 3}, 0, 2), WON, "wrong_member"),
        (judge.Rows({"a": 1, "b": 2}, 0, 1), WON, "without_audit"),
    ],
)
def test_what_never_may_be_is_seen(rows: judge.Rows, history: list[Attempt], fault: str) -> None:
    found = judge.judged(history, rows, 2)
    assert found[fault] == 1 and judge.wrong(found)


@pytest.mark.parametrize(
    ("more", "gap"),
    [
        ([tried(1, 12, "ok", "a")], 3.0),
        ([tried(3, 10, "no", gone=True), tried(1, 12, "ok", "a")], 3.0),
        ([tried(3, 10, "no", gone=True)], judge.NEVER),
    ],
)
def test_only_an_acknowledged_claim_ends_a_gap(more: list[Attempt], gap: float) -> None:
    deaths: list[dict[str, Any]] = [{"who": "database", "back": 10.0}, {"who": "worker"}]
    assert judge.after_deaths([*WON, *more], deaths)["gap_s"] == gap


def test_without_a_death_of_the_database_no_gap_is_claimed() -> None:
    assert judge.after_deaths(WON, [{"who": "worker"}])["gap_s"] == judge.NEVER
