"""A hundred people film their mood at once: how many films a minute, and how the pages bear it.

    python -m bench.mood_film [--people 100] [--films 12] [--json]

Starts its own database and web server in a throw-away directory. The baseline of the same run is
the bare children without a house around them, one for each core: `films` of them, three times, with
the middle, the least and the most. Then everybody agrees, asks for a ticket, waits and sends the
same film of fifteen seconds at once. `ratio` is films a minute through the house by that baseline.
`page_ms` is a page somebody else opens four times a second, on the quiet house and then beside the
films. `said` is how many minutes each was told at first by how many it was.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg

from bench import load, town
from bench.phone import Phone
from moodlens.proof.moves import Recipe
from moodlens.proof.synth import make
from niangjia.run import children, database, settings
from niangjia.services.mood.film.watching import Child

#: What a phone sends after telling the browser 720p; the face is as large as it should be.
FILM = Recipe(seed=7, seconds=15.0)
PORT = load.free_port()
PAGE = f"http://127.0.0.1:{PORT}/services/"
OPEN = """INSERT INTO people_orgsettings (org_id, org_path, brand, accent, hotline, logo, services)
SELECT id, path, '', '', '', '', '{"mood_film": true}' FROM people_org WHERE path = '33.01.99.'
ON CONFLICT (org_id) DO UPDATE SET services = EXCLUDED.services"""


def bare(film: bytes) -> float:
    """Seconds of one film in a child, without a house."""
    start, child = time.perf_counter(), Child(len(film), "en")
    try:
        for _ in child.feed(film):
            pass
        child.whole()
        if not any(line and "answer" in line for line in _until_answer(child)):
            raise RuntimeError("no answer")
    finally:
        child.close()
    return time.perf_counter() - start


def _until_answer(child: Child) -> list[dict[str, Any] | None]:
    out = []
    for line in child.lines():
        out.append(line)
        if line and "answer" in line:
            break
    return out


def baseline(film: bytes, films: int) -> dict[str, Any]:
    """Films a minute by as many children as there are cores."""
    found = []
    for _ in range(3):
        start = time.perf_counter()
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            list(pool.map(bare, [film] * films))
        found.append(60 * films / (time.perf_counter() - start))
    middle = statistics.median(found)
    return {"a_minute": round(middle, 1), "spread": [round(min(found), 1), round(max(found), 1)]}


class Pages:
    """Somebody who opens a page four times a second."""

    def __init__(self) -> None:
        self.taken: list[float] = []
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._look)

    def _look(self) -> None:
        while not self.over.wait(0.25):
            start = time.perf_counter()
            urllib.request.urlopen(PAGE, timeout=60).close()
            self.taken.append((time.perf_counter() - start) * 1000)

    def __enter__(self) -> Pages:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def report(self) -> dict[str, float]:
        """Milliseconds."""
        cuts = statistics.quantiles(self.taken, n=20)
        return {"p50": round(cuts[9], 1), "p95": round(cuts[18], 1), "most": round(max(self.taken))}


def storm(film: bytes, people: int) -> dict[str, Any]:
    """Everybody at once; what each got, and when."""
    told: list[tuple[dict[str, Any], int, float]] = []
    start = time.perf_counter()

    def one(number: int) -> None:
        phone = Phone(f"http://127.0.0.1:{PORT}", f"cookie-{number}")
        answer, minutes = phone.waited(film, patience=1800)
        told.append((answer, minutes, time.perf_counter() - start))

    with ThreadPoolExecutor(people) as pool:
        list(pool.map(one, range(1, people + 1)))
    whole = max(at for _answer, _minutes, at in told)
    ends = sorted(at for _answer, _minutes, at in told)
    return {
        "people": people,
        "answered": sum(bool(answer["assessable"]) for answer, _minutes, _at in told),
        "seconds": round(whole, 1),
        "a_minute": round(60 * people / whole, 1),
        "waited_s": {"p50": round(statistics.median(ends)), "most": round(ends[-1])},
        "said": dict(sorted(Counter(minutes for _answer, minutes, _at in told).items())),
        # How far from the truth what they were told at first was, in minutes.
        "said_off": round(statistics.mean(m - at / 60 for _answer, m, at in told), 2),
    }


def main() -> int:
    """Set up, measure, clean up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--films", type=int, default=12)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    chosen = settings.load({})
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        film = make(FILM, Path(folder), "film").read_bytes()
        cluster = database.prepare(Path(folder) / "data", chosen)
        with database.holding(cluster):
            env = database.environment(cluster.place, chosen, "demo")
            _prepare(cluster, env)
            found = _measured(chosen, env, film, options)
    print(json.dumps(found, indent=None if options.json else 1))
    return 0


def _measured(
    chosen: settings.Settings, env: dict[str, str], film: bytes, options: argparse.Namespace
) -> dict[str, Any]:
    alone = baseline(film, options.films)
    command = children.web_command(chosen, "127.0.0.1", PORT)
    web = subprocess.Popen(command, env={**os.environ, **env}, start_new_session=True)
    try:
        _await_page()
        with Pages() as quiet:
            time.sleep(5)
        with Pages() as beside:
            through = storm(film, options.people)
    finally:
        web.terminate()
        web.wait()
    return {
        "film": {"seconds": FILM.seconds, "bytes": len(film), "cores": os.cpu_count()},
        "baseline": alone,
        "house": through,
        "ratio": round(through["a_minute"] / alone["a_minute"], 3),
        "page_ms": {"quiet": quiet.report(), "beside": beside.report()},
        "load": round(os.getloadavg()[0], 1),
    }


def _prepare(cluster: Any, env: dict[str, str]) -> None:
    install = [sys.executable, "-m", "niangjia.site.manage", "install"]
    subprocess.run(install, env=env, check=True, stderr=subprocess.DEVNULL)
    with psycopg.connect(
        host=env["NIANGJIA_PG_HOST"],
        port=env["NIANGJIA_PG_PORT"],
        dbname=env["NIANGJIA_PG_NAME"],
        user="nj_migrate",
        password=cluster.secrets["pg_migrate"],
        autocommit=True,
    ) as link:
        town.plant(link, 100, cluster.secrets["django_key"])
        with link.transaction():
            link.execute("SET LOCAL ROLE nj_keeper")
            link.execute(OPEN)


def _await_page() -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(PAGE, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the web does not answer")


if __name__ == "__main__":
    sys.exit(main())
