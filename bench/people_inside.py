"""The measured part of `bench.people_import`: runs inside an installed, empty house."""

from __future__ import annotations

import base64
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
import psycopg

os.environ["DJANGO_SETTINGS_MODULE"] = "niangjia.site.settings"
django.setup()

# The models need the settings above.
from django.db import connection  # noqa: E402

from niangjia.kernel.acts.acting import system  # noqa: E402
from niangjia.kernel.base.ids import new_id  # noqa: E402
from niangjia.kernel.base.sealed import seal  # noqa: E402
from niangjia.kernel.base.types import Post  # noqa: E402
from niangjia.kernel.people import seeds, tasks  # noqa: E402
from niangjia.kernel.people.actions.imports import CONTENT  # noqa: E402
from niangjia.kernel.people.models import Import, Org  # noqa: E402

TABLES = ("people_person", "people_membership")
UNIONS = 200


def owner() -> psycopg.Connection[Any]:
    """A connection that may make tables and read all."""
    return psycopg.connect(
        host=os.environ["NIANGJIA_PG_HOST"],
        dbname=os.environ["NIANGJIA_PG_NAME"],
        user="nj_super",
        autocommit=True,
        password=(Path(os.environ["NIANGJIA_DATA"]) / "secrets" / "pg_super").read_text().strip(),
    )


def plant() -> Org:
    """A district, ten towns, two hundred unions and their employers."""
    rows = [seeds.OrgSeed("c", "临江区总工会", level="county", region="330199")]
    rows += [seeds.OrgSeed(f"t{n}", f"第{n}镇总工会", level="town", parent="c") for n in range(10)]
    for n in range(UNIONS):
        town = f"t{n % 10}"
        rows += [
            seeds.OrgSeed(f"u{n}", f"第{n}厂工会", level="grassroots", parent=town, code=f"U{n}"),
            seeds.OrgSeed(
                f"f{n}", f"第{n}厂", kind="employer", parent=town, code=f"F{n}", union=f"u{n}"
            ),
        ]
    with system("bench"):
        return seeds.plant_orgs(rows)["c"]


def table(run: int, people: int) -> str:
    """A CSV of people nobody knows yet."""
    lines = ["姓名,手机号,工会代码,单位代码,入会日期"]
    for n in range(people):
        phone = f"13{run}{n:08d}"
        lines.append(f"职工{n % 9973},{phone},U{n % UNIONS},F{n % UNIONS},20{10 + n % 15}-03-01")
    return "\n".join(lines)


def uploaded(district: Org, content: str) -> Import:
    """A file as the desk leaves it for the jobs."""
    with system("bench"):
        run = Import.objects.create(
            kind="people",
            file_name="bench.csv",
            org_id=district.id,
            org_root=district.root,
            org_path=district.path,
            by_id=new_id(),
            by_name="bench",
            by_post=Post.OFFICER.value,
        )
    text = base64.b64encode(content.encode()).decode()
    with owner() as link:
        link.execute(
            "INSERT INTO people_importfile (run_id, content) VALUES (%s, %s)",
            [run.id, seal(text, CONTENT, run.id)],
        )
    return run


def seconds(do: Callable[[], object]) -> float:
    """How long a call takes."""
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def commit(run: Import) -> None:
    """What the button does."""
    with system("bench"):
        Import.objects.filter(id=run.id).update(state=Import.States.RUNNING)


def copied(link: psycopg.Connection[Any], name: str, of_run: str) -> float:
    """Seconds to COPY the rows an import made into an equal, empty table."""
    link.execute(f"DROP TABLE IF EXISTS plain_{name}".encode())
    link.execute(f"CREATE TABLE plain_{name} (LIKE {name} INCLUDING ALL)".encode())
    chosen = f"SELECT * FROM {name} WHERE {of_run}"
    with link.cursor() as cursor, cursor.copy(f"COPY ({chosen}) TO STDOUT".encode()) as out:
        rows = [bytes(block) for block in out]
    start = time.perf_counter()
    with link.cursor() as cursor, cursor.copy(f"COPY plain_{name} FROM STDIN".encode()) as into:
        for block in rows:
            into.write(block)
    return time.perf_counter() - start


def measure(district: Org, number: int, people: int) -> dict[str, float]:
    """One run: its parts in seconds, and the baseline."""
    run = uploaded(district, table(number, people))
    cpu = time.process_time()
    read = seconds(lambda: tasks.read_import(str(run.id)))
    commit(run)
    brought = seconds(lambda: tasks.run_import(str(run.id)))
    cpu = time.process_time() - cpu
    with system("bench"):
        made = Import.objects.get(id=run.id).created
    assert made == people, f"{made} of {people}"
    mine = f"id IN (SELECT object_id FROM people_importrow WHERE run_id = '{run.id}')"
    with owner() as link:
        plain = copied(link, "people_person", mine)
        plain += copied(link, "people_membership", f"person_{mine}")
    return {
        "read": read,
        "bring_in": brought,
        "total": read + brought,
        "copy": plain,
        "worker_cpu": cpu,
    }


def report(runs: list[dict[str, float]], people: int) -> dict[str, Any]:
    """Medians with their spread."""
    totals = [run["total"] for run in runs]
    middle = {name: round(statistics.median(run[name] for run in runs), 2) for name in runs[0]}
    ratios = [run["total"] / run["copy"] for run in runs]
    return {
        "people": people,
        "runs": len(runs),
        "seconds": middle,
        "spread_total": [round(min(totals), 2), round(max(totals), 2)],
        "people_per_s": round(people / statistics.median(totals)),
        "ratio_to_copy": round(statistics.median(ratios), 1),
        "ratio_spread": [round(min(ratios), 1), round(max(ratios), 1)],
        "cores": os.cpu_count(),
    }


def main() -> int:
    """Plant, measure, print."""
    people, runs, form = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    district = plant()
    made = report([measure(district, number, people) for number in range(runs)], people)
    connection.close()
    if form == "json":
        print(json.dumps(made))
        return 0
    for key, value in made.items():
        print(f"{key:14} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
