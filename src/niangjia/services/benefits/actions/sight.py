"""Which offers and claims a union hands out: its own, and those of its people from above."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.offers.door import Claim, Offer
from niangjia.kernel.people import door as people


def offer(actor: Actor, offer_id: UUID) -> Offer:
    """An offer of the union, or one of a union above it that is out; another is Hidden."""
    found = Offer.objects.filter(id=offer_id, org_root=actor.org_root).first()
    if found is None or not _near(actor, found):
        raise Hidden("no_offer")
    return found


def _near(actor: Actor, row: Offer) -> bool:
    above = row.state not in ("draft", "withdrawn") and actor.org_path.startswith(row.org_path)
    return row.org_id == actor.org_id or above


def offers(actor: Actor) -> QuerySet[Offer]:
    """Those that may be handed out, the newest first."""
    above = [path for path in people.prefixes(actor.org_path) if path != actor.org_path]
    rows = Offer.objects.filter(org_root=actor.org_root).exclude(state__in=("draft", "withdrawn"))
    return rows.filter(Q(org_id=actor.org) | Q(org_path__in=above)).order_by("-id")


def claims(actor: Actor, offer_id: UUID) -> QuerySet[Claim]:
    """Claims of an offer: all of them for the union that offers, else those of one's own people."""
    rows = Claim.objects.filter(offer_id=offer_id, org_root=actor.org_root)
    return rows.filter(Q(org_id=actor.org) | Q(home_path__startswith=actor.org_path))


def claim(actor: Actor, offer_id: UUID, claim_id: UUID) -> Claim:
    """One of them; another is Hidden."""
    found = claims(actor, offer_id).select_related("offer").filter(id=claim_id).first()
    if found is None:
        raise Hidden("no_claim")
    return found
