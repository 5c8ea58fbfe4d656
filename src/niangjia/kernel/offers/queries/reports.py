"""What a union's offers come to: how many are left, and what became of them, place by place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from niangjia.kernel.base import paging
from niangjia.kernel.base.paths import inside
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers.flow import LIVE
from niangjia.kernel.offers.models import Claim, Offer
from niangjia.kernel.offers.stock import Standing, standing

SIZE = 20
MOST_OF_CAMPAIGN = 60
#: States in which a unit has reached its person.
REACHED = ("collected", "delivered", "redeemed")


@dataclass(frozen=True, slots=True)
class Line:
    """An offer in the union's list."""

    id: UUID
    title: str
    state: str
    opens_at: datetime
    closes_at: datetime
    granted: int
    left: int
    claimed: int


def own(actor: Actor, service: str, cursor: str = "") -> paging.Page[Line]:
    """The union's own offers, the newest first."""
    rows = Offer.objects.filter(org_id=actor.org, org_path=actor.org_path, service=service)
    if after := paging.decode(cursor, UUID):
        rows = rows.filter(id__lt=after[0])
    found = list(rows.order_by("-id")[: SIZE + 1])
    nodes = standing([row.id for row in found])
    lines = [_line(row, [one for one in nodes if one.offer_id == row.id]) for row in found]
    return paging.page(lines, SIZE, lambda one: (str(one.id),))


def of_campaign(actor: Actor, campaign_id: UUID) -> list[Line]:
    """What a campaign gives out, each with its own numbers, in the order they open."""
    rows = Offer.objects.filter(inside(actor), campaign_id=campaign_id)
    found = list(rows.order_by("opens_at", "id")[:MOST_OF_CAMPAIGN])
    nodes = standing([row.id for row in found])
    return [_line(row, [one for one in nodes if one.offer_id == row.id]) for row in found]


def _line(row: Offer, nodes: list[Standing]) -> Line:
    return Line(
        row.id,
        row.title,
        row.state,
        row.opens_at,
        row.closes_at,
        sum(one.granted for one in nodes),
        sum(one.left for one in nodes),
        sum(one.claimed for one in nodes),
    )


@dataclass(frozen=True, slots=True)
class Became:
    """Claims of the people of one union: how many hold a unit, and how many of them have it."""

    path: str
    claimed: int
    reached: int


def by_home(actor: Actor, offer_id: UUID) -> list[Became]:
    """What became of an offer's units, by the unions their people belong to."""
    rows = Claim.objects.filter(offer_id=offer_id, org_id=actor.org, state__in=LIVE)
    found: dict[str, list[int]] = {}
    counted = rows.order_by().values_list("home_path", "state").annotate(n=Count("id"))
    for path, state, n in counted:
        both = found.setdefault(path, [0, 0])
        both[0] += n
        both[1] += n if state in REACHED else 0
    return [Became(path, *both) for path, both in sorted(found.items())]
