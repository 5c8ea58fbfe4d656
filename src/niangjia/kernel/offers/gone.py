"""What a process knows of offers of which nothing is left: it says so without asking.

For at most `SECONDS`, then the database is asked again by whoever comes next. Requests that won
before are let through, to get their own answer: their keys' marks are read with the fact.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection

from niangjia.kernel.base.clock import now

SECONDS = 1.0
#: Ids are made before their rows are committed: read again what is so many seconds old.
OVERLAP = 60
NEVER = UUID(int=0)
#: Offers remembered at once.
MOST = 200


@dataclass(slots=True)
class _Gone:
    until: float = 0.0
    since: UUID = NEVER
    #: When the next portion of it comes out, as it was read.
    soon: str | None = None
    marks: set[int] = field(default_factory=set)


_gone: dict[UUID, _Gone] = {}
_lock = threading.Lock()


def known(offer_id: UUID, mark: int | None) -> bool:
    """Whether a request may be told "gone" without asking the database."""
    held = _gone.get(offer_id)
    return held is not None and held.until > time.monotonic() and mark not in held.marks


def soon(offer_id: UUID) -> str | None:
    """When more comes of what is known to be gone."""
    held = _gone.get(offer_id)
    return held.soon if held else None


def learn(offer_id: UUID, soon: str | None = None) -> None:
    """The database has just said that nothing is left of an offer, for anybody; more comes `soon`,
    and from that moment on it is asked again."""
    held = _gone.get(offer_id) or _Gone()
    start = _just_before(OVERLAP)
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.claim_marks(%s, %s)", [offer_id, held.since])
        marks = cursor.fetchone()[0]
    with _lock:
        if len(_gone) >= MOST:
            _gone.clear()
        held.marks.update(marks)
        held.since, held.until = start, time.monotonic() + _holds(soon)
        held.soon = soon
        _gone[offer_id] = held


def _holds(soon: str | None) -> float:
    """Seconds for which "gone" is true without asking."""
    if soon is None:
        return SECONDS
    return min(SECONDS, max(0.0, (datetime.fromisoformat(soon) - now()).total_seconds()))


def forget(offer_id: UUID) -> None:
    """Ask again, in the process that brought new units."""
    with _lock:
        _gone.pop(offer_id, None)


def _just_before(seconds: int) -> UUID:
    """The smallest id of that moment (version 7 begins with milliseconds)."""
    millis = int((now().timestamp() - seconds) * 1000)
    return UUID(int=millis << 80)
