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
    """Refusals of members who hold none, told before so many claims as there are units were even
    sent: at that moment something must have been left."""
    holders = set(rows.claims.values())
    sent: dict[str, float] = {}
    for one in history:
        if one.member in holders and one.outcome != "no":
            sent[str(one.member)] = min(sent.get(str(one.member), one.sent), one.sent)
    moments = sorted(sent.values())
    refused = [one for one in history if one.outcome == "no" and one.member not in holders]
    return sum(bisect.bisect_left(moments, one.answered) < stock for one in refused)


def let_in(history: list[Attempt], rows: Rows) -> int:
    """Requests after the end that were told yes, but for those of whoever had one already."""
    told = [one for one in history if one.outcome == "ok"]
    return sum(rows.claims.get(one.claim) != one.member for one in told)


def after_deaths(history: list[Attempt], deaths: list[dict[str, Any]]) -> dict[str, Any]:
    """How long after the database was back the first answer came, at worst."""
    answers = sorted(one.answered for one in history if one.outcome != "unknown")
    gaps = []
    for death in deaths:
        if death.get("back"):
            at = bisect.bisect_left(answers, death["back"])
            if at < len(answers):
                gaps.append(answers[at] - death["back"])
    named = [str(death["who"]) for death in deaths]
    return {"deaths": len(deaths), "who": named, "gap_s": round(max(gaps, default=0.0), 2)}


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
