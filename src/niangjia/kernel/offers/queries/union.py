"""What the union that offers sees of those who asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from niangjia.kernel.base.paging import Page, decode, encode
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers.models import Claim, Quota, StockLine

SIZE = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who asked and waits for an answer."""

    id: UUID
    person_id: UUID
    name: str
    number: str
    home_path: str
    at: datetime
    due_at: datetime | None


def asked(actor: Actor, offer_id: UUID, after: str) -> Page[Asked]:
    """Who waits for an answer, whoever asked first before the rest."""
    rows = Claim.objects.filter(offer_id=offer_id, org_id=actor.org, state=Claim.States.ASKED)
    if key := decode(after, UUID):
        rows = rows.filter(id__gt=key[0])
    found = [
        Asked(**{name: getattr(row, name) for name in Asked.__dataclass_fields__})
        for row in rows.order_by("id")[: SIZE + 1]
    ]
    more = encode((str(found[SIZE - 1].id),)) if len(found) > SIZE else ""
    return Page(found[:SIZE], more)


@dataclass(frozen=True, slots=True)
class Line:
    """One movement of units; a name is empty where they came from outside or went there."""

    id: UUID
    at: datetime
    verb: str
    from_name: str
    to_name: str
    quantity: int
    reason: str
    by_name: str


def ledger(offer_id: UUID, after: str) -> Page[Line]:
    """Every movement of an offer's units, the newest first."""
    rows = StockLine.objects.filter(offer_id=offer_id).select_related("from_quota", "to_quota")
    if key := decode(after, UUID):
        rows = rows.filter(id__lt=key[0])
    found = [_line(row) for row in rows.order_by("-id")[: SIZE + 1]]
    more = encode((str(found[SIZE - 1].id),)) if len(found) > SIZE else ""
    return Page(found[:SIZE], more)


def _line(row: StockLine) -> Line:
    return Line(
        row.id,
        row.at,
        row.verb,
        _named(row.from_quota),
        _named(row.to_quota),
        row.quantity,
        row.reason,
        row.by_name,
    )


def _named(node: Quota | None) -> str:
    return f"{node.org_name} {node.label}".strip() if node else ""
