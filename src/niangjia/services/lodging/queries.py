"""Reads: a union's stays, and where somebody sleeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Sum

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.cases.door import queries as cases
from niangjia.kernel.surveys import door as surveys

from . import rules
from .models import Cost, Guest, Receipt, Room, Stay, Supply

#: Whose matters lodging grows out of, and stays on one page.
MATTERS, SIZE = "feedback", 30


@dataclass(frozen=True, slots=True)
class Line:
    """A stay in the list."""

    id: UUID
    title: str
    until: date
    state: str
    guests: int


@query(permit="lodging.run")
def listed(actor: Actor) -> list[Line]:
    """The union's stays, the newest first."""
    rows = Stay.objects.filter(org_id=actor.org, org_path=actor.org_path).order_by("-id")[:SIZE]
    found = list(rows)
    guests = Guest.objects.filter(stay__in=found).values_list("stay_id", flat=True)
    held = list(guests)
    return [Line(r.id, r.title, r.until, r.state, held.count(r.id)) for r in found]


@query(permit="lodging.run")
def matters(actor: Actor) -> list[tuple[UUID, str, int]]:
    """Open matters of the union nobody is lodged for yet: id, title, people."""
    taken = set(Stay.objects.filter(org_id=actor.org).values_list("matter_id", flat=True))
    found = cases.matters.listing(actor, MATTERS).items
    return [(one.id, one.title, one.people) for one in found if one.mine and one.id not in taken]


def row_of(actor: Actor, stay_id: UUID) -> Stay:
    """A stay of the acting union; another is Hidden."""
    found = Stay.objects.filter(id=stay_id, org_id=actor.org, org_path=actor.org_path).first()
    if found is None:
        raise Hidden("no_stay")
    return found


@dataclass(frozen=True, slots=True)
class Slept:
    """A room with whoever sleeps in it."""

    room: Room
    guests: list[Guest]


@dataclass(frozen=True, slots=True)
class Issued:
    """A thing with its numbers and its receipts."""

    supply: Supply
    receipts: list[Receipt]
    waiting: int


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything of one stay."""

    stay: Stay
    asked: int
    answered: int
    need: int
    rooms: list[Slept]
    loose: list[Guest]
    issued: list[Issued]
    costs: list[Cost]
    approved: int

    @property
    def guests(self) -> list[Guest]:
        """Everybody, room by room, those without one last."""
        return [*(g for one in self.rooms for g in one.guests), *self.loose]


def people_wanting(actor: Actor, survey_id: UUID) -> int:
    """How many said in the head-count that they need a bed."""
    found = surveys.result(actor, survey_id)
    asked = surveys.own(actor, survey_id).questions
    uses = {one.id for one in asked if one.use == surveys.house.PEOPLE}
    return sum(q["cells"][0] for q in found.get("questions", ()) if q["id"] in uses)


@query(permit="lodging.run")
def whole(actor: Actor, stay_id: UUID) -> Whole:
    """One stay."""
    stay = row_of(actor, stay_id)
    guests = list(Guest.objects.filter(stay=stay).order_by("name", "id"))
    rooms = list(Room.objects.filter(stay=stay).order_by("name"))
    receipts = list(Receipt.objects.filter(stay=stay).select_related("guest").order_by("number"))
    supplies = list(Supply.objects.filter(stay=stay).order_by("id"))
    counted = surveys.counts([stay.survey_id]).get(stay.survey_id, surveys.Counts())
    spent = Cost.objects.filter(stay=stay, state=Cost.States.APPROVED).aggregate(n=Sum("fen"))
    return Whole(
        stay,
        counted.asked,
        counted.answered,
        people_wanting(actor, stay.survey_id),
        [Slept(room, [g for g in guests if g.room_id == room.id]) for room in rooms],
        [g for g in guests if g.room_id is None],
        [_issued(one, receipts) for one in supplies],
        list(Cost.objects.filter(stay=stay).order_by("id")),
        spent["n"] or 0,
    )


def _issued(one: Supply, receipts: list[Receipt]) -> Issued:
    own = [r for r in receipts if r.supply_id == one.id]
    return Issued(one, own, sum(r.confirmed_at is None for r in own))


def place(room: Room) -> rules.Place:
    """A room as the rule takes it."""
    return rules.Place(room.id, room.name, room.beds, room.limit, room.gender)


def sleeper(guest: Guest) -> rules.Sleeper:
    """A guest as the rule takes one."""
    return rules.Sleeper(guest.id, guest.name, guest.gender, guest.wish)


@dataclass(frozen=True, slots=True)
class Mine:
    """Where the acting person sleeps, and what they were handed."""

    stay: Stay
    room: str
    beside: int
    receipts: list[tuple[Receipt, str]]


@query(permit="lodging.stay")
def mine(actor: Actor) -> list[Mine]:
    """The acting person's stays, the newest first."""
    rows = Guest.objects.filter(person_id=actor.me).select_related("stay", "room")
    receipts = Receipt.objects.filter(person_id=actor.me).select_related("supply")
    got = list(receipts.order_by("number"))
    return [_mine(one, got) for one in rows.order_by("-stay_id")[:10]]


def _mine(one: Guest, got: list[Any]) -> Mine:
    told = one.room if one.room and one.told_room == one.room_id else None
    own = [(r, r.supply.name) for r in got if r.stay_id == one.stay_id]
    return Mine(one.stay, told.name if told else "", told.beds if told else 0, own)
