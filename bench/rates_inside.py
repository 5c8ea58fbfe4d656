"""The measured part of `bench.rates`: runs inside an installed, empty house."""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import time
from argparse import Namespace
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import django
import psycopg

os.environ["DJANGO_SETTINGS_MODULE"] = "niangjia.site.settings"
django.setup()

# The models need the settings above.
from bench import town  # noqa: E402
from niangjia.kernel.acts import seal  # noqa: E402
from niangjia.kernel.acts.acting import system  # noqa: E402
from niangjia.kernel.base.context import actor  # noqa: E402
from niangjia.kernel.insight import actions, commands, offline  # noqa: E402
from niangjia.kernel.insight.models import Cell  # noqa: E402

#: What the actions would have left beside each step, in one statement.
FACTS = """INSERT INTO acts_audit (id, at, epoch, tx, org_root, org_path, post, purpose, action,
        object_kind, object_id, facts)
    SELECT gen_random_uuid(), e.at, 1, 1, c.org_root, c.org_path, 'officer', 'bench',
        'feedback.' || e.verb, 'case', c.id, jsonb_build_array(jsonb_build_object(
            'verb', e.verb, 'at', e.at, 'state', e.state, 'due', e.due_at, 'union', e.org_id,
            'outcome', e.outcome, 'stars', e.stars, 'service', c.service, 'board', c.board,
            'firm', c.firm_id, 'counted', c.counted::int))
    FROM cases_event e JOIN cases_case c ON c.id = e.case_id"""
STEPS = "COPY (SELECT case_id, verb, at, state, due_at, org_id, outcome, stars FROM cases_event) "


def owner() -> psycopg.Connection[Any]:
    """A connection that may make tables and read all."""
    return psycopg.connect(
        host=os.environ["NIANGJIA_PG_HOST"],
        dbname=os.environ["NIANGJIA_PG_NAME"],
        user="nj_super",
        autocommit=True,
        password=(Path(os.environ["NIANGJIA_DATA"]) / "secrets" / "pg_super").read_text().strip(),
    )


def seconds(do: Callable[[], object]) -> float:
    """How long a call takes."""
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def copied() -> None:
    """The baseline: read every step out of its table."""
    with (
        owner() as link,
        link.cursor() as cursor,
        cursor.copy((STEPS + "TO STDOUT").encode()) as out,
    ):
        for _ in out:
            pass


def count() -> None:
    """The first night: from the beginning."""
    with owner() as link:
        link.execute("DELETE FROM insight_cell")
    with system(actions.NAME):
        actions.count(actor())


def sealed() -> None:
    """Seal all that waits; only the first run finds much."""
    with system("sealer"):
        seal.note(seal.seal_all())


def checked(words: Namespace, run: Callable[[Namespace], int]) -> None:
    """A command that must find everything right."""
    said = StringIO()
    with redirect_stdout(said):
        code = run(words)
    assert code == 0, said.getvalue()[-2000:]


def measure(file: Path) -> dict[str, float]:
    """One run: its parts in seconds, and the baseline."""
    from_file = offline.COMMANDS[0].run
    return {
        "copy": seconds(copied),
        "count": seconds(count),
        "seal": seconds(sealed),
        "verify": seconds(lambda: checked(Namespace(), commands.run_verify)),
        "export": seconds(lambda: checked(Namespace(file=file), commands.run_export)),
        "verify_from_file": seconds(lambda: checked(Namespace(file=file, key=""), from_file)),
    }


def report(runs: list[dict[str, float]], cases: int, file: Path) -> dict[str, Any]:
    """Medians with their spread, and as many times the baseline."""
    with system("bench"):
        cells = Cell.objects.count()
    out: dict[str, Any] = {"cases": cases, "cells": cells, "runs": len(runs)}
    for name in runs[0]:
        found = [run[name] for run in runs]
        ratio = statistics.median(run[name] / run["copy"] for run in runs)
        out[name] = {
            "seconds": round(statistics.median(found), 2),
            "spread": [round(min(found), 2), round(max(found), 2)],
            "times_baseline": round(ratio, 1),
        }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {**out, "file_mb": round(file.stat().st_size / 1e6, 1), "peak_mb": peak}


def main() -> None:
    """Plant, lay the facts, measure."""
    cases, times, how = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    with owner() as link:
        town.plant(link, cases, "bench")
        link.execute(FACTS)
    file = Path(os.environ["NIANGJIA_DATA"]) / "rates.log"
    found = report([measure(file) for _ in range(times)], cases, file)
    if how == "json":
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name:18} {json.dumps(value) if isinstance(value, dict) else value}")


main()
