"""Reads of voucher codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import date_text, day_text, local
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.offers import door as offers
from niangjia.kernel.offers.door import Code, CodeBatch, Offer, coupons

from .shown import yuan


@dataclass(frozen=True, slots=True)
class Batch:
    """A delivery of a supplier and where its codes stand."""

    id: UUID
    supplier: str
    file: str
    until: date
    price: int
    taken: int
    lines: int
    done: int
    stopped: str
    bad: tuple[tuple[int, str], ...]
    by: str
    at: datetime
    counts: coupons.Counts


@query(permit="benefits.stock")
def offers_of(actor: Actor) -> list[dict[str, Any]]:
    """Offers of the union whose goods are codes, the newest first."""
    rows = Offer.objects.filter(org_id=actor.org, kind=Offer.Kinds.CODES).order_by("-id")[:100]
    return [
        {"id": row.id, "title": row.title, "state": _(Offer.States(row.state).label)}
        for row in rows
    ]


def _batches(actor: Actor, offer_id: UUID) -> list[Batch]:
    held = coupons.counts(offer_id)
    rows = CodeBatch.objects.filter(offer_id=offer_id, org_id=actor.org).order_by("-id")
    return [
        Batch(
            row.id,
            row.supplier,
            row.file_name,
            row.until,
            row.price,
            row.taken,
            row.lines,
            row.done,
            row.stopped,
            tuple((line, why) for line, why in row.bad),
            row.by_name,
            row.at,
            held.get(row.id, coupons.Counts()),
        )
        for row in rows[:100]
    ]


@query(permit="benefits.stock")
def pool(actor: Actor, offer_id: UUID) -> dict[str, Any]:
    """The pool of one of the union's own offers, as the template takes it."""
    row = offers.offering.of_mine(actor, offer_id)
    batches = _batches(actor, row.id)
    total = coupons.Counts()
    for one in batches:
        total = total.plus(one.counts)
    return {
        "offer": {"id": row.id, "title": row.title},
        "total": _counts(total),
        "batches": [_batch(one) for one in batches],
        "owed": yuan(sum(one.counts.redeemed * one.price for one in batches)),
    }


def _counts(one: coupons.Counts) -> dict[str, int]:
    return {name: getattr(one, name) for name in coupons.Counts.__slots__}


def _batch(one: Batch) -> dict[str, Any]:
    return {
        "id": one.id,
        "supplier": one.supplier,
        "file": one.file,
        "until": date_text(one.until),
        "price": yuan(one.price),
        "taken": one.taken,
        "lines": one.lines,
        "done": one.done,
        "percent": one.done * 100 // one.lines if one.lines else 100,
        "waits": one.done < one.lines,
        "stopped": one.stopped,
        "bad": [{"line": line, "why": _(why)} for line, why in one.bad[:200]],
        "bad_count": len(one.bad),
        "by": one.by,
        "at": day_text(one.at),
        "counts": _counts(one.counts),
        "owed": yuan(one.counts.redeemed * one.price),
    }


def _one(actor: Actor, offer_id: UUID, batch_id: UUID) -> tuple[Offer, Batch]:
    row = offers.offering.of_mine(actor, offer_id)
    one = next((b for b in _batches(actor, row.id) if b.id == batch_id), None)
    if one is None:
        raise Hidden("no_batch")
    return row, one


@query(permit="benefits.stock")
def delivery(actor: Actor, offer_id: UUID, batch_id: UUID) -> dict[str, Any]:
    """One delivery: how far it is, and its lines that were not taken."""
    row, one = _one(actor, offer_id, batch_id)
    return {"offer": {"id": row.id, "title": row.title}, "batch": _batch(one)}


@query(permit="benefits.stock")
def not_taken(actor: Actor, offer_id: UUID, batch_id: UUID) -> tuple[str, list[tuple[int, str]]]:
    """Who sent it, and every line that was not taken with the reason. No code stands in it."""
    _row, one = _one(actor, offer_id, batch_id)
    return one.supplier, [(line, _(why)) for line, why in one.bad]


@dataclass(frozen=True, slots=True)
class Bill:
    """What one supplier is paid for one delivery: rows of a file."""

    title: str
    supplier: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


@query(permit="benefits.stock")
def bill(actor: Actor, offer_id: UUID, batch_id: UUID) -> Bill:
    """Used codes of one delivery, each with its time and shop, and the sum below."""
    row, one = _one(actor, offer_id, batch_id)
    used = coupons.opened(row.id, batch_id)
    paid = Code.States.REDEEMED
    rows: list[tuple[object, ...]] = [
        (text, f"{local(at):%Y-%m-%d %H:%M}" if at else "", shop, _price(one, state == paid))
        for text, at, shop, state in used
    ]
    many = sum(state == paid for *_rest, state in used)
    rows.append((_("合计"), _("%d 张") % many, "", yuan(many * one.price)))
    rows.append((_("没用、不用付"), _("%d 张") % (one.taken - many), "", ""))
    columns = (_("券码"), _("使用时间"), _("门店"), _("元"))
    return Bill(row.title, one.supplier, columns, tuple(rows))


def _price(one: Batch, paid: bool) -> str:
    """A code used before it was given to anybody is not paid: how it got out has to be found."""
    return yuan(one.price) if paid else _("没发出去就被用了，先不付")


@query(permit="benefits.see")
def mine(actor: Actor, claim_id: UUID) -> dict[str, Any]:
    """The code of one's own claim, as the template takes it."""
    found = coupons.mine(actor, claim_id)
    return {
        "claim_id": claim_id,
        "text": found.text,
        "until": date_text(found.until),
        "issued": found.state == Code.States.ISSUED,
        "redeemed": found.state == Code.States.REDEEMED,
        "over": found.state == Code.States.EXPIRED,
    }
