"""The measuring programs run from beginning to end; what they measure is not judged here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.deep
ROOT = Path(__file__).resolve().parents[2]
OURS = ("NIANGJIA_", "DATABASE_URL", "DJANGO_", "PG")
WORDS = ("--cases", "2000", "--requests", "200", "--runs", "1", "--json")
TELLING = ("--people", "3000", "--requests", "100", "--runs", "1", "--json")
SAID = {"per_s", "p50_ms", "p95_ms", "p99_ms", "cpu_ms"}


def test_cases_are_measured_through_http() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "bench.cases", *WORDS],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if not key.startswith(OURS)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout.splitlines()[-1])
    assert len(found) >= 8
    for name, figures in found.items():
        assert set(figures) >= SAID, name
        assert (figures["done"], figures["wrong"]) == (200, 0), name


def test_telling_many_is_measured_beside_its_baselines() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "bench.notices", *TELLING],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if not key.startswith(OURS)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout.splitlines()[-1])
    assert found["people"] == 3000
    assert found["wrong"]["median"] == 0
    assert all(found[name]["median"] > 0 for name in ("seconds", "ratio", "p95_ratio"))


def test_taking_photographs_is_measured_beside_its_baselines() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "bench.files", "--photos", "4", "--reads", "20", "--json"],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if not key.startswith(OURS)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert all(value > 0 for value in json.loads(ran.stdout).values())


def test_films_are_measured_beside_their_baseline() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "bench.mood_film", "--people", "6", "--films", "2", "--json"],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if not key.startswith(OURS)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout.splitlines()[-1])
    assert found["house"]["answered"] == 6
    assert found["ratio"] > 0.3
