"""Which offers and claims a union hands out: its own, and those of its people from above."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.offers.door import Claim, Offer, claiming, offering


def offer(actor: Actor, offer_id: UUID) -> Offer:
    """An offer of the union, or one of a union above it that is out; another is Hidden."""
    near = Q(org_id=actor.org) | offering.within_reach(actor)
    found = Offer.objects.filter(near, id=offer_id, org_root=actor.org_root).first()
    if found is None:
        raise Hidden("no_offer")
    return found


def offers(actor: Actor) -> QuerySet[Offer]:
    """Those that may be handed out, the newest first."""
    return Offer.objects.filter(offering.within_reach(actor)).order_by("-id")


def claims(actor: Actor, offer_id: UUID) -> QuerySet[Claim]:
    """Claims of an offer: all of them for the union that offers, else those of one's own people."""
    return Claim.objects.filter(claiming.visible(actor), offer_id=offer_id)


def claim(actor: Actor, offer_id: UUID, claim_id: UUID) -> Claim:
    """One of them; another is Hidden."""
    found = claims(actor, offer_id).select_related("offer").filter(id=claim_id).first()
    if found is None:
        raise Hidden("no_claim")
    return found
