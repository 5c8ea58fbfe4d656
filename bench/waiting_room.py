"""A drop behind a waiting room: ten times more requests than claims can be served, open loop.

    python -m bench.waiting_room --json [--seconds 12] [--times 10] [--people 12000] [--rate 0]

Starts its own database and web in a throw-away directory marked for measuring, and measures in
this order, everything on one machine that also makes the load:

1. `claims_per_s`: what claims can be served at, 32 clients, no room (the unit of the rest);
2. `without`: `times` as many claim requests a second without a room, sent when they are due,
   whether or not the ones before were answered;
3. `with`: an offer with a room that lets in `rate` a second (a third of 1 when 0). People come in
   before it opens (`entered_per_s`), wait on their pages at `times` the rate of 1 in requests, and
   whoever is told to come in does: form, claim.

Times are from when a request was due, not from when it could be sent. `page_*` are the pages of
those who wait; `claims_*` are those let in; `too_early` is how many were told to come in before
their lot, `load_cpu` what making the load took of one core,
`kept` the claims made of those that could have been let in.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from bench import claim_storm, load, open_loop
from bench.open_loop import Answer, Due
from bench.storm import Storm

CSRF = claim_storm.CSRF


def plain(method: str, path: str, member: int, body: bytes = b"", cookie: str = "") -> bytes:
    """One request of a member's browser."""
    head = {"Cookie": f"niangjia=seed-cookie-{member}; csrftoken={CSRF}{cookie}"}
    if body:
        head["Content-Type"] = claim_storm.FORM
    return claim_storm.plain(load.http(method, path, head, body))


@dataclass(slots=True)
class Person:
    """Somebody with a place: where it is looked at, and the cookie that proves it."""

    member: int
    there: str
    cookie: str
    look: bytes
    told: float = 0.0

    @property
    def place(self) -> tuple[int, int]:
        """Round, and part of it, as its page's address says."""
        n, part, _seal = self.there.rstrip("/").rpartition("/")[2].split("-")
        return int(n, 16), int(part, 16)


@dataclass(slots=True)
class Crowd:
    """Everybody in the room: they look in turn; who is told to come in goes in and claims."""

    offer: str
    people: list[Person] = field(default_factory=list)
    let_in: list[Person] = field(default_factory=list)
    claims: list[float] = field(default_factory=list)
    claim_times: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    door: bytes = b""

    def __post_init__(self) -> None:
        self.door = f'href="/benefits/{self.offer}/room/"'.encode()

    def enter(self, member: int) -> Due:
        """A request to come in."""
        body = f"csrfmiddlewaretoken={CSRF}".encode()
        address = f"/benefits/{self.offer}/room/enter/"

        def came(answer: Answer) -> list[Due]:
            if answer.status == 303:
                there = answer.header(b"location")
                cookie = answer.header(b"set-cookie").partition(";")[0]
                self.people.append(Person(member, there, f"; {cookie}", plain("GET", there, 0)))
            return []

        return Due(plain("POST", address, member, body), came, "enter")

    def look(self, person: Person) -> Due:
        """A look at the own place; told to come in, somebody does."""

        def seen(answer: Answer) -> list[Due]:
            if person.told or self.door not in answer.body:
                return []
            person.told = answer.at
            self.let_in.append(person)
            return [self.form(person)]

        return Due(person.look, seen, "page")

    def form(self, person: Person) -> Due:
        """The page with the one button, then the button."""
        address = f"/benefits/{self.offer}/room/"

        def shown(answer: Answer) -> list[Due]:
            return [self.claim(person)] if answer.status == 200 else []

        return Due(plain("GET", address, person.member, b"", person.cookie), shown, "form")

    def claim(self, person: Person) -> Due:
        """The claim."""
        body = f"csrfmiddlewaretoken={CSRF}&key=room-{person.member}".encode()
        data = plain("POST", f"/benefits/{self.offer}/claim/", person.member, body, person.cookie)

        def done(answer: Answer) -> list[Due]:
            if answer.status == 302:
                self.claims.append(answer.at)
                self.claim_times.append(answer.seconds)
            else:
                self.refused.append(answer.status)
            return []

        return Due(data, done, "claim")


def unit(house: claim_storm.House, options: argparse.Namespace) -> float:
    """Claims a second of distinct members without a room, closed loop."""
    offer = house.seed(options.members, options.unit, 16)
    storm = Storm(house.port, claim_storm.once("session", offer, options.unit))
    return options.unit / storm.run(32)


def without(house: claim_storm.House, rate: float, options: argparse.Namespace) -> dict[str, Any]:
    """So many claim requests a second, and no room."""
    offer = house.seed(options.members, options.members, 16)
    done: list[float] = []

    def asked(member: int) -> Due:
        data = claim_storm.request("session", offer, member, f"open-{member}").data
        return Due(data, lambda a: done.append(a.at) or [] if a.status == 302 else [], "claim")

    requests = (asked(1 + n % options.members) for n in itertools.count())
    found = open_loop.run(house.port, requests, rate, options.seconds, options.lines)
    return {**figures(found, "claim"), "claims_per_s": pace(done)}


def figures(found: open_loop.Found, kind: str) -> dict[str, Any]:
    """Times and errors of one kind of request. Errors: not answered in time, or 500 and above."""
    times = found.times[kind]
    cuts = statistics.quantiles(times, n=100) if len(times) > 1 else [0.0] * 99
    return {
        "asked": found.asked[kind],
        "answered": len(times),
        "errors": found.errors[kind],
        "per_s": round(len(times) / found.seconds, 1),
        "p50_ms": round(cuts[49] * 1e3, 1),
        "p99_ms": round(cuts[98] * 1e3, 1),
    }


def pace(moments: list[float]) -> dict[str, float]:
    """How many a second: the middle of the whole seconds between first and last, and their span."""
    if len(moments) < 2:
        return {"median": 0.0, "low": 0.0, "high": 0.0}
    first = min(moments)
    seconds = int(max(moments) - first)
    counts = [sum(int(m - first) == s for m in moments) for s in range(seconds)] or [len(moments)]
    return {"median": statistics.median(counts), "low": min(counts), "high": max(counts)}


def behind(house: claim_storm.House, rate: float, options: argparse.Namespace) -> dict[str, Any]:
    """The same load with a room before it."""
    lets_in = options.rate or max(1, round(rate / options.times / 3))
    wait = options.people / rate * options.times * 1.6 + 4
    offer = house.seed(options.members, options.members, 16, room=lets_in, opens=wait)
    opens = time.monotonic() + house.opens_in(offer)
    crowd = Crowd(offer)
    start = time.monotonic()
    entering = (crowd.enter(member) for member in range(1, options.people + 1))
    came = open_loop.run(house.port, entering, 1e9, wait, options.lines, limit=32)
    entered = len(crowd.people) / (time.monotonic() - start)
    time.sleep(max(0.0, opens - time.monotonic()))
    looking = (crowd.look(crowd.people[n % len(crowd.people)]) for n in itertools.count())
    found = open_loop.run(house.port, looking, rate, options.seconds, options.lines)
    return {
        "lets_in_per_s": lets_in,
        "people": len(crowd.people),
        "entered_per_s": round(entered, 1),
        "enter": figures(came, "enter"),
        "page": figures(found, "page"),
        "form": figures(found, "form"),
        "claim": figures(found, "claim"),
        "claims_per_s": pace(crowd.claims),
        "kept": round(len(crowd.claims) / min(len(crowd.people), lets_in * found.seconds), 2),
        "refused": len(crowd.refused),
        "let_in": len(crowd.let_in),
        "too_early": sum(one.told < turn(one, crowd, opens, lets_in) for one in crowd.let_in),
        "load_cpu": round(found.cpu, 2),
    }


def turn(person: Person, crowd: Crowd, opens: float, rate: int) -> float:
    """When the last of somebody's part of the first round is due, a tenth of a second before
    it (asking the database when took as long)."""
    n, part = person.place
    early = sum(one.place[0] == 0 for one in crowd.people)
    return 0.0 if n else opens + (part + 1) / 100 * early / rate - 0.1


def measured(options: argparse.Namespace) -> dict[str, Any]:
    """All three on one house."""
    with claim_storm.quiet_house(options) as house:
        base = unit(house, options)
        rate = base * options.times
        bare = without(house, rate, options)
        room = behind(house, rate, options)
    ratio = room["claims_per_s"]["median"] / max(1.0, bare["claims_per_s"]["median"])
    return {
        "claims_per_s": round(base, 1),
        "offered_per_s": round(rate, 1),
        "page_per_s": room["page"]["per_s"],
        "page_p50_ms": room["page"]["p50_ms"],
        "page_p99_ms": room["page"]["p99_ms"],
        "errors": sum(room[kind]["errors"] for kind in ("page", "form", "claim")),
        "kept": room["kept"],
        "ratio_to_without": round(ratio, 2),
        "without": bare,
        "with": room,
    }


def main() -> int:
    """Measure; exit code 1 when a page failed or somebody was let in out of turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=float, default=10, help="load in units of what is claimed")
    parser.add_argument("--seconds", type=float, default=12)
    parser.add_argument("--people", type=int, default=8000)
    parser.add_argument("--members", type=int, default=40000)
    parser.add_argument("--unit", type=int, default=4000, help="claims of the first measurement")
    parser.add_argument("--rate", type=int, default=0, help="people let in a second")
    parser.add_argument("--lines", type=int, default=400, help="connections at most")
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = measured(options)
    print(json.dumps(found, indent=None if options.json else 2))
    return 1 if found["errors"] or found["with"]["too_early"] else 0


if __name__ == "__main__":
    sys.exit(main())
