"""Offers of one campaign as a hamper: what they are called together, and what of them is mine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.offers.flow import LIVE
from niangjia.kernel.offers.models import Claim, Offer
from niangjia.kernel.offers.offering import within_reach

from .worker import SIZE, Shown, shown


@dataclass(frozen=True, slots=True)
class Hamper:
    """What a campaign is called, and how many offers of it are within a worker's reach."""

    id: UUID
    title: str
    text: str
    org_name: str
    offers: int


def hampers(campaigns: Iterable[UUID]) -> list[Hamper]:
    """Of several campaigns, those with an offer within the acting worker's reach. Their money is
    the union's business and is not said."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM api.offer_hampers(%s)", [list(campaigns)])
        return [Hamper(*row) for row in cursor.fetchall()]


def within(actor: Actor, service: str, campaign_id: UUID) -> list[Shown]:
    """The offers of one hamper, in the order they open, whatever has become of them."""
    rows = Offer.objects.filter(within_reach(actor), service=service, campaign_id=campaign_id)
    found = rows.exclude(mode=Offer.Modes.HANDOUT).order_by("opens_at", "id")[:SIZE]
    if not found:
        raise Hidden("no_hamper")
    return [shown(row) for row in found]


def mine_among(actor: Actor, offers: Iterable[UUID]) -> dict[UUID, UUID]:
    """The acting person's claims that count, by offer: each offer is claimed alone."""
    rows = Claim.objects.filter(person_id=actor.me, offer_id__in=list(offers), state__in=LIVE)
    return dict(rows.order_by("id").values_list("offer_id", "id"))
