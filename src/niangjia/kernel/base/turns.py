"""Turns at something costly: who is next, on which machine there is room, and nobody's name.

A phone asks for a ticket, looks now and then how far it is, and takes its turn on whichever machine
it reaches that has room. A machine says every few seconds that it is still at it; when it falls
silent, the turn comes back to its holder, who keeps place and ticket. A ticket is spent by one
answer. Who holds it is a token of the day that nobody can lead back (`sql/day_tokens.sql`,
`sql/turns.sql`); each call is a transaction of its own and takes the turn's lock for that long.
"""

from __future__ import annotations

import platform
import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection

from .clock import local, now, today
from .sealed import blind

#: Seconds after which a silent machine's turn comes back.
LEASE = 15.0
#: How long after the day what was shown for a turn could be shown again.
SHOWN_AGAIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Desk:
    """What is waited for: its key, how many this machine takes at once, turns of one holder a day,
    and how often one ticket may be tried."""

    key: str
    room: int
    daily: int
    tries: int = 3


@dataclass(frozen=True, slots=True)
class Place:
    """`state`: ready, wait, running, gone, enough or spent; how many are before one; seconds to
    wait."""

    state: str
    ahead: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn taken. `run` is its secret; without one it was not given, and `state` says why."""

    desk: Desk
    state: str
    run: UUID | None

    def beat(self) -> bool:
        """Still at it. False: it was given back meanwhile, and whatever is done is for nobody."""
        row = _asked("turn_beat", self.desk.key, self.run, LEASE)
        return bool(row[0])

    def end(self, *, done: bool, seconds: float = 0.0) -> bool:
        """Give it back. Only who is told True for done may hand out the result."""
        row = _asked("turn_end", self.desk.key, today(), self.run, done, seconds)
        return bool(row[0])


def ask(desk: Desk, who: UUID, leave: str) -> tuple[str, Place]:
    """A new ticket for `who`, and how far it is. An older one of theirs is void, its place kept.

    `leave` is what they show for it, such as the number of a consent: good for one answer.
    """
    stub = secrets.token_urlsafe(24)
    hidden = blind(str(who), f"turn.{desk.key}")
    said = ("turn_ask", desk.key, today(), hidden, _mark(stub), _mark(leave), desk.daily)
    row = _asked(*said, *_here(desk))
    return stub, Place(*row)


def look(desk: Desk, stub: str) -> Place:
    """How far it is. Whoever does not look for forty seconds has left."""
    return Place(*_asked("turn_look", desk.key, _mark(stub), *_here(desk)))


def begin(desk: Desk, stub: str) -> Turn:
    """Take one's turn on this machine, if it is one's turn and there is room."""
    row = _asked("turn_begin", desk.key, _mark(stub), *_here(desk), desk.tries, LEASE)
    return Turn(desk, *row)


def forget() -> int:
    """Take away what outlived its answer and its day; an act of the system calls it every hour.

    What was shown stays an hour longer: a consent of 23:50 is not good for a second answer.
    """
    return int(_asked("turn_forget", today(), local(now() - SHOWN_AGAIN).date())[0])


def _here(desk: Desk) -> tuple[str, int]:
    return platform.node(), desk.room


def _mark(stub: str) -> str:
    return sha256(stub.encode()).hexdigest()


def _asked(name: str, *values: Any) -> tuple[Any, ...]:
    """One call of a door; the connection goes back at once, for what follows takes long."""
    marks = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM api.{name}({marks})", list(values))
        row: tuple[Any, ...] = cursor.fetchone()
    if not connection.in_atomic_block:
        connection.close()
    return row
