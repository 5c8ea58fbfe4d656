"""What a storm's history says, held against what stands in the database afterwards."""

from __future__ import annotations

import bisect
import statistics
from dataclasses import dataclass
from typing import Any

import psycopg

from bench.storm import Attempt


@dataclass(frozen=True, slots=True)
class Rows:
    """Claims by id with their member, units left, and audit rows of claims."""

    claims: dict[str, int]
    left: int
    audits: int


def read(link: psycopg.Connection[Any], offer: str) -> Rows:
    """As the superuser, whom no policy hides anything from."""
    claims = link.execute(
        "SELECT id::text, ('x' || right(person_id::text, 8))::bit(32)::int FROM offers_claim"
        " WHERE offer_id = %s AND NOT given_back",
        [offer],
    ).fetchall()
    (left,) = link.execute(
        'SELECT sum(b."left")::int FROM offers_bucket b JOIN offers_quota q ON q.id = b.quota_id'
        " WHERE q.offer_id = %s",
        [offer],
    ).fetchone() or (0,)
    (audits,) = link.execute(
        "SELECT count(*)::int FROM acts_audit a JOIN offers_claim c ON c.id = a.object_id"
        " WHERE c.offer_id = %s AND a.action = 'benefits.claimed'",
        [offer],
    ).fetchone() or (0,)
    return Rows(dict(claims), left, audits)


def spread(name: str, seconds: list[float]) -> dict[str, float]:
    """Median and 99th percentile in milliseconds."""
    cuts = statistics.quantiles(seconds, n=100) if len(seconds) > 1 else [0.0] * 99
    return {f"{name}_p50_ms": round(cuts[49] * 1e3, 1), f"{name}_p99_ms": round(cuts[98] * 1e3, 1)}


def judged(history: list[Attempt], rows: Rows, stock: int) -> dict[str, Any]:
    """Everything that must hold, and how fast it was."""
    told = [one for one in history if one.outcome == "ok"]
    won = [one for one in told if not one.replayed]
    people = list(rows.claims.values())
    first = min((one.sent for one in history), default=0.0)
    last = max((one.answered for one in won), default=first + 1)
    cuts = spread("claim", [one.answered - one.sent for one in won])
    return {
        "sold": len(rows.claims),
        "double": len(people) - len(set(people)),
        "early_refusals": early(history, rows, stock),
        "lost": sum(one.claim not in rows.claims for one in told),
        "wrong_member": sum(rows.claims.get(one.claim) not in (None, one.member) for one in told),
        "left": rows.left,
        "without_audit": len(rows.claims) - rows.audits,
        "unknown": sum(one.outcome == "unknown" for one in history),
        "attempts": len(history),
        "claims_per_s": round(len(won) / (last - first), 1),
        "p50_ms": cuts["claim_p50_ms"],
        "p99_ms": cuts["claim_p99_ms"],
    }


def early(history: list[Attempt], rows: Rows, stock: int) -> int:
    """Refusals told while something must have been left.

    To a member who holds none: before so many others as there are units had even asked for theirs.
    To one who holds one: "gone", before that one was asked for.
    """
    holders = set(rows.claims.values())
    asked = _first_asked(history, holders)
    moments = sorted(asked.values())
    return sum(
        one.gone and one.answered < asked[one.member]
        if one.member in asked
        else bisect.bisect_left(moments, one.answered) < stock
        for one in history
        if one.outcome == "no"
    )


def _first_asked(history: list[Attempt], holders: set[int]) -> dict[int, float]:
    """When each holder first sent a request that may have brought the claim."""
    asked: dict[int, float] = {}
    for one in history:
        if one.member in holders and one.outcome != "no":
            asked[one.member] = min(asked.get(one.member, one.sent), one.sent)
    return asked


def let_in(history: list[Attempt], rows: Rows) -> int:
    """Requests after the end that were told yes, but for those of whoever had one already."""
    told = [one for one in history if one.outcome == "ok"]
    return sum(rows.claims.get(one.claim) != one.member for one in told)


#: Seconds said where nothing was acknowledged any more after a death.
NEVER = 999.0


def after_deaths(history: list[Attempt], deaths: list[dict[str, Any]]) -> dict[str, Any]:
    """How long after the database was back the next claim was acknowledged, at worst: what a
    process says from memory does not count."""
    acknowledged = sorted(one.answered for one in history if one.outcome == "ok")
    gaps = []
    for death in deaths:
        if death.get("back"):
            at = bisect.bisect_left(acknowledged, death["back"])
            there = at < len(acknowledged)
            gaps.append(acknowledged[at] - death["back"] if there else NEVER)
    named = [str(death["who"]) for death in deaths]
    return {"deaths": len(deaths), "who": named, "gap_s": round(max(gaps, default=NEVER), 2)}


FAULTS = ("double", "early_refusals", "lost", "wrong_member", "without_audit", "not_refused_after")


def worse(found: list[dict[str, Any]], stock: int) -> dict[str, Any]:
    """The worse figure of several storms."""
    top: dict[str, Any] = {
        "sold": max((one["sold"] for one in found), key=lambda n: abs(n - stock))
    }
    for name in (*FAULTS, "p50_ms", "p99_ms"):
        top[name] = max(one[name] for one in found)
    for name in ("claims_per_s", "refusals_per_s"):
        top[name] = min(one[name] for one in found)
    return top


def wrong(found: dict[str, Any]) -> bool:
    """Whether anything happened that never may."""
    return any(found.get(name, 0) for name in FAULTS)
