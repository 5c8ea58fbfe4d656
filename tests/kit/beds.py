"""The world's beds: a union lodges somebody, hands something out and asks what it costs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from niangjia.kernel.base.ids import new_id
from niangjia.kernel.surveys.models import Survey
from niangjia.services.lodging.models import Cost, Guest, Receipt, Room, Stay, Supply

from .hats import THEN, World, canary

DUE = THEN + timedelta(days=60)


def sow(world: World, survey: Survey, key: str) -> None:
    """One stay of the union that asks, with one of everything."""
    place: dict[str, Any] = {
        "org_id": survey.org_id,
        "org_root": survey.org_root,
        "org_path": survey.org_path,
    }
    stay = Stay(
        id=new_id(),
        org_name=survey.org_name,
        title=canary("stay", key),
        bring=canary("bring", key),
        until=DUE.date(),
        matter_id=new_id(),
        survey_id=survey.id,
        by_name=canary("speaker", f"stay/{key}"),
        created_at=THEN,
        moved_at=THEN,
        due_at=DUE,
        **place,
    )
    place["stay"] = world.add(stay)
    room = Room(id=new_id(), name=canary("room", key), beds=2, limit=2, gender="men", **place)
    world.add(room)
    _handed(world, place, room, key)
    world.add(
        Cost(
            id=new_id(),
            title=canary("cost", key),
            fen=100,
            by_name=canary("speaker", f"cost/{key}"),
            moved_at=THEN,
            due_at=DUE,
            **place,
        )
    )


def _handed(world: World, place: dict[str, Any], room: Room, key: str) -> None:
    """A guest in the room, and what they got."""
    person = world.people[f"{key}-asker"]
    told = {"gender": "men", "bedding": True, "room": room, "told_room": room.id}
    guest = Guest(id=new_id(), person_id=person.id, name=person.name, **told, **place)
    world.add(guest)
    name = canary("supply", key)
    supply = world.add(Supply(id=new_id(), name=name, stock=2, handed=1, left=1, **place))
    world.add(
        Receipt(
            id=new_id(),
            supply=supply,
            guest=guest,
            person_id=person.id,
            number=canary("receipt", key),
            handed_by=canary("speaker", f"hands/{key}"),
            at=THEN,
            **place,
        )
    )
