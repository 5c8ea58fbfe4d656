"""100,000 people told at once: how long it takes, and what a worker feels of it meanwhile.

    python -m bench.notices [--people 100000] [--requests 1500] [--clients 4] [--runs 3] [--json]

Starts its own database and web server in a throw-away directory, waiting for the disk as an
operator's does. Two baselines of the same run: COPY of the very rows that were told into a table
with the same columns and indexes; and the worker's home page, asked for just before by the same
few clients, whose p95 stands beside the one measured while the broadcast runs.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from bench import cases, load, town
from niangjia.run import database, settings

CAST = """INSERT INTO notices_broadcast (id, org_id, org_root, org_path, org_name, title, text,
        state, by_id, by_name, total, told, after_path, created_at, started_at)
    SELECT %s, o.id, o.root, o.path, o.name, '周六体检车开到厂门口', '上午八点到十一点，带工会卡。',
        'running', gen_random_uuid(), '周敏', %s, 0, '', now(), now()
    FROM people_org o WHERE o.path = '33.01.99.'"""
TABLE = "notices_notice"
#: People who open their home page meanwhile.
READERS = 500


def home(total: int) -> Iterator[load.Request]:
    """Home pages of workers, one after the other."""
    for n in range(total):
        cookie = {"Cookie": f"niangjia=cookie-{10 + n % READERS}"}
        yield load.http("GET", "/", cookie), 200


def while_running(sender: subprocess.Popen[str], total: int) -> Iterator[load.Request]:
    """The same until the broadcast is over, at most so many."""
    for request in home(total):
        if sender.poll() is not None:
            return
        yield request


def measure(link: psycopg.Connection[Any], env: dict[str, str], options: Any, web: int) -> Any:
    """One broadcast with its two baselines."""
    link.execute("CHECKPOINT")
    calm = load.run(cases.PORT, home(options.requests), options.clients, lambda: load.tree(web))
    name = str(uuid4())
    link.execute(CAST.encode(), [name, options.people])
    with _sender(env, name) as sender:
        assert sender.stdin and sender.stdout
        sender.stdout.readline()
        sender.stdin.write("go\n")
        sender.stdin.flush()
        busy = load.run(
            cases.PORT,
            while_running(sender, options.requests * 20),
            options.clients,
            lambda: load.tree(web),
        )
        seconds = float(sender.stdout.read())
    found = link.execute(
        b"SELECT told, state FROM notices_broadcast WHERE id = %s", [name]
    ).fetchone()
    assert found == (options.people, "done"), found
    plain = copied(link, name)
    before, during = calm.report(), busy.report()
    return {
        "seconds": round(seconds, 2),
        "copy": round(plain, 2),
        "ratio": round(seconds / plain, 1),
        "p95_before": before["p95_ms"],
        "p95_during": during["p95_ms"],
        "p99_before": before["p99_ms"],
        "p99_during": during["p99_ms"],
        "pages_during": during["done"],
        "wrong": before["wrong"] + during["wrong"],
    }


def _sender(env: dict[str, str], name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "bench.notices_inside", name],
        env={**env, "NIANGJIA_PROCESS": "jobs"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def copied(link: psycopg.Connection[Any], name: str) -> float:
    """Seconds to COPY the rows of a broadcast into an equal, empty table."""
    link.execute(f"DROP TABLE IF EXISTS plain_{TABLE}".encode())
    link.execute(f"CREATE TABLE plain_{TABLE} (LIKE {TABLE} INCLUDING ALL)".encode())
    chosen = f"SELECT * FROM {TABLE} WHERE broadcast_id = '{name}'"
    with link.cursor() as cursor, cursor.copy(f"COPY ({chosen}) TO STDOUT".encode()) as out:
        rows = [bytes(block) for block in out]
    start = time.perf_counter()
    with link.cursor() as cursor, cursor.copy(f"COPY plain_{TABLE} FROM STDIN".encode()) as into:
        for block in rows:
            into.write(block)
    return time.perf_counter() - start


def report(runs: list[dict[str, Any]], people: int) -> dict[str, Any]:
    """Medians, each with its spread."""
    out: dict[str, Any] = {"people": people, "runs": len(runs)}
    for name in runs[0]:
        values = [run[name] for run in runs]
        out[name] = {
            "median": round(statistics.median(values), 2),
            "spread": [min(values), max(values)],
        }
    slower = [run["p95_during"] / run["p95_before"] for run in runs]
    out["p95_ratio"] = {
        "median": round(statistics.median(slower), 2),
        "spread": [round(min(slower), 2), round(max(slower), 2)],
    }
    return out


def main() -> int:
    """Set up, measure, clean up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=1500)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    chosen = settings.load({})
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        cluster = database.prepare(Path(folder) / "data", chosen)
        with database.holding(cluster):
            env = database.environment(cluster.place, chosen, "demo")
            made = _measured(cluster, chosen, env, options)
    found = report(made, options.people)
    if options.json:
        print(json.dumps(found))
    else:
        for key, value in found.items():
            print(f"{key:14} {value}")
    return 0


def _measured(cluster: Any, chosen: settings.Settings, env: Any, options: Any) -> list[Any]:
    manage = [sys.executable, "-m", "niangjia.site.manage", "install"]
    subprocess.run(manage, env=env, check=True, stderr=subprocess.DEVNULL)
    with psycopg.connect(
        host=env["NIANGJIA_PG_HOST"],
        port=env["NIANGJIA_PG_PORT"],
        dbname=env["NIANGJIA_PG_NAME"],
        user="nj_super",
        password=cluster.secrets["pg_super"],
        autocommit=True,
    ) as link:
        town.plant(link, 1000, cluster.secrets["django_key"], options.people)
        link.execute("VACUUM ANALYZE")
        with cases._web(chosen, env) as web:
            made = [measure(link, env, options, web.pid) for _ in range(options.runs)]
            web.terminate()
    return made


if __name__ == "__main__":
    sys.exit(main())
