"""The world's visits: one to a place of work and one to a home in each part, and who may know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Post
from niangjia.kernel.offers.models import BudgetLine, Visit, VisitedHome

from . import sight
from .hats import THEN, Hat, World, canary

#: Who went, where it was not the chair.
WENT = {"a": "a.officer"}
Sees = Callable[[World, Hat, Any], bool]
#: Who keeps a campaign, and whose home they went to.
HOMES = {"a": "a1x-colleague", "b2y": "b2y-colleague"}


def sow(world: World) -> None:
    """Out of every campaign's first track: a visit to a site, and one to a home of its part."""
    met: set[str] = set()
    for line in world.all(BudgetLine):
        key = next(k for k, org in world.orgs.items() if org.id == line.org_id)
        if key in met:
            continue
        met.add(key)
        world.add(_visit(world, key, line, "site"))
        if key in HOMES:
            visit = world.add(_visit(world, key, line, "home"))
            world.add(_home(world, visit, HOMES[key]))


def _visit(world: World, key: str, line: BudgetLine, kind: str) -> Visit:
    org = world.orgs[key]
    site = {"place": canary("site", key), "signer": canary("signer", key)}
    return Visit(
        id=new_id(),
        campaign_id=line.campaign_id,
        line=line,
        org_id=org.id,
        org_root=org.root,
        org_path=org.path,
        org_name=org.name,
        number=f"Z-{key}-{kind}",
        kind=kind,
        day=THEN.date(),
        people=1,
        fen=100,
        visitors=canary("visitors", f"{key}/{kind}"),
        by_id=world.hats[WENT.get(key, f"{key}.chair")].person.id,
        by_name=canary("speaker", f"visit/{key}/{kind}"),
        at=THEN,
        moved_at=THEN,
        due_at=THEN,
        **(site if kind == "site" else {}),
    )


def _home(world: World, visit: Visit, who: str) -> VisitedHome:
    return VisitedHome(
        id=new_id(),
        visit=visit,
        org_id=visit.org_id,
        org_root=visit.org_root,
        org_path=visit.org_path,
        person_id=world.people[who].id,
        name=canary("visited", who),
        number=visit.number,
        by_id=visit.by_id,
        at=THEN,
    )


def _home_of(world: World, row: Visit) -> VisitedHome | None:
    return next((one for one in world.all(VisitedHome) if one.visit_id == row.id), None)


def visited(world: World, hat: Hat, row: Visit) -> bool:
    """The visited person, as a worker."""
    home = _home_of(world, row)
    return hat.post == Post.WORKER and home is not None and sight.mine(hat, home.person_id)


def sees_visit(world: World, hat: Hat, row: Visit) -> bool:
    part = sight.staff(hat) and sight.within(hat, row.org_root, row.org_path)
    return part or visited(world, hat, row)


def keeps(world: World, hat: Hat, row: Visit) -> bool:
    """The union that made it, and the visited person."""
    own = sight.staff(hat) and row.org_id == hat.org.id
    return own or visited(world, hat, row)


def knows(world: World, hat: Hat, row: VisitedHome) -> bool:
    """Whoever was there and the chair of that union, and oneself: no other cadre."""
    own = sight.staff(hat) and row.org_id == hat.org.id
    there = own and (hat.post == Post.CHAIR or hat.person.id == row.by_id)
    return there or (hat.post == Post.WORKER and sight.mine(hat, row.person_id))


SEES: dict[type[models.Model], Sees] = {Visit: sees_visit, VisitedHome: knows}
CHANGES: dict[type[models.Model], Sees] = {Visit: keeps}
#: Rows by the parameter of the routes that name them.
ADDRESSED: dict[str, tuple[type[models.Model], Sees]] = {"visit_id": (Visit, keeps)}
ALL: frozenset[type[models.Model]] = frozenset(SEES)
