"""Writes of voucher codes: a delivery comes, a holder opens one, a supplier says what was used."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import Written, action
from niangjia.kernel.base.clock import now, today
from niangjia.kernel.base.context import act
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Hidden, Refusal
from niangjia.kernel.offers import door as offers
from niangjia.kernel.offers.door import CodeBatch, Offer, coupon_rules, coupons
from niangjia.kernel.people import door as people

#: A file with more bad lines and no good one is another kind of file.
MOST_BAD = coupons.MOST_BAD


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
    #: Lines a job still takes.
    waiting: int


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
    batch.bad = [list(one) for one in bad[:MOST_BAD]]
    coupons.bring(offer, batch, good)
    waiting = batch.lines - batch.done
    if waiting:
        _go_on(batch.id)
    return Brought(batch.id, batch.org_path, batch.taken, len(batch.bad), waiting)


def _go_on(batch_id: UUID) -> None:
    act().defer("benefits.take_codes", lock=f"codes:{batch_id}", batch_id=str(batch_id))


#: Why a delivery stops when nothing else is said.
NOT_NOW = noop("现在进不了。")


@action(permit="benefits.house", audit="benefits.codes_taken", silent=True)
def take_slice(actor: Actor, *, batch_id: UUID) -> bool:
    """The next lines of a large delivery; whether there may be more."""
    return coupons.take_slice(batch_id)


@action(permit="benefits.house", audit="benefits.codes_stopped", silent=True)
def stop(actor: Actor, *, batch_id: UUID, why: str) -> None:
    """The rest waits: there is no money for it, or the offer is over."""
    CodeBatch.objects.filter(id=batch_id).update(stopped=why[:120] or _(NOT_NOW))


@action(permit="benefits.stock", audit="benefits.codes_resumed", silent=True)
def resume(actor: Actor, *, offer_id: UUID, batch_id: UUID) -> Written:
    """Go on with what waits."""
    row = _of_codes(actor, offer_id)
    if not CodeBatch.objects.filter(id=batch_id, offer=row).exclude(stopped="").update(stopped=""):
        raise Hidden("no_batch")
    _go_on(batch_id)
    return Written(batch_id, row.org_path)


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
