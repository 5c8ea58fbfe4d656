"""Who sleeps where. Pure functions, facts in, Verdict out. Source: docs/requirements.md 000-22."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.flow import Flow, Step, Wait
from niangjia.kernel.base.types import Post, Verdict
from niangjia.kernel.base.wording import phrase

from .models import GENDERS
from .models import MEN as MEN
from .models import WOMEN as WOMEN

UNION = (Post.OFFICER, Post.CHAIR)
#: The number of people the fire check of a building allows in a room is the unit's own rule, which
#: the law tells it to have and to keep.
FIRE = noop("《消防法》第十六条：单位要有消防安全制度，并照着做")
APART = noop("应急安置的规矩：男女分开住")
MOST_ROOMS = 60

STAY = Flow(
    name="lodging",
    initial="running",
    steps=(Step("end", ("running",), "ended", UNION),),
    waits={"running": Wait("union", "lodging.running")},
    finals=("ended",),
)
COST = Flow(
    name="lodging cost",
    initial="asked",
    steps=(
        Step("approve", ("asked",), "approved", (Post.CHAIR,)),
        Step("refuse", ("asked",), "refused", (Post.CHAIR,)),
    ),
    waits={"asked": Wait("union", "lodging.cost")},
    finals=("approved", "refused"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A room: beds that stand in it, people the fire check allows, and for whom it is."""

    id: UUID
    name: str
    beds: int
    limit: int
    gender: str

    @property
    def holds(self) -> int:
        """How many may sleep here."""
        return min(self.beds, self.limit)


@dataclass(frozen=True, slots=True)
class Sleeper:
    """Somebody who needs a bed; `wish` names with whom they would like to share."""

    id: UUID
    name: str
    gender: str
    wish: str = ""


def may_sleep(who: Sleeper, place: Place, inside: int) -> Verdict:
    """Whether one more may sleep in a room where `inside` others do."""
    if who.gender != place.gender:
        return Verdict(
            False,
            APART,
            phrase(noop("%(room)s不是给这位住的，男女分开住"), room=place.name),
            noop("换一间"),
        )
    if inside >= place.limit:
        return Verdict(
            False,
            FIRE,
            phrase(noop("%(room)s消防只让住 %(n)d 个人"), room=place.name, n=place.limit),
            noop("换一间，或者再开一间"),
        )
    if inside >= place.beds:
        return Verdict(
            False,
            "",
            phrase(noop("%(room)s的床满了"), room=place.name),
            phrase(noop("加一张床就住得下（消防最多 %(n)d 个人）"), n=place.limit)
            if place.limit > place.beds
            else noop("换一间，或者再开一间"),
        )
    return Verdict(True)


@dataclass(frozen=True, slots=True)
class Plan:
    """Who goes where now; who found no bed; and the smallest change that would find them one."""

    places: dict[UUID, UUID]
    left: tuple[Sleeper, ...]
    verdict: Verdict


def arrange(
    places: Sequence[Place], sleepers: Iterable[Sleeper], placed: Mapping[UUID, UUID]
) -> Plan:
    """Give a bed to everybody without one; whoever has one keeps it.

    People who name one another stay together where a room holds them; the others fill the fullest
    room that fits, so that late-comers still find one that is nearly empty.
    """
    inside = {one.id: sum(room == one.id for room in placed.values()) for one in places}
    waiting = [one for one in sleepers if one.id not in placed]
    found: dict[UUID, UUID] = {}
    left: list[Sleeper] = []
    for group in _together(waiting):
        room = _room_for(group, places, inside)
        for one in group:
            own = room or _room_for([one], places, inside)
            if own is None:
                left.append(one)
                continue
            found[one.id] = own.id
            inside[own.id] += 1
    return Plan(found, tuple(left), _remedy(left, places, inside))


def _together(waiting: Sequence[Sleeper]) -> list[list[Sleeper]]:
    """Groups of one gender in which each is named by, or names, another; larger ones first."""
    groups: list[list[Sleeper]] = []
    for one in waiting:
        near = [g for g in groups if any(_near(one, other) for other in g)]
        groups = [g for g in groups if g not in near]
        groups.append([*(other for g in near for other in g), one])
    return sorted(groups, key=len, reverse=True)


def _near(one: Sleeper, other: Sleeper) -> bool:
    named = (one.name and one.name in other.wish) or (other.name and other.name in one.wish)
    return bool(named) and one.gender == other.gender


def _room_for(
    group: Sequence[Sleeper], places: Sequence[Place], inside: Mapping[UUID, int]
) -> Place | None:
    fits = [
        one
        for one in places
        if one.gender == group[0].gender and inside[one.id] + len(group) <= one.holds
    ]
    return min(fits, key=lambda one: (one.holds - inside[one.id], one.name), default=None)


def _remedy(
    left: Sequence[Sleeper], places: Sequence[Place], inside: Mapping[UUID, int]
) -> Verdict:
    """The smallest change after which everybody has a bed: beds where the fire check allows more,
    else another room."""
    if not left:
        return Verdict(True)
    gender = left[0].gender
    short = sum(one.gender == gender for one in left)
    spare = sum(
        one.limit - max(one.beds, inside[one.id])
        for one in places
        if one.gender == gender and one.limit > one.beds
    )
    word = dict(GENDERS)[gender]
    why = phrase(noop("还有 %(n)d 个人没有床"), n=len(left))
    if spare >= short:
        more = phrase(noop("在%(kind)s里再加 %(n)d 张床就够"), kind=(word,), n=short)
        return Verdict(False, "", why, more)
    more = phrase(noop("再开%(kind)s，要住得下 %(n)d 个人"), kind=(word,), n=short - max(spare, 0))
    return Verdict(False, FIRE, why, more)


def yuan(fen: int) -> str:
    """An amount as people read it."""
    return f"{fen // 100}.{fen % 100:02d}"
