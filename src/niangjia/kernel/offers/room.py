"""The waiting room of a drop: places, tokens that prove them, and how the room stands.

A place belongs to one person and is known by a mark made from a key the database does not keep; a
token is that mark and its round, signed. What a process knows of a room it reads at most once a
second, so that the pages of those who wait ask neither session nor database (docs/adr/0029).
"""

from __future__ import annotations

import hmac
import json
import threading
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from django.db import DatabaseError, connection

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.sealed import blind

from . import room_rules as rules

SECONDS = 1.0
#: Rooms remembered at once.
MOST = 200
#: State of an offer in which its room lets nobody in: the word for it.
SHUT = {"paused": "paused", "ended": "over", "withdrawn": "over", "draft": "over"}


@dataclass(frozen=True, slots=True)
class Room:
    """What everybody in it may know."""

    hall: rules.Hall
    title: str
    org_name: str
    closes: float
    state: str
    gone: bool

    def shut(self, at: float) -> str:
        """Why nobody is let in, whoever's turn it is; "" when they are."""
        return "over" if at >= self.closes else SHUT.get(self.state, "gone" if self.gone else "")


@dataclass(frozen=True, slots=True)
class Token:
    """A place: its round, and the mark of whoever it belongs to."""

    n: int
    mark: str

    @property
    def part(self) -> int:
        """Which part of its round it falls into."""
        return rules.part(rules.lot(self.mark))


@dataclass(slots=True)
class _Held:
    room: Room | None
    until: float
    asking: bool = False


_held: dict[UUID, _Held] = {}
_lock = threading.Lock()


def key(offer_id: UUID) -> str:
    """What marks of an offer are made with; the database is told it and keeps it nowhere."""
    return blind(str(offer_id), "offers.room")


def words(offer_id: UUID, service: str) -> dict[str, Any]:
    """What the database is told when somebody comes in."""
    times = {"length": rules.LENGTH, "early": rules.EARLY, "grace": rules.GRACE}
    asked = {"offer": str(offer_id), "service": service, "at": now().isoformat()}
    return asked | times | {"key": key(offer_id)}


def token(offer_id: UUID, n: int, mark: str) -> str:
    """A place as its holder keeps it."""
    return f"{n:x}.{mark}.{_seal(offer_id, n, mark)}"


def read(offer_id: UUID, text: str) -> Token | None:
    """A token of ours for this offer, or nothing."""
    n, _dot, rest = text.partition(".")
    mark, _dot, seal = rest.partition(".")
    if not _is_hex(n, 8) or not _is_hex(mark, 32) or len(mark) != 32:
        return None
    ours = _seal(offer_id, int(n, 16), mark)
    return Token(int(n, 16), mark) if hmac.compare_digest(seal.encode(), ours.encode()) else None


def slot(offer_id: UUID, held: Token) -> str:
    """Where the page of this place stands: shared by all of the same part of the round."""
    return f"{held.n:x}-{held.part:x}-{_slot_seal(offer_id, held.n, held.part)}"


def slot_of(offer_id: UUID, text: str) -> tuple[int, int] | None:
    """Round and part of a page of ours, or nothing."""
    n, part, seal = [*text.split("-"), "", ""][:3]
    if not _is_hex(n, 8) or not _is_hex(part, 2):
        return None
    found = int(n, 16), int(part, 16)
    ours = _slot_seal(offer_id, *found)
    return found if hmac.compare_digest(seal.encode(), ours.encode()) else None


def _is_hex(text: str, most: int) -> bool:
    return 0 < len(text) <= most and all(sign in "0123456789abcdef" for sign in text)


def _seal(offer_id: UUID, n: int, mark: str) -> str:
    return blind(f"{offer_id}|{n}|{mark}", "offers.token")


def _slot_seal(offer_id: UUID, n: int, part: int) -> str:
    return blind(f"{offer_id}|{n}|{part}", "offers.slot")[:12]


def stopped(offer_id: UUID, text: str) -> tuple[str, str]:
    """Whether a claim is stopped before it reaches the database ("" or why), and its mark.

    Without a token of ours, and where nothing is known of a room, the database decides.
    """
    held = read(offer_id, text)
    if held is None:
        return ("room" if known(offer_id) else ""), ""
    room = at_hand(offer_id)
    if room is None:
        return "", ""
    moment = now().timestamp()
    if rules.passed(room.hall, held.n, moment):
        return "passed", ""
    turn = rules.turn(room.hall, held.n, rules.lot(held.mark))
    if turn is None and rules.over(room.hall, held.n, moment):
        turn = _counted_by_another(offer_id, held)
    return ("turn" if turn is None or turn > moment else ""), held.mark


def _counted_by_another(offer_id: UUID, held: Token) -> float | None:
    """The turn of somebody of a round this process does not know of yet: another one may have
    counted it a moment ago, and called them."""
    room = _fetched(offer_id)
    _keep(offer_id, room)
    return rules.turn(room.hall, held.n, rules.lot(held.mark)) if room else None


def known(offer_id: UUID) -> bool:
    """Whether this process knows of a room here, without asking."""
    held = _held.get(offer_id)
    return held is not None and held.room is not None and held.until > time.monotonic()


def at_hand(offer_id: UUID) -> Room | None:
    """How a room stands, at most a second old; None when the offer has none.

    One asks at a time, the others go by what was known. Where the database does not answer, what
    was known last is what is said: who waits is not thrown out.
    """
    held = _held.get(offer_id)
    if held is not None:
        with _lock:
            if held.asking or held.until > time.monotonic():
                return held.room
            held.asking = True
    try:
        room = _fetched(offer_id)
    except (DatabaseError, psycopg.Error):
        if held is None or held.room is None:
            raise
        room = held.room
    finally:
        if held is not None:
            held.asking = False
    _keep(offer_id, room)
    return room


def _keep(offer_id: UUID, room: Room | None) -> None:
    """Go by this for the next second."""
    with _lock:
        if len(_held) >= MOST:
            _held.clear()
        _held[offer_id] = _Held(room, time.monotonic() + SECONDS)


def forget(offer_id: UUID) -> None:
    """Ask again."""
    with _lock:
        _held.pop(offer_id, None)


def _fetched(offer_id: UUID) -> Room | None:
    asked = (offer_id, now(), rules.LENGTH, rules.GRACE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.room(%s, %s, %s, %s)", asked)
        said = cursor.fetchone()[0]
    if said is None:
        return None
    found = json.loads(said) if isinstance(said, str) else said
    rounds = tuple(rules.Round(*one) for one in found["rounds"])
    hall = rules.Hall(found["rate"], found["opens"], rounds, found["since"])
    told = (found[name] for name in ("title", "org_name", "closes", "state", "gone"))
    return Room(hall, *told)
