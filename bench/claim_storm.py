"""A drop: many more members than units, all at once, through HTTP, each asking one to three times.

    python -m bench.claim_storm --stock 80000 --members 100000 --clients 64 --counters 16 --json
        [--auth both|session|token] [--refusals 20000] [--kill 180] [--every 5]

Starts its own database and web server in a throw-away directory marked for measuring. Claims are
sent as a form (session and CSRF token) and by programs (bearer token), each on an offer of its own;
nothing is switched off. `claims_per_s`, `p50_ms` and `p99_ms` are of distinct members, one claim
each, at 32 clients, measured after the drop; `refusals_per_s` of requests after the last one is
gone. The last line of --json is an object; its figures are the worse of the two ways.
`ratio_to_bare` compares with the same claim as one bare SQL statement (no gate, no rules, no
policies, no audit, no key, no HTTP) over as many connections as the web has, in the same run.

With --kill the processes of a house under `niangjia up` are killed, one every few seconds, and the
history of what was told is compared with what is there.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import bare, judge, load, reaper
from bench.storm import Storm, Wanted
from niangjia.run import children, database, settings

FORM = "application/x-www-form-urlencoded"
CSRF = "c" * 32
WAYS = ("session", "token")


def request(way: str, offer: str, member: int, key: str) -> Wanted:
    """One claim of one member, as a browser or as a program sends it."""
    if way == "token":
        head = {
            "Authorization": f"Bearer seed-token-{member}",
            "Idempotency-Key": key,
            "Content-Type": "application/json",
        }
        data = load.http("POST", f"/api/v1/benefits/offers/{offer}/claims", head, b"{}")
        return Wanted(member, key, plain(data))
    cookie = f"niangjia=seed-cookie-{member}; csrftoken={CSRF}"
    body = f"csrfmiddlewaretoken={CSRF}&key={key}".encode()
    head = {"Cookie": cookie, "Content-Type": FORM}
    return Wanted(member, key, plain(load.http("POST", f"/benefits/{offer}/claim/", head, body)))


def plain(data: bytes) -> bytes:
    """Without asking for compression: the generator would have to pay for it too."""
    return data.replace(b"Accept-Encoding: gzip\r\n", b"")


def everybody(way: str, offer: str, members: int, seed: int) -> Iterator[Wanted]:
    """Each member one to three times, in random order: again under the same key, or a new one."""
    rng = random.Random(seed)
    asked = [n for n in range(1, members + 1) for _ in range(rng.randint(1, 3))]
    rng.shuffle(asked)
    for turn, member in enumerate(asked):
        fresh = rng.random() < 0.5
        yield request(way, offer, member, f"m{member}-{turn}" if fresh else f"m{member}")


def once(way: str, offer: str, members: int) -> Iterator[Wanted]:
    """Every member once: what a claim costs by itself."""
    for member in range(1, members + 1):
        yield request(way, offer, member, f"once-{member}")


def late(way: str, offer: str, members: int, count: int) -> Iterator[Wanted]:
    """Requests after the last one is gone, each under a key of its own."""
    for turn in range(count):
        yield request(way, offer, 1 + turn % members, f"late-{turn}")


def stormed(house: House, way: str, options: argparse.Namespace) -> dict[str, Any]:
    """One way: the drop, the refusals after it, and the rate of distinct members on another."""
    offer = house.seed(options.members, options.stock, options.counters)
    drop = Storm(house.port, everybody(way, offer, options.members, options.seed))
    drop.run(options.clients)
    after = Storm(house.port, late(way, offer, options.members, options.refusals))
    seconds = after.run(options.clients)
    rows = house.rows(offer)
    found = judge.judged(drop.history, rows, options.stock)
    many = min(options.rate, options.members)
    other = house.seed(options.members, many, options.counters)
    one_each = Storm(house.port, once(way, other, many))
    one_each.run(options.rate_clients)
    pace = judge.judged(one_each.history, house.rows(other), many)
    return {
        **found,
        **{name: pace[name] for name in ("claims_per_s", "p50_ms", "p99_ms")},
        "storm_claims_per_s": found["claims_per_s"],
        "storm_p99_ms": found["p99_ms"],
        "refusals_per_s": round(options.refusals / seconds, 1),
        "not_refused_after": judge.let_in(after.history, rows),
        "rate_sold": pace["sold"],
        **judge.spread("refusal", [one.answered - one.sent for one in after.history]),
    }


class House:
    """A data directory with its web, and what stands in its database."""

    def __init__(self, env: dict[str, str], port: int, connect: Any, data: Path) -> None:
        self.env, self.port, self.connect, self.data = env, port, connect, data

    def seed(self, members: int, stock: int, counters: int, **more: float) -> str:
        """Plant the crowd (once) and an offer; its id."""
        counts = {"members": members, "stock": stock, "counters": counters, **more}
        words = [word for name, n in counts.items() for word in (f"--{name}", str(n))]
        ran = subprocess.run(
            [sys.executable, "-m", "niangjia.run.cli", "bench", "seed", *words],
            env={**os.environ, "NIANGJIA_DATA": str(self.data)},
            check=True,
            capture_output=True,
            text=True,
        )
        return str(json.loads(ran.stdout.splitlines()[-1])["offer"])

    def opens_in(self, offer: str) -> float:
        """Seconds until an offer opens."""
        rest = "extract(epoch FROM opens_at - clock_timestamp())"
        with self.connect() as link:
            found = link.execute(f"SELECT {rest} FROM offers_offer WHERE id = %s", [offer])
            return float(found.fetchone()[0])

    def rows(self, offer: str) -> judge.Rows:
        """What is there in the end, read by the superuser."""
        with self.connect() as link:
            return judge.read(link, offer)


@contextmanager
def quiet_house(options: argparse.Namespace) -> Iterator[House]:
    """Database and web alone, on a free port."""
    chosen = settings.load(
        {
            name: str(count)
            for name, count in (
                ("NIANGJIA_WEB_WORKERS", options.workers),
                ("NIANGJIA_WEB_THREADS", options.threads),
            )
            if count
        }
    )
    port = load.free_port()
    with tempfile.TemporaryDirectory(prefix="nj-drop-") as folder:
        data = Path(folder) / "data"
        marked(data)
        cluster = database.prepare(data, chosen)
        with database.holding(cluster):
            env = {**os.environ, **database.environment(cluster.place, chosen, "demo")}
            command = children.web_command(chosen, "127.0.0.1", port)
            with (Path(folder) / "web.log").open("wb") as log:
                web = subprocess.Popen(command, env=env, stdout=log, stderr=log)
                try:
                    answers(port)
                    yield House(env, port, lambda: cluster.connect("niangjia"), data)
                finally:
                    web.terminate()
                    web.wait(30)


def marked(data: Path) -> None:
    """A new data directory with its tables, marked for measuring."""
    env = {**os.environ, "NIANGJIA_DATA": str(data)}
    for words in (["migrate"], ["bench", "mark"]):
        subprocess.run(
            [sys.executable, "-m", "niangjia.run.cli", *words],
            env=env,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def answers(port: int) -> None:
    """Wait for the first page."""
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/services/", timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the web did not come up")


def killed(options: argparse.Namespace) -> dict[str, Any]:
    """The drop under a house whose processes die one after the other."""
    with tempfile.TemporaryDirectory(prefix="nj-drop-") as folder:
        data = Path(folder) / "data"
        Path(folder).chmod(0o711)
        marked(data)
        with reaper.standing(data) as victim:
            house = House(dict(os.environ), victim.port, victim.connect, data)
            offer = house.seed(options.members, options.stock, options.counters)
            way = (
                itertools.cycle(WAYS) if options.auth == "both" else itertools.repeat(options.auth)
            )
            requests = (
                request(next(way), offer, one.member, one.key)
                for one in everybody("token", offer, options.members, options.seed)
            )
            storm = Storm(victim.port, until(requests, options.kill), stubborn=True)
            with reaper.reaping(victim, options.every, options.kill) as deaths:
                storm.run(options.clients)
            found = judge.judged(storm.history, house.rows(offer), options.stock)
            return {**found, **judge.after_deaths(storm.history, deaths)}


def until(requests: Iterator[Wanted], seconds: float) -> Iterator[Wanted]:
    """All requests, then the first hundred over and over until so many seconds have passed."""
    end, kept = time.monotonic() + seconds, []
    for one in requests:
        if len(kept) < 100:
            kept.append(one)
        yield one
    for one in itertools.cycle(kept):
        if time.monotonic() > end:
            return
        yield one


def measured(options: argparse.Namespace) -> dict[str, Any]:
    """Both ways on one house, then the bare statement; the worse of the two on top."""
    ways = WAYS if options.auth == "both" else (options.auth,)
    with quiet_house(options) as house:
        found = {way: stormed(house, way, options) for way in ways}
        rate = bare.rate(house.connect, options.stock, options.members, options.counters)
    top = judge.worse(list(found.values()), options.stock)
    top["ratio_to_bare"] = round(float(top["claims_per_s"]) / rate, 3)
    return {**top, "bare_per_s": rate, **found}


def main() -> int:
    """Set up, storm, compare, clean up. Exit code 1 when something was sold that was not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stock", type=int, default=8000)
    parser.add_argument("--members", type=int, default=10000)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--counters", type=int, default=16)
    parser.add_argument("--auth", choices=("both", *WAYS), default="both")
    parser.add_argument("--refusals", type=int, default=20000)
    parser.add_argument("--rate", type=int, default=8000, help="distinct members of the rate")
    parser.add_argument("--rate-clients", type=int, default=32)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workers", type=int, default=0, help="web processes")
    parser.add_argument("--threads", type=int, default=0, help="threads of each")
    parser.add_argument("--kill", type=float, default=0, help="seconds under fire")
    parser.add_argument("--every", type=float, default=5, help="seconds between two deaths")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = killed(options) if options.kill else measured(options)
    print(json.dumps(found, indent=None if options.json else 2))
    return 1 if judge.wrong(found) else 0


if __name__ == "__main__":
    sys.exit(main())
