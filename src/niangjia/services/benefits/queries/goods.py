"""Reads of goods in kind: points, what stands there, what was handed out, receipts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from niangjia.kernel.acts.action import query
from niangjia.kernel.base import paging
from niangjia.kernel.base.clock import today
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.offers.door import (
    Item,
    Offer,
    Point,
    PointLine,
    Receipt,
    Shelf,
    stock_rules,
    stocking,
)

SIZE = 30
Sums = stock_rules.Sums


@dataclass(frozen=True, slots=True)
class Goods:
    """A kind of goods, and what happened to it as far as the actor sees."""

    id: UUID
    name: str
    unit: str
    cost: int
    org_name: str
    own: bool
    sums: Sums


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of the desk's list, and what is left there in all."""

    id: UUID
    name: str
    kind: str
    address: str
    hours: str
    org_name: str
    own: bool
    left: int
    stale: bool


def _items(actor: Actor) -> list[Item]:
    on_the_way = Q(org_path__startswith=actor.org_path) | Q(org_path__in=_above(actor))
    rows = Item.objects.filter(on_the_way, org_root=actor.org_root)
    return list(rows.order_by("-created_at", "-id")[:200])


def _above(actor: Actor) -> list[str]:
    parts = actor.org_path.rstrip(".").split(".")
    return [".".join(parts[:n]) + "." for n in range(1, len(parts) + 1)]


def _goods(actor: Actor, row: Item, sums: Sums) -> Goods:
    own = row.org_id == actor.org_id
    return Goods(row.id, row.name, row.unit, row.cost, row.org_name, own, sums)


@query(permit="benefits.hand")
def goods(actor: Actor) -> list[Goods]:
    """Goods of the union, those below and those above, the newest first."""
    rows = _items(actor)
    lines = stocking.lines(actor, item_id__in=[row.id for row in rows])
    found: dict[UUID, list[tuple[str, int, int]]] = {}
    grouped = lines.order_by().values_list("item_id", "verb")
    for item, verb, quantity, beyond in grouped.annotate(q=Sum("quantity"), b=Sum("beyond")):
        found.setdefault(item, []).append((verb, quantity, beyond))
    return [_goods(actor, row, stock_rules.sums(found.get(row.id, []))) for row in rows]


@query(permit="benefits.hand")
def points(actor: Actor) -> list[Spot]:
    """Points of the union and those below, with what is left; what goes off is marked."""
    rows = Point.objects.filter(org_root=actor.org_root, org_path__startswith=actor.org_path)
    found = list(rows.order_by("org_path", "name")[:500])
    soon = Q(expires__lte=today() + stock_rules.SOON_SPAN)
    stand = Shelf.objects.filter(point_id__in=[row.id for row in found], left__gt=0)
    sums = stand.order_by().values_list("point_id")
    left = {pk: (n, bad) for pk, n, bad in sums.annotate(n=Sum("left"), b=Count("id", filter=soon))}
    return [_spot(actor, row, *left.get(row.id, (0, 0))) for row in found]


def _spot(actor: Actor, row: Point, left: int, stale: int) -> Spot:
    own = row.org_id == actor.org_id
    facts = (row.name, row.kind, row.address, row.hours, row.org_name)
    return Spot(row.id, *facts, own, left, stale > 0)


@dataclass(frozen=True, slots=True)
class Stood:
    """What stands of some goods at a point, by the day it goes off."""

    expires: date | None
    left: int
    stale: str


@dataclass(frozen=True, slots=True)
class Stock:
    """Some goods at one point."""

    item: Goods
    shelves: tuple[Stood, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the books."""

    id: UUID
    at: datetime
    verb: str
    goods: str
    unit: str
    quantity: int
    beyond: int
    who: str
    paper: str
    reason: str
    by: str
    point: str


@dataclass(frozen=True, slots=True)
class AtPoint:
    """A point with all that stands there and its newest lines."""

    spot: Spot
    stocks: tuple[Stock, ...]
    lines: paging.Page[Entry]


@query(permit="benefits.hand")
def point(actor: Actor, point_id: UUID, cursor: str = "") -> AtPoint:
    """One point."""
    row = stocking.point_of(actor, point_id)
    stand: dict[UUID, list[Stood]] = {}
    for one in stocking.shelves(row.id):
        stale = stock_rules.stale(one.expires, today())
        stand.setdefault(one.item_id, []).append(Stood(one.expires, one.left, stale))
    sums = stocking.sums_by_item(actor, [row.id])
    items = sorted(Item.objects.filter(id__in=list(sums)), key=lambda one: one.name)
    stocks = [Stock(_goods(actor, i, sums[i.id]), tuple(stand.get(i.id, ()))) for i in items]
    spot = _spot(actor, row, sum(s.left for one in stand.values() for s in one), 0)
    return AtPoint(spot, tuple(stocks), _lines(actor, cursor, point_id=row.id))


def _lines(actor: Actor, cursor: str, **where: object) -> paging.Page[Entry]:
    """Lines of the books, the newest first."""
    rows = stocking.lines(actor, **where).select_related("item", "point")
    if after := paging.decode(cursor, paging.moment, UUID):
        at, last = after
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=last))
    found = [_entry(row) for row in rows.order_by("-at", "-id")[: SIZE + 1]]
    return paging.page(found, SIZE, lambda one: (one.at.isoformat(), str(one.id)))


def _entry(row: PointLine) -> Entry:
    said = (row.who, row.paper, row.reason, row.by_name, row.point.name)
    goods = (row.item.name, row.item.unit)
    return Entry(row.id, row.at, row.verb, *goods, row.quantity, row.beyond, *said)


@dataclass(frozen=True, slots=True)
class Part:
    """What happened to some goods at one point."""

    point_id: UUID
    point: str
    org: str
    sums: Sums


@dataclass(frozen=True, slots=True)
class Account:
    """Some goods: all of it, point by point, day by day, and what firms signed for."""

    item: Goods
    parts: tuple[Part, ...]
    total: Sums
    days: tuple[tuple[str, date, int], ...]
    signed: int
    unsigned: int
    fen: int


@query(permit="benefits.hand")
def account(actor: Actor, item_id: UUID) -> Account:
    """One kind of goods by point: in, out, left."""
    row = stocking.item_of(actor, item_id)
    sums = stocking.sums_by_point(actor, row.id)
    names = {p.id: p for p in Point.objects.filter(id__in=list(sums)).order_by("org_path", "name")}
    parts = tuple(Part(k, p.name, p.org_name, sums[k]) for k, p in names.items())
    total = stock_rules.whole({part.point_id: part.sums for part in parts})
    days = tuple(
        (names[pk].name, day, n)
        for pk, day, n in stocking.by_day(actor, row.id)
        if pk in names and n
    )
    held = _receipts(actor, row.id).order_by().values_list("state")
    told = {s: (n, fen) for s, n, fen in held.annotate(n=Count("id"), f=Sum("fen"))}
    signed, fen = told.get("signed", (0, 0))
    waits, more = told.get("handed", (0, 0))
    return Account(_goods(actor, row, total), parts, total, days, signed, waits, fen + more)


@query(permit="benefits.hand")
def lines(actor: Actor, item_id: UUID, cursor: str = "") -> paging.Page[Entry]:
    """The books of one kind of goods, the newest first."""
    row = stocking.item_of(actor, item_id)
    return _lines(actor, cursor, item_id=row.id)


@dataclass(frozen=True, slots=True)
class Slip:
    """A receipt of a firm."""

    id: UUID
    number: str
    firm: str
    goods: str
    unit: str
    quantity: int
    fen: int
    state: str
    signer: str
    by_firm: bool
    signed_at: datetime | None
    by: str
    at: datetime
    due_at: datetime | None
    own: bool
    org: str


def _receipts(actor: Actor, item_id: UUID) -> QuerySet[Receipt]:
    """Receipts of some goods, of the union and those below."""
    rows = Receipt.objects.filter(org_root=actor.org_root, org_path__startswith=actor.org_path)
    return rows.filter(item_id=item_id)


def _slip(actor: Actor, row: Receipt) -> Slip:
    what = (row.number, row.firm_name, row.goods, row.unit, row.quantity, row.fen, row.state)
    signed = (row.signer, row.by_firm, row.signed_at, row.by_name, row.at, row.due_at)
    return Slip(row.id, *what, *signed, row.org_id == actor.org_id, row.org_name)


@query(permit="benefits.hand")
def slips(actor: Actor, item_id: UUID) -> list[Slip]:
    """Receipts of one kind of goods: those not signed yet in front."""
    row = stocking.item_of(actor, item_id)
    found = _receipts(actor, row.id).order_by("-id")[:500]
    return sorted((_slip(actor, one) for one in found), key=lambda one: one.state != "handed")


@query(permit="benefits.stock")
def own_slip(actor: Actor, item_id: UUID, slip_id: UUID) -> Slip:
    """A receipt the acting union wrote; another is Hidden."""
    found = Receipt.objects.filter(id=slip_id, item_id=item_id, org_id=actor.org).first()
    if found is None:
        raise Hidden("no_receipt")
    return _slip(actor, found)


@query(permit="benefits.sign")
def for_firm(actor: Actor) -> list[Slip]:
    """What the union handed to the acting firm: what is not signed yet in front."""
    rows = Receipt.objects.filter(firm_id=actor.org).exclude(state=Receipt.States.UNDONE)
    found = [_slip(actor, one) for one in rows.order_by("-id")[:200]]
    return sorted(found, key=lambda one: one.state != "handed")


@dataclass(frozen=True, slots=True)
class AtGate:
    """What a cadre at a gate needs: what is handed out here and how much there is."""

    spot: Spot
    item: Goods
    left: int
    stale: int
    today: int


@query(permit="benefits.hand")
def gate(actor: Actor, point_id: UUID, item_id: UUID) -> AtGate:
    """One kind of goods at one point, and how many went today."""
    row, item = stocking.point_of(actor, point_id), stocking.item_of(actor, item_id)
    left, gone = stocking.handable(row.id, item.id)
    went = stocking.handed_on(row.id, item.id, today())
    return AtGate(_spot(actor, row, left, 0), _goods(actor, item, Sums()), left, gone, went)


@query(permit="benefits.hand")
def offers(actor: Actor) -> list[tuple[UUID, str]]:
    """Offers of goods of the union that are not over, to hand out from."""
    rows = Offer.objects.filter(org_id=actor.org, kind=Offer.Kinds.GOODS)
    live = rows.filter(state__in=("draft", "open", "paused")).order_by("-id")
    return list(live.values_list("id", "title")[:100])
