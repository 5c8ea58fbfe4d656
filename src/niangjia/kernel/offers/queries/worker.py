"""What a worker sees: what is given out at the own union and above, and what they took."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.paths import prefixes
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.offers.coupons import opened_by_holder
from niangjia.kernel.offers.flow import LIVE
from niangjia.kernel.offers.models import Claim, Offer, Waiter
from niangjia.kernel.offers.offering import within_reach

#: Offers and claims on one page.
SIZE = 40


@dataclass(frozen=True, slots=True)
class Shown:
    """An offer as everybody it is for may read it."""

    id: UUID
    title: str
    text: str
    org_name: str
    kind: str
    mode: str
    state: str
    opens_at: datetime
    closes_at: datetime
    pick_where: str
    waiting: bool
    per_person: int
    period: str
    clauses: list[dict[str, Any]]
    pick_days: int
    campaign_id: UUID | None
    room: int

    @property
    def soon(self) -> bool:
        """Not begun yet."""
        return self.opens_at > now()


@dataclass(frozen=True, slots=True)
class Mine:
    """One claim of the acting person."""

    id: UUID
    offer_id: UUID
    title: str
    number: str
    pick_code: str
    state: str
    at: datetime
    due_at: datetime | None


def shown(row: Offer) -> Shown:
    """An offer without what is the union's own business."""
    return Shown(**{name: getattr(row, name) for name in Shown.__dataclass_fields__})


def on_show(actor: Actor, service: str) -> list[Shown]:
    """What can be claimed now or soon, what closes first before the rest."""
    rows = Offer.objects.filter(
        org_root=actor.org_root,
        org_path__in=prefixes(actor.org_path),
        service=service,
        state__in=(Offer.States.OPEN, Offer.States.PAUSED),
        closes_at__gt=now(),
    ).exclude(mode=Offer.Modes.HANDOUT)
    return [shown(row) for row in rows.order_by("closes_at", "id")[:SIZE]]


def one(actor: Actor, service: str, offer_id: UUID) -> Shown:
    """An offer the acting worker may see: published to them, or once claimed by them."""
    had = Exists(Claim.objects.filter(offer_id=OuterRef("pk"), person_id=actor.me))
    found = Offer.objects.filter(within_reach(actor) | Q(had), id=offer_id, service=service).first()
    if found is None:
        raise Hidden("no_offer")
    return shown(found)


@dataclass(frozen=True, slots=True)
class Left:
    """What is within a worker's reach of one offer, and how many wait in its line."""

    left: int
    granted: int
    waiting: int
    #: Units that come later, when the next of them do, and how many those are.
    later: int = 0
    next: datetime | None = None
    next_units: int = 0


def left(offers: list[UUID]) -> dict[UUID, Left]:
    """Of several offers at once, for the acting worker."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM api.offer_left(%s, %s)", [offers, now()])
        return {row[0]: Left(*row[1:]) for row in cursor.fetchall()}


def household(day: date) -> list[tuple[UUID, str]]:
    """Whom the acting worker keeps house with, by name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM api.my_household(%s)", [day])
        return [(row[0], row[1]) for row in cursor.fetchall()]


def my_facts(day: date) -> dict[str, Any]:
    """What is known of the acting worker on a day (sec.offer_facts)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.offer_my_facts(%s)", [day])
        found: dict[str, Any] = json.loads(cursor.fetchone()[0])
    return found


def mine(actor: Actor) -> list[Mine]:
    """The acting person's claims, the newest first."""
    rows = Claim.objects.filter(person_id=actor.me).order_by("-id")[:SIZE]
    return list(_mine(rows))


def mine_of(actor: Actor, offer_id: UUID) -> Mine | None:
    """The acting person's newest claim of one offer that still counts."""
    rows = Claim.objects.filter(person_id=actor.me, offer_id=offer_id, state__in=LIVE)
    return next(iter(_mine(rows.order_by("-id")[:1])), None)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a line, and how many stand before it."""

    id: UUID
    title: str
    state: str
    before: int
    due_at: datetime | None
    offer_id: UUID


def place_of(actor: Actor, offer_id: UUID) -> Place | None:
    """The acting person's place in the line of an offer, while it stands."""
    held = Waiter.objects.filter(
        person_id=actor.me, state__in=("waiting", "offered"), wanted__contains=[str(offer_id)]
    )
    row = held.order_by("-id").first()
    return _place(row) if row else None


def place(actor: Actor, waiter_id: UUID) -> Place:
    """One's own place, whatever became of it; another's is Hidden."""
    row = Waiter.objects.filter(id=waiter_id, person_id=actor.me).first()
    if row is None:
        raise Hidden("no_place")
    return _place(row)


def places(actor: Actor) -> list[Place]:
    """Every place the acting person stands at."""
    rows = Waiter.objects.filter(person_id=actor.me, state__in=("waiting", "offered"))
    return [_place(row) for row in rows.order_by("id")[:SIZE]]


def _place(row: Waiter) -> Place:
    before = 0
    if row.state == Waiter.States.WAITING:
        with connection.cursor() as cursor:
            cursor.execute("SELECT api.waiter_before(%s)", [row.id])
            before = cursor.fetchone()[0]
    offer = row.offer_id or UUID(row.wanted[0])
    return Place(row.id, row.title, row.state, before, row.due_at, offer)


@dataclass(frozen=True, slots=True)
class Taken(Mine):
    """A claim with everything its holder needs to collect it."""

    name: str
    org_name: str
    mode: str
    kind: str
    pick_where: str
    proxy_name: str
    note: str
    collected_at: datetime | None
    party_id: UUID | None
    #: Whether those one claimed with may see the code.
    shared: bool
    #: Of a voucher code: whether its holder opened it.
    opened: bool


def taken(actor: Actor, claim_id: UUID) -> Taken:
    """One's own claim; another's is Hidden."""
    row = Claim.objects.select_related("offer").filter(id=claim_id, person_id=actor.me).first()
    if row is None:
        raise Hidden("no_claim")
    of_offer = ("org_name", "mode", "kind", "pick_where")
    values = {
        name: getattr(row.offer if name in of_offer else row, name)
        for name in Taken.__dataclass_fields__
        if name != "opened"
    }
    return Taken(**values, opened=opened_by_holder(row))


def family_codes(claim_id: UUID, day: date) -> list[tuple[str, str, str]]:
    """Names, numbers and codes of those one claimed with, as far as they let one see them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM api.family_codes(%s, %s)", [claim_id, day])
        return [(row[0], row[1], row[2]) for row in cursor.fetchall()]


def _mine(rows: Iterable[Claim]) -> Iterable[Mine]:
    for row in rows:
        yield Mine(**{name: getattr(row, name) for name in Mine.__dataclass_fields__})
