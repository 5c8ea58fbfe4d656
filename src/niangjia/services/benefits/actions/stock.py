"""Writes of goods in kind: goods, points, what comes, goes and is counted, and who signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import Written, action
from niangjia.kernel.acts.flow import Due, move
from niangjia.kernel.base.clock import now, today
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.periods import Period, Unit, deadline
from niangjia.kernel.base.types import Actor, Hidden, Post, Refusal
from niangjia.kernel.base.wording import insist, phrase
from niangjia.kernel.notices import door as notices
from niangjia.kernel.offers import door as offers
from niangjia.kernel.offers.door import Item, Point, Receipt, stock_rules, stocking
from niangjia.kernel.people import door as people
from niangjia.kernel.rules import door as calendar

#: In which a firm signs for what it got.
SIGNED_IN = Period(5, Unit.WORKING)
#: Where a firm does so.
FIRM = "/firm/benefits/"


@dataclass(frozen=True, slots=True)
class Came:
    """What came: where from, by which paper, and the day it goes off (none: never)."""

    quantity: int
    source: str
    who: str
    paper: str
    expires: date | None


def _place(actor: Actor) -> dict[str, object]:
    return {
        "org_id": actor.org,
        "org_name": actor.org_name,
        "org_root": actor.org_root,
        "org_path": actor.org_path,
    }


@action(permit="benefits.stock", audit="benefits.goods_named", silent=True)
def name_goods(
    actor: Actor, *, name: str, unit: str, cost: int, offer_id: UUID | None = None
) -> Written:
    """Write down a kind of goods. With an offer, its claims are handed out from them."""
    if offer_id:
        offers.offering.of_mine(actor, offer_id)
    made = Item(id=new_id(), name=name, unit=unit, cost=cost, offer_id=offer_id, **_place(actor))
    made.by_name, made.created_at = actor.name, now()
    _save(made, _("已经有一种物资叫这个名字了。"))
    return Written(made.id, made.org_path)


@action(permit="benefits.stock", audit="benefits.point_opened", silent=True)
def open_point(actor: Actor, *, name: str, kind: str, address: str, hours: str) -> Written:
    """Write down a point where things are handed out."""
    made = Point(id=new_id(), name=name, kind=kind, address=address, hours=hours, **_place(actor))
    made.created_at = now()
    _save(made, _("已经有一个点叫这个名字了。"))
    return Written(made.id, made.org_path)


def _save(row: Item | Point, twice: str) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as wrong:
        raise Refusal("named_twice", twice, status=422) from wrong


def _both(actor: Actor, point_id: UUID, item_id: UUID) -> Point:
    stocking.item_of(actor, item_id)
    return stocking.point_of(actor, point_id)


@action(permit="benefits.stock", audit="benefits.goods_received", silent=True)
def receive(actor: Actor, *, point_id: UUID, item_id: UUID, came: Came) -> Written:
    """Something came from a donor or a seller."""
    point = _both(actor, point_id, item_id)
    verdict = stock_rules.may_receive(came.source, came.who, came.paper, came.expires, today())
    insist(verdict, "receive", status=422)
    said = {"source": came.source, "who": came.who, "paper": came.paper}
    stocking.receive(actor, point_id, item_id, came.quantity, came.expires, **said)
    return Written(point.id, point.org_path)


NOT_ENOUGH = noop("这个点没有这么多，请先看看还剩多少。")


def _enough(ok: bool) -> None:
    if not ok:
        raise Refusal("not_enough", _(NOT_ENOUGH), status=422)


@action(permit="benefits.stock", audit="benefits.goods_sent", silent=True)
def send(
    actor: Actor, *, point_id: UUID, to_id: UUID, item_id: UUID, quantity: int, reason: str = ""
) -> Written:
    """Carry some to another point."""
    point = _both(actor, point_id, item_id)
    stocking.point_of(actor, to_id)
    if to_id == point_id:
        raise Refusal("same_point", _("调到哪个点？不能是这个点自己。"), status=422)
    _enough(stocking.send(actor, point_id, to_id, item_id, quantity, reason=reason))
    return Written(point.id, point.org_path)


@action(permit="benefits.stock", audit="benefits.goods_gone", silent=True)
def take(
    actor: Actor, *, point_id: UUID, item_id: UUID, quantity: int, verb: str, reason: str
) -> Written:
    """Something went another way than to people: spoiled, or back to whoever brought it."""
    point = _both(actor, point_id, item_id)
    if verb not in ("spoil", "back"):
        raise Hidden("no_verb")
    _enough(stocking.out(actor, point_id, item_id, quantity, verb, reason=reason) == 0)
    return Written(point.id, point.org_path)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a count found: `more` than the books had, or fewer (below none)."""

    id: UUID
    org_path: str
    more: int


@action(permit="benefits.stock", audit="benefits.goods_counted", silent=True)
def count(
    actor: Actor, *, point_id: UUID, item_id: UUID, counted: int, reason: str = ""
) -> Counted:
    """Count by hand; the difference stays visible."""
    point = _both(actor, point_id, item_id)
    more = stocking.count(actor, point_id, item_id, counted, reason=reason)
    return Counted(point.id, point.org_path, more)


@action(permit="benefits.hand", audit="benefits.counted_offline", silent=True)
def hand_offline(
    actor: Actor, *, point_id: UUID, item_id: UUID, quantity: int, reason: str
) -> Counted:
    """Handed out without a net and counted on paper. More than the books had is said, not hidden.

    Returns as `more` what was beyond the books.
    """
    point = _both(actor, point_id, item_id)
    beyond = stocking.out(actor, point_id, item_id, quantity, "offline", reason=reason)
    return Counted(point.id, point.org_path, beyond)


@dataclass(frozen=True, slots=True)
class Passed:
    """A pack handed out at a gate; `key` takes it back."""

    id: UUID
    org_path: str
    key: UUID


#: A plate that had one today: neither where nor when is known, and so neither is said.
AGAIN = noop("这辆车今天领过了，明天再来就能领。")


@action(permit="benefits.hand", audit="benefits.handed", silent=True)
def hand_at_gate(actor: Actor, *, point_id: UUID, item_id: UUID, blinded: str) -> Passed:
    """One pack to a driver without a name: once a day, whichever gate it was."""
    point = _both(actor, point_id, item_id)
    became, key = stocking.gate_hand(actor, point_id, item_id, blinded)
    if became == "again":
        raise Refusal("again", _(AGAIN), status=422)
    if became == "none":
        left, gone = stocking.handable(point_id, item_id)
        unit = Item.objects.values_list("unit", flat=True).get(id=item_id)
        insist(stock_rules.may_hand(left, gone, unit), "none", status=422)
    return Passed(point.id, point.org_path, key)


@action(permit="benefits.hand", audit="benefits.handed_unseen", silent=True)
def hand_without_plate(actor: Actor, *, point_id: UUID, item_id: UUID, reason: str) -> Written:
    """One pack where no plate can be read. It stands in the books with its reason."""
    point = _both(actor, point_id, item_id)
    _enough(stocking.out(actor, point_id, item_id, 1, "hand", reason=reason) == 0)
    return Written(point.id, point.org_path)


@action(permit="benefits.hand", audit="benefits.hand_undone", silent=True)
def undo_at_gate(actor: Actor, *, key: UUID) -> None:
    """The last one was a slip of the hand."""
    if not stocking.gate_undo(actor, key):
        raise Refusal("nothing_to_undo", _("这一份已经撤回过了，或者过了当天。"), status=422)


def _due(start: datetime) -> Due:
    return lambda _clock: deadline(start, SIGNED_IN, calendar.calendar())


#: What a firm is told.
FOR_YOU = (
    noop("工会给单位送了东西，请签收"),
    noop("%(goods)s %(n)d %(unit)s，单号 %(number)s。点开核对，签个收。"),
)


@action(permit="benefits.stock", audit="benefits.goods_handed")
def hand_to_firm(
    actor: Actor, *, point_id: UUID, item_id: UUID, firm_id: UUID, quantity: int
) -> Written:
    """Hand goods to an employer against a receipt, which the firm signs."""
    point = _both(actor, point_id, item_id)
    item = stocking.item_of(actor, item_id)
    firm = people.org(firm_id)
    if firm is None or firm.kind != "employer" or firm.root != actor.org_root:
        raise Hidden("no_firm")
    receipt_id = new_id()
    made = Receipt(
        id=receipt_id,
        point=point,
        item=item,
        firm_id=firm.id,
        firm_name=firm.name,
        goods=item.name,
        unit=item.unit,
        quantity=quantity,
        fen=quantity * item.cost,
        number=_number(receipt_id),
        by_name=actor.name,
        at=now(),
        moved_at=now(),
        due_at=_due(now())(stock_rules.SIGNED_IN),
        **_place(actor),
    )
    said = {"who": firm.name, "paper": made.number, "receipt_id": made.id}
    _enough(stocking.out(actor, point_id, item_id, quantity, "hand", **said) == 0)
    made.save(force_insert=True)
    text = phrase(FOR_YOU[1], goods=made.goods, n=quantity, unit=made.unit, number=made.number)
    posts = (Post.RESPONDER,)
    notices.tell_posts(firm.id, posts, service="benefits", title=FOR_YOU[0], text=text, link=FIRM)
    return Written(made.id, made.org_path)


def _number(receipt_id: UUID) -> str:
    """The number of a receipt: its day and six signs of its own."""
    return f"W{today():%Y%m%d}-{receipt_id.hex[-6:].upper()}"


@action(permit="benefits.stock", audit="benefits.receipt_entered", silent=True)
def sign_on_paper(actor: Actor, *, receipt_id: UUID, signer: str) -> Written:
    """The firm signed on paper; the cadre writes down who."""
    row = Receipt.objects.filter(id=receipt_id, org_id=actor.org).first()
    return _sign(actor, row, signer, by_firm=False)


@action(permit="benefits.sign", audit="benefits.receipt_signed", silent=True)
def sign(actor: Actor, *, receipt_id: UUID) -> Written:
    """The firm signs for what it got."""
    row = Receipt.objects.filter(id=receipt_id, firm_id=actor.org).first()
    return _sign(actor, row, actor.name, by_firm=True)


def _sign(actor: Actor, row: Receipt | None, signer: str, *, by_firm: bool) -> Written:
    if row is None:
        raise Hidden("no_receipt")
    said = {"signer": signer, "by_firm": by_firm, "signed_at": now()}
    move(actor, row, "sign", stock_rules.RECEIPT, _due(now()), **said)
    return Written(row.id, row.org_path)


@action(permit="benefits.stock", audit="benefits.receipt_undone", silent=True)
def undo_receipt(actor: Actor, *, receipt_id: UUID) -> Written:
    """The goods came back unsigned: they stand where they stood."""
    row = Receipt.objects.filter(id=receipt_id, org_id=actor.org).first()
    if row is None:
        raise Hidden("no_receipt")
    move(actor, row, "undo", stock_rules.RECEIPT, _due(now()))
    stocking.undo(actor, receipt=row.id)
    return Written(row.id, row.org_path)


@action(permit="benefits.house", audit="benefits.days_forgotten", silent=True)
def forget_days(actor: Actor) -> int:
    """Destroy the salts of days before today: no token can be told from another any more."""
    return int(stocking.ask("api.forget_salts(%s)", [today()]))
