"""Writes of voucher codes: a delivery comes, a holder opens one, a supplier says what was used."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import Written, action
from niangjia.kernel.base.clock import now, today
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.offers import door as offers
from niangjia.kernel.offers.door import CodeBatch, Offer, coupon_rules, coupons
from niangjia.kernel.people import door as people

#: Lines a delivery names as bad; a file with more of them is another kind of file.
MOST_BAD = 2000


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a supplier sent: a file of codes, the last day it takes them, fen a used one costs."""

    supplier: str
    name: str
    content: bytes
    until: date
    price: int


def _rows(name: str, content: bytes) -> list[list[str]]:
    """Lines of a file; one that cannot be read is refused in words."""
    try:
        return list(people.sheets.rows_of(name, content))
    except people.sheets.BadSheet as bad:
        raise Refusal("sheet", _(str(bad)), status=422) from bad


def _of_codes(actor: Actor, offer_id: UUID) -> Offer:
    row = offers.offering.of_mine(actor, offer_id)
    if row.kind != Offer.Kinds.CODES:
        raise Refusal("no_codes", _("这项福利发的不是券码。"), status=422)
    return row


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of a delivery."""

    id: UUID
    org_path: str
    taken: int
    bad: int


@action(permit="benefits.stock", audit="benefits.codes_brought", silent=True)
def bring(actor: Actor, *, offer_id: UUID, delivery: Delivery) -> Brought:
    """Take a supplier's codes into the pool. Good lines are taken, bad ones named, none is lost."""
    offer = _of_codes(actor, offer_id)
    try:
        rows = _rows(delivery.name, delivery.content)
        good, bad = coupon_rules.new_codes(rows, delivery.until, today())
    except coupon_rules.NoColumn as wrong:
        raise Refusal("sheet", _(str(wrong)), status=422) from wrong
    if not good and len(bad) > MOST_BAD:
        raise Refusal("sheet", _("这个文件里没有一行看得懂，请看看是不是传错了。"), status=422)
    batch = CodeBatch(
        id=new_id(),
        offer=offer,
        org_id=actor.org,
        org_root=actor.org_root,
        org_path=actor.org_path,
        supplier=delivery.supplier,
        file_name=delivery.name[:120],
        price=delivery.price,
        until=delivery.until,
        by_name=actor.name,
        at=now(),
    )
    bad = sorted([*bad, *coupons.bring(actor, offer, batch, good)])
    taken = len(good) - sum(why == coupon_rules.KNOWN for _line, why in bad)
    CodeBatch.objects.filter(id=batch.id).update(taken=taken, bad=bad[:MOST_BAD])
    if taken:
        _into_stock(actor, offer, taken, delivery)
    return Brought(batch.id, batch.org_path, taken, len(bad))


def _into_stock(actor: Actor, offer: Offer, taken: int, delivery: Delivery) -> None:
    """As many units as codes: the offer never gives out more than it holds."""
    root = offers.stock.standing([offer.id])[0]
    reason = _("%(who)s的券码") % {"who": delivery.supplier}
    offers.stock.receive(actor, offer.id, root.id, taken, reason)


@action(permit="benefits.see", audit="benefits.code_seen", silent=True)
def see(actor: Actor, *, claim_id: UUID) -> None:
    """Open one's own code."""
    coupons.see(actor, claim_id)


@dataclass(frozen=True, slots=True)
class Told:
    """What a supplier's list came to: lines by what became of them, and those not taken."""

    id: UUID
    org_path: str
    done: int
    again: int
    late: int
    stray: tuple[int, ...]
    unknown: tuple[int, ...]
    bad: tuple[coupon_rules.Bad, ...]


@action(permit="benefits.stock", audit="benefits.codes_redeemed", silent=True)
def redeem(actor: Actor, *, offer_id: UUID, name: str, content: bytes) -> Told:
    """Take over what a supplier says was used; what does not fit is named by its line."""
    offer = _of_codes(actor, offer_id)
    try:
        used, bad = coupon_rules.used_codes(_rows(name, content), now())
    except coupon_rules.NoColumn as wrong:
        raise Refusal("sheet", _(str(wrong)), status=422) from wrong
    became = coupons.redeem(offer, used)
    many = Counter(became.values())
    lines = {
        kind: tuple(sorted(n for n, what in became.items() if what == kind))
        for kind in ("stray", "unknown")
    }
    done = (many["done"], many["again"], many["late"])
    return Told(offer.id, offer.org_path, *done, lines["stray"], lines["unknown"], tuple(bad))


@action(permit="benefits.stock", audit="benefits.codes_settled", silent=True)
def settle(actor: Actor, *, offer_id: UUID, batch_id: UUID) -> Written:
    """A file for the supplier is taken away: used codes stand in it in the clear."""
    row = _of_codes(actor, offer_id)
    return Written(batch_id, row.org_path)


@action(permit="benefits.house", audit="benefits.codes_expired", silent=True)
def expire(actor: Actor) -> int:
    """Claims nobody came back to, and codes nobody used in time. One that nobody opened goes to
    somebody else, and so does its unit; an opened one is spent."""
    for claim in coupons.late():
        offers.claiming.step(actor, claim, "lapse")
    return coupons.expire()
