"""The measuring programs run from beginning to end; what they measure is not judged here."""

from __future__ import annotations

import pytest

from tests.kit.benching import printed

pytestmark = pytest.mark.deep
SAID = {"per_s", "p50_ms", "p95_ms", "p99_ms", "cpu_ms"}


def test_cases_are_measured_through_http() -> None:
    words = ("--cases", "2000", "--requests", "200", "--runs", "1")
    found = printed("cases", *words, within=600)
    assert len(found) >= 8
    for name, figures in found.items():
        assert set(figures) >= SAID, name
        assert (figures["done"], figures["wrong"]) == (200, 0), name


def test_telling_many_is_measured_beside_its_baselines() -> None:
    words = ("--people", "3000", "--requests", "100", "--runs", "1")
    found = printed("notices", *words, within=600)
    assert found["people"] == 3000
    assert found["wrong"]["median"] == 0
    assert all(found[name]["median"] > 0 for name in ("seconds", "ratio", "p95_ratio"))


def test_taking_photographs_is_measured_beside_its_baselines() -> None:
    found = printed("files", "--photos", "4", "--reads", "20", within=120)
    assert all(value > 0 for value in found.values())


def test_films_are_measured_beside_their_baseline() -> None:
    found = printed("mood_film", "--people", "6", "--films", "2", within=600)
    assert found["house"]["answered"] == 6
    assert found["ratio"] > 0.3


def test_a_rehearsal_on_ten_thousand_is_measured_beside_its_baseline() -> None:
    found = printed("eligibility", "--members", "10000", "--runs", "1", within=300)
    assert found["members"] == 10_000
    assert found["rehearse"]["seconds"] > 0 and found["names"]["seconds"] > 0
