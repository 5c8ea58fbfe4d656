"""Reads at the counter: what is handed out here, whose claim a code is, who is still to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base import paging
from niangjia.kernel.base.clock import day_text
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers.door import Claim, Item, Offer, claiming, codes, stocking
from niangjia.kernel.people import door as people
from niangjia.services.benefits.actions import sight

SIZE = 50
WAITS = ("granted", "ready")
#: Names on one list.
MOST = 2000


@dataclass(frozen=True, slots=True)
class Counter:
    """An offer at the counter: how many were collected and how many are still to come."""

    id: UUID
    title: str
    org: str
    waits: int
    collected: int


@query(permit="benefits.hand")
def counters(actor: Actor) -> list[Counter]:
    """Offers that are collected somewhere, with what is still to come."""
    collected = (Offer.Kinds.GOODS, Offer.Kinds.PASSES)
    rows = sight.offers(actor).filter(kind__in=collected).exclude(mode__in=("deliver", "handout"))
    found = list(rows[:100])
    claims = Claim.objects.filter(claiming.visible(actor), offer_id__in=[o.id for o in found])
    held = {
        pk: (n, done)
        for pk, n, done in claims.order_by()
        .values_list("offer_id")
        .annotate(
            n=Count("id", filter=Q(state__in=WAITS)), done=Count("id", filter=Q(state="collected"))
        )
    }
    return [
        Counter(
            o.id, o.title, "" if o.org_id == actor.org_id else o.org_name, *held.get(o.id, (0, 0))
        )
        for o in found
    ]


def _whose(actor: Actor, row: Offer) -> str:
    return "" if row.org_id == actor.org_id else row.org_name


@dataclass(frozen=True, slots=True)
class Found:
    """A claim as the counter shows it. `subject_id` is told that somebody looked."""

    subject_id: UUID
    object_id: UUID
    name: str
    number: str
    employer: str
    phone: str
    state: str
    proxy: str
    collected_at: datetime | None
    by: str


@query(permit="benefits.hand", looks_at="benefits.counter")
def found(actor: Actor, offer_id: UUID, typed: str) -> Found | None:
    """The claim of a code or number; None when there is none. The code says which, nobody searches
    by name here."""
    sight.offer(actor, offer_id)
    code = codes.tidy(typed)
    if len(code) not in (codes.PICK, codes.NUMBER):
        return None
    number = f"{code[:4]}-{code[4:]}"
    rows = sight.claims(actor, offer_id)
    row = rows.filter(Q(pick_code=code) | Q(number=number)).first()
    return _found(row) if row else None


@query(permit="benefits.hand", looks_at="benefits.counter")
def one(actor: Actor, offer_id: UUID, claim_id: UUID) -> Found:
    """One claim, after something was done with it."""
    return _found(sight.claim(actor, offer_id, claim_id))


def _found(row: Claim) -> Found:
    person = people.person(row.person_id)
    return Found(
        row.person_id,
        row.id,
        row.name,
        row.number,
        person.employer if person else "",
        people.masked(person.phone) if person else "",
        row.state,
        row.proxy_name,
        row.collected_at,
        row.by_name,
    )


@query(permit="benefits.hand")
def counter(actor: Actor, offer_id: UUID) -> dict[str, Any]:
    """The frame of the page: the offer, its points, how many are still to come."""
    row = sight.offer(actor, offer_id)
    rows = sight.claims(actor, row.id).order_by()
    held = rows.aggregate(
        waits=Count("id", filter=Q(state__in=WAITS)), done=Count("id", filter=Q(state="collected"))
    )
    item = Item.objects.filter(offer_id=row.id).first()
    places = stocking.standing(actor, item.id) if item else []
    return {
        "offer": {"id": row.id, "title": row.title, "where": row.pick_where},
        "waits": held["waits"],
        "done": held["done"],
        "points": [
            (str(p.id), _("%(point)s（还剩 %(n)d）") % {"point": p.name, "n": n}) for p, n in places
        ],
        "by_point": item is not None,
    }


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a pick-up list."""

    id: UUID
    person_id: UUID
    name: str
    number: str
    employer: str
    state: str
    proxy: str
    when: str
    signed: str


@query(permit="benefits.hand")
def pick_list(actor: Actor, offer_id: UUID, cursor: str = "") -> paging.Page[Line]:
    """Who is to come and who has been, in the order of names on a page of fifty."""
    rows = _listed(actor, offer_id)
    if after := paging.decode(cursor, str, UUID):
        name, last = after
        rows = rows.filter(Q(name__gt=name) | Q(name=name, id__gt=last))
    found_rows = _lines(list(rows[: SIZE + 1]))
    return paging.page(found_rows, SIZE, lambda line: (line.name, str(line.id)))


@query(permit="benefits.hand")
def whole_list(actor: Actor, offer_id: UUID) -> list[Line]:
    """All of it, for paper or a file."""
    return _lines(list(_listed(actor, offer_id)[:MOST]))


def _listed(actor: Actor, offer_id: UUID) -> Any:
    sight.offer(actor, offer_id)
    rows = sight.claims(actor, offer_id).filter(state__in=(*WAITS, "collected"))
    return rows.order_by("name", "id")


def _lines(rows: list[Claim]) -> list[Line]:
    known = people.persons({row.person_id for row in rows})
    return [
        Line(
            row.id,
            row.person_id,
            row.name,
            row.number,
            known[row.person_id].employer if row.person_id in known else "",
            _(Claim.States(row.state).label),
            row.proxy_name,
            day_text(row.collected_at) if row.collected_at else "",
            row.by_name if row.collected_at else "",
        )
        for row in rows
    ]
