"""The measured part of `bench.eligibility`: runs inside an installed, empty house."""

from __future__ import annotations

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

from bench import town  # noqa: E402
from niangjia.kernel.acts.acting import acting  # noqa: E402
from niangjia.kernel.base.clock import today  # noqa: E402
from niangjia.kernel.base.context import Act, actor  # noqa: E402
from niangjia.kernel.offers import rehearsing  # noqa: E402
from niangjia.kernel.offers.eligibility import Clause  # noqa: E402

#: Every third joined in the last forty days; every tenth stands on a list.
MEMBERS = """INSERT INTO people_membership (id, person_id, org_id, org_root, org_path, number,
        since)
    SELECT gen_random_uuid(), p.id, p.home_org_id, p.home_root, p.home_path, 'M' || n,
        current_date - CASE WHEN n % 3 = 0 THEN n % 40 ELSE 400 + n % 900 END::integer
    FROM (SELECT *, row_number() OVER (ORDER BY id) AS n FROM people_person) p"""
ROLL = """INSERT INTO offers_roll (id, org_id, org_root, org_path, org_name, kind, title, why,
        source, since, people, need, problems, approved_by, state, by_id, by_name, created_at,
        moved_at)
    VALUES (gen_random_uuid(), gen_random_uuid(), '33.01.99.', '33.01.99.', '区总工会', 'list',
        '名单', '', '', current_date, 0, 0, '[]', '周敏', 'active', gen_random_uuid(), '周敏',
        now(), now())
    RETURNING id"""
ENTRIES = """INSERT INTO offers_rollentry (id, roll_id, org_id, org_root, org_path, person_id,
        place, need, since)
    SELECT gen_random_uuid(), %s, gen_random_uuid(), '33.01.99.', '33.01.99.', p.id, p.home_path,
        1, current_date
    FROM (SELECT *, row_number() OVER (ORDER BY id) AS n FROM people_person) p WHERE n % 10 = 0"""


def owner() -> psycopg.Connection[Any]:
    """A connection that may write everything."""
    return psycopg.connect(
        host=os.environ["NIANGJIA_PG_HOST"],
        dbname=os.environ["NIANGJIA_PG_NAME"],
        user="nj_super",
        autocommit=True,
        password=(Path(os.environ["NIANGJIA_DATA"]) / "secrets" / "pg_super").read_text().strip(),
    )


def plant(members: int) -> tuple[Clause, ...]:
    """The district, its members and a list; the clauses of an offer."""
    with owner() as link:
        town.plant(link, 0, "bench", members)
        link.execute(MEMBERS)
        roll = link.execute(ROLL).fetchone()
        assert roll is not None
        link.execute(ENTRIES.replace("%s", f"'{roll[0]}'").encode())
        link.execute("ANALYZE")
    return (
        Clause("member", "eq", value=True),
        Clause("member_days", "ge", 30),
        Clause("union_path", "under", "33.01.99."),
        Clause("identity", "ge", 2),
        Clause("employer", "in", [f"F{n}" for n in range(1, 101)]),
        Clause("lists", "lacks", str(roll[0])),
    )


def seconds(do: Callable[[], Any]) -> float:
    """How long a call takes, in an act of its own."""
    with acting(Act("session", "cookie-district", "benefits.run")):
        start = time.perf_counter()
        do()
        return time.perf_counter() - start


def counted() -> None:
    """The baseline: how many there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_membership")


def measure(clauses: tuple[Clause, ...], members: int) -> dict[str, float]:
    """One run: the counts, and a page of names behind every clause."""

    def rehearse() -> None:
        found = rehearsing.rehearse(actor(), clauses, today())
        assert found.people == members and 0 < found.may < members

    def names() -> None:
        for n in range(-1, len(clauses)):
            rehearsing.behind(actor(), clauses, today(), n)

    return {"count": seconds(counted), "rehearse": seconds(rehearse), "names": seconds(names)}


def main() -> None:
    """Plant, rehearse, report."""
    members, times, how = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    clauses = plant(members)
    runs = [measure(clauses, members) for _ in range(times)]
    out: dict[str, Any] = {"members": members, "clauses": len(clauses), "runs": times}
    for name in runs[0]:
        found = [run[name] for run in runs]
        out[name] = {
            "seconds": round(statistics.median(found), 3),
            "spread": [round(min(found), 3), round(max(found), 3)],
            "times_baseline": round(statistics.median(run[name] / run["count"] for run in runs), 1),
        }
    if how == "json":
        print(json.dumps(out))
        return
    for name, value in out.items():
        print(f"{name:10} {json.dumps(value) if isinstance(value, dict) else value}")


main()
