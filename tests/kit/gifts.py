"""The world's offers: what unions give, who took one, who waits; and who may know of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import models

from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Post
from niangjia.kernel.offers.models import (
    Bucket,
    Claim,
    Offer,
    Picture,
    Portion,
    Quota,
    StockLine,
    Waiter,
)

from . import sight
from .hats import FAR, THEN, Hat, World, canary

Sees = Callable[[World, Hat, Any], bool]
DUE = THEN + timedelta(days=60)
#: Union, state of its offer, and the unions whose worker took one.
OFFERS = (
    ("a", "open", ("a1x", "a2x")),
    ("a1x", "open", ("a1x",)),
    # In the middle: the matrix asks about it, and the steps of a draft open nowhere else.
    ("a1", "draft", ()),
    ("a1y", "withdrawn", ("a1y",)),
    ("b2y", "ended", ("b2y",)),
)


def sow(world: World) -> None:
    """One offer of a district, of a town and of unions, with one of everything."""
    for key, state, takers in OFFERS:
        row = world.add(_offer(world, key, state))
        node = world.add(_node(row, key))
        world.add(Bucket(quota_id=node.id, slot=0, left=5))
        world.add(
            StockLine(
                id=new_id(),
                offer=row,
                org_id=row.org_id,
                to_quota=node,
                verb="receive",
                quantity=5 + len(takers),
                reason=canary("reason", key),
                by_name=canary("speaker", f"stock/{key}"),
                at=THEN,
                **_place(row),
            )
        )
        world.add(_picture(row, key))
        world.add(_portion(row, node, key))
        for taker in takers:
            world.add(_claim(world, row, node, taker))
            world.add(_waiter(world, row, taker))


def _place(row: Any) -> dict[str, Any]:
    return {"org_root": row.org_root, "org_path": row.org_path}


def _offer(world: World, key: str, state: str) -> Offer:
    org, hat = world.orgs[key], world.hats[f"{key}.chair"]
    over = state in ("ended", "withdrawn")
    return Offer(
        id=new_id(),
        service="benefits",
        org_id=org.id,
        org_name=org.name,
        kind="goods",
        mode="first",
        title=canary("offer", key),
        text=canary("gift", key),
        pick_where=canary("where", key),
        opens_at=THEN,
        closes_at=FAR,
        state=state,
        waiting=True,
        by_id=hat.person.id,
        by_name=canary("speaker", f"offer/{key}"),
        created_at=THEN,
        moved_at=THEN,
        due_at=None if over else DUE,
        closed_at=THEN if over else None,
        org_root=org.root,
        org_path=org.path,
    )


def _node(row: Offer, key: str) -> Quota:
    return Quota(
        id=new_id(),
        offer=row,
        owner_id=row.org_id,
        org_id=row.org_id,
        org_name=row.org_name,
        label=canary("node", key),
        granted=5,
        **_place(row),
    )


def _picture(row: Offer, key: str) -> Picture:
    return Picture(
        id=new_id(),
        offer=row,
        org_id=row.org_id,
        position=1,
        alt=canary("alt", key),
        kind="photo",
        media="image/jpeg",
        size=900,
        thumb_size=90,
        seconds=0,
        width=60,
        height=40,
        salt=canary("salt", f"offer/{key}"),
        by_name=canary("speaker", f"picture/{key}"),
        at=THEN,
        **_place(row),
    )


def _portion(row: Offer, node: Quota, key: str) -> Portion:
    return Portion(
        id=new_id(),
        offer=row,
        org_id=row.org_id,
        quota=node,
        kept=node,
        quantity=3,
        at=FAR,
        by_name=canary("speaker", f"portion/{key}"),
        planned_at=THEN,
        **_place(row),
    )


def _claim(world: World, row: Offer, node: Quota, union: str) -> Claim:
    person = world.people[f"{union}-asker"]
    return Claim(
        id=new_id(),
        offer=row,
        quota=node,
        org_id=row.org_id,
        title=row.title,
        person_id=person.id,
        name=person.name,
        home_path=person.home_path,
        number=f"{row.org_path[-4:]}{union}",
        pick_code=union.upper(),
        state="granted",
        note=canary("claim", f"{row.org_path}/{union}"),
        at=THEN,
        moved_at=THEN,
        due_at=DUE,
        **_place(row),
    )


def _waiter(world: World, row: Offer, union: str) -> Waiter:
    person = world.people[f"{union}-colleague"]
    return Waiter(
        id=new_id(),
        group=row.id,
        org_id=row.org_id,
        title=row.title,
        person_id=person.id,
        name=person.name,
        home_path=person.home_path,
        wanted=[str(row.id)],
        at=THEN,
        moved_at=THEN,
        due_at=DUE,
        **_place(row),
    )


def shown_to(hat: Hat, row: Any) -> bool:
    """At or above the hat's union, of the same operating union."""
    return bool(row.org_root == hat.org.root and hat.org.path.startswith(row.org_path))


def sees_offer(world: World, hat: Hat, row: Offer) -> bool:
    """Published: whoever it is for. Else its union, those above, and who took one."""
    shown = row.state not in ("draft", "withdrawn") and shown_to(hat, row)
    if hat.post == Post.WORKER:
        took = [one for one in world.all(Claim) if one.offer_id == row.id]
        return shown or any(sight.mine(hat, one.person_id) for one in took)
    inside = sight.within(hat, row.org_root, row.org_path)
    return sight.staff(hat) and (shown or inside or row.org_id == hat.org.id)


def sees_quota(world: World, hat: Hat, row: Quota) -> bool:
    if hat.post == Post.WORKER:
        return shown_to(hat, row)
    near = sight.within(hat, row.org_root, row.org_path) or shown_to(hat, row)
    return sight.staff(hat) and (near or row.owner_id == hat.org.id)


def sees_line(world: World, hat: Hat, row: StockLine) -> bool:
    inside = sight.within(hat, row.org_root, row.org_path)
    return sight.staff(hat) and (inside or row.org_id == hat.org.id)


def sees_claim(world: World, hat: Hat, row: Any) -> bool:
    """The person; the union that offers; whoever has the person in their part."""
    if hat.post == Post.WORKER:
        return sight.mine(hat, row.person_id)
    inside = sight.within(hat, row.org_root, row.home_path)
    return sight.staff(hat) and (inside or row.org_id == hat.org.id)


def sees_picture(world: World, hat: Hat, row: Picture) -> bool:
    """Whoever sees the offer."""
    offer = next(one for one in world.all(Offer) if one.id == row.offer_id)
    return sees_offer(world, hat, offer)


def runs_offer(world: World, hat: Hat, row: Offer) -> bool:
    return sight.staff(hat) and row.org_id == hat.org.id


def keeps_offer(world: World, hat: Hat, row: Offer) -> bool:
    """Whose page an offer has: its union's desk, and workers who may see it."""
    if hat.post == Post.WORKER:
        return sees_offer(world, hat, row)
    return runs_offer(world, hat, row)


def keeps_claim(world: World, hat: Hat, row: Claim) -> bool:
    """The person's own page; the desk of the union that offers."""
    if hat.post == Post.WORKER:
        return sight.mine(hat, row.person_id)
    return sight.staff(hat) and row.org_id == hat.org.id


def nobody(world: World, hat: Hat, row: object) -> bool:
    return False


#: Who sees a row, and whose UPDATE may touch it.
SEES: dict[type[models.Model], Sees] = {
    Offer: sees_offer,
    Picture: sees_picture,
    Quota: sees_quota,
    Bucket: nobody,
    StockLine: sees_line,
    Portion: sees_line,
    Claim: sees_claim,
    Waiter: sees_claim,
}
CHANGES: dict[type[models.Model], Sees] = {
    Offer: runs_offer,
    Picture: lambda world, hat, row: sight.staff(hat) and row.org_id == hat.org.id,
    Claim: sees_claim,
    Waiter: sees_claim,
}
#: Tables firms and administrators hold no grant on, workers none, unions none.
ALL: frozenset[type[models.Model]] = frozenset(SEES)
OF_UNIONS: frozenset[type[models.Model]] = frozenset({StockLine, Portion, Bucket})
OF_NOBODY: frozenset[type[models.Model]] = frozenset({Bucket})
