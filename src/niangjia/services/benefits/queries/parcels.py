"""Reads of parcels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import day_text
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers import door as offers
from niangjia.kernel.offers.door import Claim, Offer, Parcel, parcel_rules, parcelling
from niangjia.services.benefits.actions import parcels as actions

from .shown import yuan

#: Labels taken at once.
MOST = 500


@query(permit="benefits.stock")
def offers_of(actor: Actor) -> list[dict[str, Any]]:
    """Offers of the union that are sent, the newest first."""
    rows = Offer.objects.filter(org_id=actor.org, mode=Offer.Modes.DELIVER).order_by("-id")[:100]
    return [
        {"id": row.id, "title": row.title, "state": _(Offer.States(row.state).label)}
        for row in rows
    ]


@query(permit="benefits.stock")
def sending(actor: Actor, offer_id: UUID) -> dict[str, Any]:
    """How parcels of an offer are sent, and how far they are: numbers, no addresses."""
    row = offers.offering.of_mine(actor, offer_id)
    how = parcelling.posting(row)
    rows = Parcel.objects.filter(offer=row)
    held = rows.aggregate(
        ready=Count("id", filter=Q(sent_at=None)),
        sent=Count("id", filter=~Q(sent_at=None) & Q(delivered_at=None)),
        came=Count("id", filter=~Q(delivered_at=None)),
        fen=Sum("fen"),
    )
    granted = Claim.objects.filter(offer=row, state=Claim.States.GRANTED).count()
    return {
        "offer": {"id": row.id, "title": row.title},
        "how": _how(how) if how else None,
        "silent": max(0, granted - held["ready"]),
        "ready": held["ready"],
        "sent": held["sent"],
        "came": held["came"],
        "owed": yuan(held["fen"] or 0),
        "prohibited": [_(one) for one in parcel_rules.PROHIBITED],
        "clause": _(parcel_rules.FORBIDDEN),
        "newest": [_sent(one) for one in rows.exclude(sent_at=None).order_by("-sent_at")[:20]],
    }


def _how(how: Any) -> dict[str, Any]:
    return {
        "courier": how.courier,
        "kilos": parcel_rules.kilos(how.grams),
        "grams": how.grams,
        "yuan": yuan(how.fen),
        "fen": how.fen,
        "bring": how.bring,
    }


def _sent(one: Parcel) -> dict[str, Any]:
    return {
        "courier": one.courier,
        "waybill": one.waybill,
        "kilos": parcel_rules.kilos(one.grams) if one.grams else "",
        "sent": day_text(one.sent_at) if one.sent_at else "",
        "came": bool(one.delivered_at),
    }


@dataclass(frozen=True, slots=True)
class Label:
    """What is stuck on a parcel."""

    person_id: UUID
    number: str
    to: parcelling.Address


@query(permit="benefits.stock")
def labels(actor: Actor, offer_id: UUID) -> list[Label]:
    """Addresses of parcels to be sent, the oldest first. The caller writes the looks down."""
    row = offers.offering.of_mine(actor, offer_id)
    found = list(parcelling.waiting(row)[:MOST])
    ids = [one.claim_id for one in found]
    numbers = dict(
        Claim.objects.filter(id__in=ids, state=Claim.States.GRANTED).values_list("id", "number")
    )
    return [
        Label(one.person_id, numbers[one.claim_id], to)
        for one in found
        if one.claim_id in numbers and (to := parcelling.address(one))
    ]


@query(permit="benefits.see")
def mine(actor: Actor, claim_id: UUID) -> dict[str, Any]:
    """One's own parcel: where it goes, or where it is."""
    claim = actions.own(actor, claim_id)
    row, how = parcelling.of_claim(claim), parcelling.posting(claim.offer)
    return {
        "claim": {
            "id": claim.id,
            "title": claim.title,
            "number": claim.number,
            "open": claim.state == Claim.States.GRANTED,
            "sent": claim.state == Claim.States.SENT,
        },
        "to": parcelling.address(row) if row else None,
        "parcel": _sent(row) if row and row.sent_at else None,
        "how": _how(how) if how else None,
        "prohibited": [_(one) for one in parcel_rules.PROHIBITED],
        "clause": _(parcel_rules.FORBIDDEN),
    }
