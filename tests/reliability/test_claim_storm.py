"""A drop from beginning to end, quiet and under fire; figures are for whoever runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.deep, pytest.mark.row("000-05")]
ROOT = Path(__file__).resolve().parents[2]
OURS = ("NIANGJIA_", "DATABASE_URL", "DJANGO_", "PG")
NEVER = ("double", "early_refusals", "lost", "wrong_member", "without_audit")


def stormed(*words: str, bench: str = "claim_storm") -> dict[str, Any]:
    ran = subprocess.run(
        [sys.executable, "-m", f"bench.{bench}", *words, "--json"],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if not key.startswith(OURS)},
        capture_output=True,
        text=True,
        timeout=1500,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr + ran.stdout
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    print(found)  # noqa: T201  (the numbers are the result)
    return found


@pytest.mark.parametrize("counters", ["1", "16", "64"])
def test_exactly_as_many_as_there_are(counters: str) -> None:
    words = ("--stock", "4000", "--members", "5000", "--clients", "64", "--counters", counters)
    found = stormed(*words, "--refusals", "5000", "--rate", "2000")
    assert found["sold"] == 4000 and not any(found[name] for name in NEVER)
    assert found["not_refused_after"] == 0


def test_nothing_acknowledged_is_lost_under_fire() -> None:
    words = ("--stock", "8000", "--members", "10000", "--clients", "64", "--kill", "60")
    found = stormed(*words)
    assert found["deaths"] >= 8 and set(found["who"]) == {
        "web_process",
        "database",
        "worker",
        "backend",
    }
    assert found["sold"] == 8000 and not any(found[name] for name in NEVER)
    assert found["gap_s"] < 5


def test_those_who_wait_have_their_page_and_those_let_in_their_claim() -> None:
    words = ("--times", "3", "--people", "1500", "--members", "5000", "--unit", "1000")
    found = stormed(*words, "--seconds", "6", "--rate", "100", bench="waiting_room")
    room = found["with"]
    assert found["errors"] == 0 and room["too_early"] == 0 and room["refused"] == 0
    assert room["people"] == 1500 and room["let_in"] > 0
    assert room["claim"]["answered"] == room["form"]["answered"] == room["let_in"]
