"""A drop from beginning to end, quiet and under fire; figures are for whoever runs them."""

from __future__ import annotations

import pytest

from tests.kit.benching import printed

pytestmark = [pytest.mark.deep, pytest.mark.row("000-05")]
NEVER = ("double", "early_refusals", "lost", "wrong_member", "without_audit")
#: The largest drop of the reports, and a quarter more members than units.
DROP = ("--stock", "80000", "--members", "100000", "--clients", "64")


@pytest.mark.parametrize("counters", ["1", "16", "64"])
def test_exactly_as_many_as_there_are(counters: str) -> None:
    found = printed("claim_storm", *DROP, "--counters", counters, within=1800)
    assert found["sold"] == 80_000 and not any(found[name] for name in NEVER)
    assert found["not_refused_after"] == 0


def test_nothing_acknowledged_is_lost_under_fire() -> None:
    found = printed("claim_storm", *DROP, "--kill", "180", within=1800)
    assert found["deaths"] >= 24 and set(found["who"]) == {
        "web_process",
        "database",
        "worker",
        "backend",
        "web",
    }
    assert found["sold"] == 80_000 and not any(found[name] for name in NEVER)
    assert found["gap_s"] < 5


def test_those_who_wait_have_their_page_and_those_let_in_their_claim() -> None:
    words = ("--times", "3", "--people", "1500", "--members", "5000", "--unit", "1000")
    found = printed("waiting_room", *words, "--seconds", "6", "--rate", "100", within=600)
    room = found["with"]
    assert found["errors"] == 0 and room["too_early"] == 0 and room["refused"] == 0
    assert room["people"] == 1500 and room["let_in"] > 0
    assert room["claim"]["answered"] == room["form"]["answered"] == room["let_in"]
