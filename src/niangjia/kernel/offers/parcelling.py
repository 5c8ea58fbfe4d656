"""Parcels: where a claim goes, sealed; sent, come, and forgotten."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.sealed import seal, unseal
from niangjia.kernel.base.types import Actor, Refusal

from .models.claims import Claim
from .models.core import Offer
from .models.parcels import Parcel, Posting

COLUMN = "offers_parcel.sealed"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a parcel goes, and what is in it."""

    name: str
    phone: str
    region: str
    street: str
    holds: str


def posting(offer: Offer) -> Posting | None:
    """How parcels of an offer are sent; None until the union said so."""
    return Posting.objects.filter(offer=offer).first()


def of_claim(claim: Claim) -> Parcel | None:
    """The parcel of a claim, if it has an address already."""
    return Parcel.objects.filter(claim_id=claim.id).first()


def say(actor: Actor, claim: Claim, to: Address) -> Parcel:
    """Keep where it goes, or somewhere else; not any more when it is on its way."""
    found = of_claim(claim)
    if found and found.sent_at:
        raise Refusal("on_its_way", "包裹已经寄出，地址改不了了。急的话请打工会热线。")
    row = found or Parcel(
        id=new_id(),
        claim_id=claim.id,
        offer_id=claim.offer_id,
        org_id=claim.org_id,
        org_root=claim.org_root,
        org_path=claim.org_path,
        person_id=claim.person_id,
    )
    row.sealed, row.said_at = _sealed(row, to), now()
    if found:
        row.save(update_fields=["sealed", "said_at"])
    else:
        row.save(force_insert=True)
    return row


def _sealed(row: Parcel, to: Address) -> str:
    words = {name: getattr(to, name) for name in Address.__slots__}
    return seal(json.dumps(words, ensure_ascii=False), COLUMN, row.id)


def address(row: Parcel) -> Address | None:
    """Where it goes, in the clear: for the label, or its own author. None when it is forgotten."""
    text = unseal(row.sealed, COLUMN, row.id)
    return Address(**json.loads(text)) if text else None


def waiting(offer: Offer) -> QuerySet[Parcel]:
    """Parcels with an address that are not sent yet, in the order they were asked for."""
    return Parcel.objects.filter(offer=offer, sent_at=None).order_by("id")


def sent(row: Parcel, courier: str, waybill: str, grams: int | None, fen: int) -> None:
    """It is on its way."""
    Parcel.objects.filter(id=row.id).update(
        courier=courier, waybill=waybill, grams=grams, fen=fen, sent_at=now()
    )


def come(claim: Claim, at: datetime) -> None:
    """It has come: from now on the address is only kept for the question where it went."""
    Parcel.objects.filter(claim_id=claim.id, delivered_at=None).update(delivered_at=at)
