"""What a worker sees: what is given out at the own union and above, and what they took."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.paths import prefixes
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.offers.models import Claim, Offer

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
    pictures: list[str]
    waiting: bool

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
    """An offer the acting worker may see."""
    found = Offer.objects.filter(id=offer_id, service=service).first()
    if found is None:
        raise Hidden("no_offer")
    return shown(found)


def mine(actor: Actor) -> list[Mine]:
    """The acting person's claims, the newest first."""
    rows = Claim.objects.filter(person_id=actor.me).order_by("-id")[:SIZE]
    return list(_mine(rows))


def _mine(rows: Iterable[Claim]) -> Iterable[Mine]:
    for row in rows:
        yield Mine(**{name: getattr(row, name) for name in Mine.__dataclass_fields__})
