"""Cases through HTTP on a large district: create, list, read.

    python -m bench.cases [--cases 52000] [--requests 3000] [--clients 16] [--runs 3] [--json]

Starts its own database and web server in a throw-away directory. The baseline of the same run is an
empty page through the same server (nothing but the middleware), so that figures of different
machines can be compared by their ratio.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg

from bench import load, town
from niangjia.run import children, database, settings

PORT = load.free_port()
JSON = {"Content-Type": "application/json"}
TEXT = "三号宿舍楼的空调上周就坏了，夜班白天睡觉太冷，希望这周能修好。"


def jobs(  # noqa: C901  (a list of small streams)
    total: int, cases: int, form: bytes
) -> dict[str, Callable[[], Iterator[load.Request]]]:
    """What is measured: name -> a fresh stream of requests."""
    rng = random.Random(7)
    fresh = itertools.count()

    def create_api() -> Iterator[load.Request]:
        for n in range(total):
            who = 1 + n % town.WORKERS
            body = {
                "firm_id": town.id_of(town.FIRM, 1 + who % 200),
                "board": "conditions",
                "stars": 2,
                "text": f"{n} {TEXT}",
                "topics": ["住宿"],
            }
            head = {
                "Authorization": f"Bearer token-{who}",
                "Idempotency-Key": f"k{next(fresh)}",
                **JSON,
            }
            yield load.http("POST", "/api/v1/cases", head, json.dumps(body).encode()), 201

    def create_form() -> Iterator[load.Request]:
        for n in range(total):
            who = 1 + n % town.WORKERS
            firm = town.id_of(town.FIRM, 1 + who % 200)
            body = form.replace(b"FIRM", firm.encode()).replace(b"KEY", f"f{next(fresh)}".encode())
            head = {
                "Cookie": f"niangjia=cookie-{who}; csrftoken={'c' * 32}",
                "Content-Type": "application/x-www-form-urlencoded",
            }
            yield load.http("POST", "/feedback/new/", head, body), 302

    def pages(cookie: str, path: Callable[[], str]) -> Callable[[], Iterator[load.Request]]:
        def stream() -> Iterator[load.Request]:
            for _ in range(total):
                yield load.http("GET", path(), {"Cookie": f"niangjia=cookie-{cookie}"}), 200

        return stream

    def own(n: int) -> str:
        return f"/feedback/{town.id_of(town.CASE, n)}/"

    def author_page() -> Iterator[load.Request]:
        for _ in range(total):
            n = rng.randrange(1, cases)
            who = 1 + n % town.WORKERS
            yield load.http("GET", own(n), {"Cookie": f"niangjia=cookie-{who}"}), 200

    def desk_case() -> str:
        return f"/desk/feedback/{town.id_of(town.CASE, rng.randrange(1, cases))}/"

    return {
        "baseline: unknown static file": lambda: iter(
            [(load.http("GET", "/static/none", {}), 404)] * total
        ),
        "create by API": create_api,
        "create by form": create_form,
        "inbox, grassroots": pages("chair", lambda: "/desk/feedback/"),
        "inbox, district (all open)": pages("district", lambda: "/desk/feedback/?tab=open"),
        "inbox, district (late)": pages("district", lambda: "/desk/feedback/?tab=late"),
        "case page, author": author_page,
        "case page with list, district": pages("district", desk_case),
    }


def measure(options: argparse.Namespace, web: int, base: int) -> dict[str, dict[str, Any]]:
    """Every job `runs` times; the median run with its spread and ratio to the baseline."""
    form = (
        "csrfmiddlewaretoken=" + "c" * 32 + "&firm=FIRM&board=conditions&score=2&who=union"
        "&key=KEY&text=KEY" + urllib.request.quote(TEXT)
    ).encode()
    out: dict[str, dict[str, Any]] = {}
    for name, stream in jobs(options.requests, options.cases, form).items():
        if out and options.only not in name:
            continue
        reports = [
            load.run(
                PORT, stream(), options.clients, lambda: load.tree(web) + load.tree(base)
            ).report()
            for _ in range(options.runs)
        ]
        rates = [r["per_s"] for r in reports]
        best = sorted(reports, key=lambda r: r["per_s"])[len(reports) // 2]
        first = out[next(iter(out))]["per_s"] if out else best["per_s"]
        out[name] = {
            **best,
            "spread": [min(rates), max(rates)],
            "ratio_to_baseline": round(statistics.median(rates) / first, 3),
        }
        if not options.json:
            print(f"{name:34}", json.dumps(out[name]), flush=True)
    return out


def main() -> int:
    """Set up, measure, clean up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=52000)
    parser.add_argument("--requests", type=int, default=3000)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--threads", type=int, help="threads of each web process")
    parser.add_argument("--workers", type=int, help="web processes")
    parser.add_argument("--only", default="", help="measure jobs whose name contains this")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    asked = {"NIANGJIA_WEB_THREADS": options.threads, "NIANGJIA_WEB_WORKERS": options.workers}
    chosen = settings.load({name: str(count) for name, count in asked.items() if count})
    with tempfile.TemporaryDirectory() as folder:
        cluster = database.prepare(Path(folder) / "data", chosen)
        with database.holding(cluster):
            env = database.environment(cluster.place, chosen, "demo")
            _prepare(cluster, env, options)
            with _web(chosen, env) as web:
                out = measure(options, web.pid, cluster.pid)
                web.terminate()
    if options.json:
        print(json.dumps(out))
    return 0


def _prepare(cluster: Any, env: dict[str, str], options: argparse.Namespace) -> None:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "niangjia.site.manage", "install"],
        env=env,
        check=True,
        stderr=subprocess.DEVNULL,
    )
    with psycopg.connect(
        host=env["NIANGJIA_PG_HOST"],
        port=env["NIANGJIA_PG_PORT"],
        dbname=env["NIANGJIA_PG_NAME"],
        user="nj_migrate",
        password=cluster.secrets["pg_migrate"],
        autocommit=True,
    ) as connection:
        town.plant(connection, options.cases, cluster.secrets["django_key"])
    if not options.json:
        print(f"{options.cases} cases planted in {time.perf_counter() - start:.0f} s", flush=True)


def _web(chosen: settings.Settings, env: dict[str, str]) -> subprocess.Popen[bytes]:
    command = children.web_command(chosen, "127.0.0.1", PORT)
    web = subprocess.Popen(
        command, env={**os.environ, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/services/", timeout=5).close()
            break
        except OSError:
            time.sleep(0.1)
    return web


if __name__ == "__main__":
    sys.exit(main())
