"""Runs a program of bench/ as an operator would, outside whatever database the tests run in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OURS = ("NIANGJIA_", "DATABASE_URL", "DJANGO_", "PG")


def printed(bench: str, *words: str, within: float) -> dict[str, Any]:
    """The last line of `python -m bench.BENCH WORDS --json`, which ends well within so many
    seconds."""
    ran = subprocess.run(
        [sys.executable, "-m", f"bench.{bench}", *words, "--json"],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if not key.startswith(OURS)},
        capture_output=True,
        text=True,
        timeout=within,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr + ran.stdout
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    print(found)  # noqa: T201  (the numbers are the result)
    return found
