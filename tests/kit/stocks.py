"""The world's goods: what stands where, what was handed out, who signs; and who may know of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import models

from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.sealed import seal
from niangjia.kernel.base.types import Post
from niangjia.kernel.offers import coupons, parcelling
from niangjia.kernel.offers.models import (
    Claim,
    Code,
    CodeBatch,
    CodeSlice,
    HandOut,
    Item,
    Offer,
    Parcel,
    Point,
    PointLine,
    Posting,
    Receipt,
    Shelf,
)

from . import gifts, sight
from .hats import THEN, Hat, World, canary

Sees = Callable[[World, Hat, Any], bool]
DUE = THEN + timedelta(days=60)


def sow(world: World) -> None:
    """Goods and a point of a district, of a town and of unions, with one of everything."""
    for key, firm in (
        ("a", "a1x-firm"),
        ("a1", "a1y-firm"),
        ("a1x", "a1x-firm"),
        ("b2y", "b2y-firm"),
    ):
        org = world.orgs[key]
        place: dict[str, Any] = {"org_root": org.root, "org_path": org.path}
        owner = {"org_id": org.id, "org_name": org.name, **place}
        item = world.add(
            Item(
                id=new_id(),
                name=canary("goods", key),
                unit="份",
                cost=100,
                by_name=canary("speaker", f"goods/{key}"),
                created_at=THEN,
                **owner,
            )
        )
        name = canary("point", key)
        point = world.add(Point(id=new_id(), name=name, kind="gate", created_at=THEN, **owner))
        stood = {"item": item, "point": point}
        world.add(Shelf(id=new_id(), left=3, **stood, **place))
        world.add(_line(world, key, stood, place))
        token = new_id().hex
        world.add(HandOut(org_root=org.root, day=THEN.date(), token=token, **stood))
        world.add(_receipt(world, key, firm, stood, owner))


def sow_claimed(world: World) -> None:
    """A code and a parcel with every claim, after offers are sown."""
    for offer in world.all(Offer):
        place = {"org_id": offer.org_id, "org_root": offer.org_root, "org_path": offer.org_path}
        key = canary("supplier", offer.title.strip("[]").partition(":")[2])
        more = {"price": 1, "until": DUE.date(), "by_name": key, "at": THEN}
        batch = CodeBatch(id=new_id(), offer=offer, supplier=key, file_name="a", **more, **place)
        world.add(batch)
        one = new_id()
        sealed = seal("[]", coupons.SLICES, one)
        world.add(CodeSlice(id=one, batch=batch, n=0, sealed=sealed, at=THEN, **place))
        said = {"courier": key, "grams": 1000, "fen": 100}
        world.add(Posting(id=new_id(), offer=offer, **said, **place))
        for claim in world.all(Claim):
            if claim.offer_id == offer.id:
                _sealed(world, claim, batch, place)


def _sealed(world: World, claim: Claim, batch: CodeBatch, place: dict[str, Any]) -> None:
    index, code, parcel = new_id().hex, new_id(), new_id()
    to = {"name": "李", "phone": "13800000000", "region": "330199", "street": "1", "holds": "1"}
    world.add(
        Code(
            id=code,
            offer_id=claim.offer_id,
            batch=batch,
            sealed=seal("CODE-1", coupons.COLUMN, code),
            index=index,
            until=DUE.date(),
            state="issued",
            claim_id=claim.id,
            moved_at=THEN,
            **place,
        )
    )
    world.add(
        Parcel(
            id=parcel,
            claim_id=claim.id,
            offer_id=claim.offer_id,
            person_id=claim.person_id,
            sealed=seal(json.dumps(to), parcelling.COLUMN, parcel),
            said_at=THEN,
            **place,
        )
    )


def _line(world: World, key: str, stood: dict[str, Any], place: dict[str, Any]) -> PointLine:
    return PointLine(
        id=new_id(),
        verb="receive",
        quantity=3,
        who=canary("donor", key),
        paper=canary("paper", key)[:40],
        by_id=world.hats[f"{key}.chair"].person.id,
        by_name=canary("speaker", f"line/{key}"),
        at=THEN,
        **stood,
        **place,
    )


def _receipt(
    world: World, key: str, firm: str, stood: dict[str, Any], owner: dict[str, Any]
) -> Receipt:
    there = world.orgs[firm]
    return Receipt(
        id=new_id(),
        firm_id=there.id,
        firm_name=there.name,
        number=f"W-{key}",
        goods=canary("handed", key),
        unit="份",
        quantity=1,
        fen=100,
        by_name=canary("speaker", f"slip/{key}"),
        at=THEN,
        moved_at=THEN,
        due_at=DUE,
        **stood,
        **owner,
    )


def above(hat: Hat, row: Any) -> bool:
    """Of the hat's union or one above it, up to the operating one."""
    return bool(row.org_root == hat.org.root and hat.org.path.startswith(row.org_path))


def in_part(world: World, hat: Hat, row: Any) -> bool:
    return sight.staff(hat) and sight.within(hat, row.org_root, row.org_path)


def sees_item(world: World, hat: Hat, row: Item) -> bool:
    """Of unions below and above: what a city buys stands in the towns."""
    return in_part(world, hat, row) or (sight.staff(hat) and above(hat, row))


def sees_point(world: World, hat: Hat, row: Point) -> bool:
    """Workers too: it is where they collect."""
    worker = hat.post == Post.WORKER and above(hat, row)
    return worker or sees_item(world, hat, row)  # type: ignore[arg-type]


def firm_got(world: World, hat: Hat, row: Receipt) -> bool:
    return hat.post == Post.RESPONDER and row.firm_id == hat.org.id


def sees_receipt(world: World, hat: Hat, row: Receipt) -> bool:
    return in_part(world, hat, row) or firm_got(world, hat, row)


def own(world: World, hat: Hat, row: Any) -> bool:
    return sight.staff(hat) and row.org_id == hat.org.id


def signs(world: World, hat: Hat, row: Receipt) -> bool:
    return own(world, hat, row) or firm_got(world, hat, row)


def sees_batch(world: World, hat: Hat, row: Any) -> bool:
    return own(world, hat, row) or in_part(world, hat, row)


def sees_posting(world: World, hat: Hat, row: Posting) -> bool:
    """Workers too, with the offer it belongs to."""
    offer = next(one for one in world.all(Offer) if one.id == row.offer_id)
    worker = hat.post == Post.WORKER and gifts.sees_offer(world, hat, offer)
    return worker or sees_batch(world, hat, row)


def sees_code(world: World, hat: Hat, row: Code) -> bool:
    """Its holder and the union that offers: without the key of the house nobody reads it."""
    claim = next(one for one in world.all(Claim) if one.id == row.claim_id)
    worker = hat.post == Post.WORKER and sight.mine(hat, claim.person_id)
    return worker or own(world, hat, row)


def sees_parcel(world: World, hat: Hat, row: Parcel) -> bool:
    worker = hat.post == Post.WORKER and sight.mine(hat, row.person_id)
    return worker or own(world, hat, row)


def hands_out(world: World, hat: Hat, row: Offer) -> bool:
    """The union that offers, and those below it once it is out."""
    out = row.state not in ("draft", "withdrawn") and above(hat, row)
    return own(world, hat, row) or (sight.staff(hat) and out)


def nobody(world: World, hat: Hat, row: object) -> bool:
    return False


#: Who sees a row, and whose UPDATE may touch it.
SEES: dict[type[models.Model], Sees] = {
    Item: sees_item,
    Point: sees_point,
    Shelf: in_part,
    PointLine: in_part,
    HandOut: nobody,
    Receipt: sees_receipt,
    CodeBatch: sees_batch,
    Code: sees_code,
    CodeSlice: lambda world, hat, row: sight.staff(hat) and row.org_id == hat.org.id,
    Posting: sees_posting,
    Parcel: sees_parcel,
}
CHANGES: dict[type[models.Model], Sees] = {
    **dict.fromkeys((Item, Point, CodeBatch, Posting), own),
    Receipt: signs,
    Parcel: sees_parcel,
}
#: Tables administrators hold no grant on; firms, workers, unions none.
ALL: frozenset[type[models.Model]] = frozenset(SEES)
NOT_FIRMS: frozenset[type[models.Model]] = ALL - {Receipt}
NOT_WORKERS: frozenset[type[models.Model]] = ALL - {Point, Code, Posting, Parcel}
OF_NOBODY: frozenset[type[models.Model]] = frozenset({HandOut})
