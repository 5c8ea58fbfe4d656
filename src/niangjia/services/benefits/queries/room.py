"""The waiting room as its pages take it: nothing here asks who is there."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from niangjia.kernel.acts.drop import Dropped
from niangjia.kernel.base.clock import day_text, now
from niangjia.kernel.base.context import Reply
from niangjia.kernel.offers.door import room, room_rules

#: A place as a page knows it: its round, and the part of the round it is in.
Place = tuple[int, int]


class View(NamedTuple):
    """What a page says, after how many seconds it looks again (0: never), and for how many it may
    be shown to others."""

    context: dict[str, Any]
    again: int
    kept: int


def door(offer_id: UUID, token: str) -> tuple[str, str]:
    """Where somebody with a token, or "", stands: door, passed, claim; or waits, in which slot."""
    held = room.read(offer_id, token)
    if held is None:
        return "door", ""
    why, _mark = room.stopped(offer_id, token)
    if why == "passed":
        return "passed", ""
    found = room.at_hand(offer_id)
    if found is None or why or found.shut(now().timestamp()):
        return "waits", room.slot(offer_id, held)
    return "claim", ""


def seen(offer_id: UUID, slot: str) -> View | None:
    """The page of one slot; None where there is none."""
    place = room.slot_of(offer_id, slot)
    found = room.at_hand(offer_id) if place else None
    if place is None or found is None:
        return None
    at = now().timestamp()
    said, again, kept = _step(found, place, at)
    told = {"title": found.title, "org": found.org_name, "id": offer_id}
    return View(said | told, again, kept)


def _step(found: room.Room, place: Place, at: float) -> tuple[dict[str, Any], int, int]:
    if shut := found.shut(at):
        return {"step": shut}, room_rules.LONGEST if shut == "paused" else 0, room_rules.LENGTH
    n, part = place
    if room_rules.passed(found.hall, n, at):
        return {"step": "in"}, 0, room_rules.LENGTH
    turn = room_rules.part_turn(found.hall, n, part)
    if turn is None:
        pause = room_rules.pause_before(found.hall, part, at)
        opens = day_text(datetime.fromtimestamp(found.hall.opens, UTC))
        step = "early" if at < found.hall.opens else "lots"
        return {"step": step, "opens": opens}, pause, 1
    if turn <= at:
        return {"step": "in"}, 0, room_rules.LENGTH
    pause = room_rules.pause(turn - at, part)
    ahead = room_rules.ahead(found.hall, turn, at)
    minutes = math.ceil((turn - at) / 60) if turn - at > room_rules.LONGEST else 0
    return {"step": "line", "ahead": ahead, "minutes": minutes}, pause, max(1, pause // 4)


def place(offer_id: UUID, held: room.Token) -> Dropped:
    """The answer to a program: its token, and when it counts."""
    found, at = room.at_hand(offer_id), now().timestamp()
    hall = found.hall if found else room_rules.Hall(1, at)
    turn = room_rules.turn(hall, held.n, room_rules.lot(held.mark))
    pause = room_rules.pause_before(hall, held.part, at) if turn is None else turn - at
    said = {
        "token": room.token(offer_id, held.n, held.mark),
        "from_at": None if turn is None else datetime.fromtimestamp(turn, UTC).isoformat(),
        "again_s": max(0, math.ceil(pause)),
    }
    return Dropped("ok", Reply(200, json.dumps(said)))
