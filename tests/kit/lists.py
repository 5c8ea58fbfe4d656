"""The world's rules, lists of people and campaigns; and who may know of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Post
from niangjia.kernel.offers.models import (
    BudgetChange,
    BudgetEntry,
    BudgetLine,
    Campaign,
    Household,
    Pack,
    Roll,
    RollEntry,
)

from . import sight
from .gifts import shown_to
from .hats import LONG_AGO, THEN, Hat, World, canary

Sees = Callable[[World, Hat, Any], bool]
DAY = THEN.date()
#: Union -> the state of its list and of its campaign, and whose asker stands on the list.
KEEPERS = (
    ("a", "active", "running", "a1x"),
    ("a1", "draft", "draft", "a1y"),
    ("a1x", "active", "running", "a1x"),
    ("b2y", "ended", "ended", "b2y"),
)


def sow(world: World) -> None:
    """One of everything at a district, a town and unions."""
    for key, roll, campaign, union in KEEPERS:
        org, hat = world.orgs[key], world.hats[f"{key}.chair"]
        at = {"org_root": org.root, "org_path": org.path}
        said = {"by_id": hat.person.id, "by_name": canary("speaker", f"lists/{key}")}
        named = {"org_id": org.id, "org_name": org.name, "created_at": THEN, **said, **at}
        world.add(
            Pack(
                id=new_id(),
                key=new_id(),
                title=canary("pack", key),
                clauses=[],
                since=DAY,
                source=canary("source", key),
                approved_by=canary("approver", key),
                approved_on=DAY,
                **named,
            )
        )
        _roll(world, key, roll, union, named)
        _campaign(world, key, campaign, named)


def _roll(world: World, key: str, state: str, union: str, named: dict[str, Any]) -> None:
    at = {name: named[name] for name in ("org_root", "org_path")}
    over = state == "ended"
    roll = world.add(
        Roll(
            id=new_id(),
            title=canary("roll", key),
            why=canary("why-roll", key),
            source=canary("table", key),
            since=DAY,
            people=1,
            need=1,
            state=state,
            moved_at=THEN,
            due_at=None if over else THEN.replace(year=2027),
            closed_at=THEN if over else None,
            **named,
        )
    )
    person = world.people[f"{union}-asker"]
    world.add(
        RollEntry(
            id=new_id(),
            roll=roll,
            org_id=roll.org_id,
            person_id=person.id,
            place=person.home_path,
            since=DAY,
            **at,
        )
    )
    if key in ("a1x", "b2y"):
        world.add(
            Household(
                id=new_id(),
                household_id=new_id(),
                person_id=person.id,
                by_name=canary("matched", key),
                since=LONG_AGO,
                **at,
            )
        )


def _campaign(world: World, key: str, state: str, named: dict[str, Any]) -> None:
    at = {name: named[name] for name in ("org_root", "org_path")}
    over = state == "ended"
    campaign = world.add(
        Campaign(
            id=new_id(),
            title=canary("campaign", key),
            basis=canary("basis", key),
            since=DAY,
            until=DAY.replace(year=2027),
            budget=100,
            allotted=80,
            shared=True,
            state=state,
            moved_at=THEN,
            due_at=None if over else THEN.replace(year=2027),
            closed_at=THEN if over else None,
            **named,
        )
    )
    line = world.add(
        BudgetLine(
            id=new_id(),
            campaign=campaign,
            org_id=campaign.org_id,
            position=1,
            title=canary("track", key),
            allotted=80,
            committed=30,
            **at,
        )
    )
    world.add(
        BudgetChange(
            id=new_id(),
            campaign=campaign,
            line=line,
            before=50,
            after=campaign.budget,
            paper=canary("paper", f"change/{key}"),
            reason=canary("reason", f"change/{key}"),
            by_id=campaign.by_id,
            by_name=campaign.by_name,
            at=THEN,
            org_root=campaign.org_root,
            org_path=campaign.org_path,
        )
    )
    world.add(
        BudgetEntry(
            id=new_id(),
            line=line,
            subject_id=new_id(),
            title=canary("promise", key),
            verb="commit",
            amount=30,
            left=50,
            by_id=campaign.by_id,
            by_name=canary("speaker", f"money/{key}"),
            at=THEN,
            **at,
        )
    )


def sees_pack(world: World, hat: Hat, row: Pack) -> bool:
    """Whoever it is for, and the unions below and above."""
    inside = sight.staff(hat) and sight.within(hat, row.org_root, row.org_path)
    return inside or (shown_to(hat, row) and (sight.staff(hat) or hat.post == Post.WORKER))


def _on(world: World, hat: Hat, roll: Any) -> bool:
    rows = [one for one in world.all(RollEntry) if one.roll_id == roll.id]
    return any(sight.mine(hat, one.person_id) for one in rows)


def sees_roll(world: World, hat: Hat, row: Roll) -> bool:
    """That there is a list: its union, those above, and who stands on it."""
    if hat.post == Post.WORKER:
        return _on(world, hat, row)
    inside = sight.within(hat, row.org_root, row.org_path)
    return sight.staff(hat) and (inside or row.org_id == hat.org.id)


def sees_entry(world: World, hat: Hat, row: RollEntry) -> bool:
    """Who stands on it: the union that keeps it alone, and everybody about themselves."""
    if hat.post == Post.WORKER:
        return sight.mine(hat, row.person_id)
    return keeps(world, hat, row)


def sees_household(world: World, hat: Hat, row: Household) -> bool:
    if hat.post == Post.WORKER:
        return sight.mine(hat, row.person_id)
    return sight.staff(hat) and sight.within(hat, row.org_root, row.org_path)


def sees_money(world: World, hat: Hat, row: Any) -> bool:
    """Unions: their own, those below, and of those above what they may use."""
    near = sight.within(hat, row.org_root, row.org_path) or shown_to(hat, row)
    return sight.staff(hat) and near


def keeps(world: World, hat: Hat, row: Any) -> bool:
    return sight.staff(hat) and row.org_id == hat.org.id


def opens_campaign(world: World, hat: Hat, row: Campaign) -> bool:
    """Whose page a campaign has: unions over it, and those below while it runs."""
    if hat.post not in (Post.OFFICER, Post.CHAIR):
        return False
    inside = sight.within(hat, row.org_root, row.org_path)
    return inside or (shown_to(hat, row) and row.shared and row.state == "running")


def opens_pack(world: World, hat: Hat, row: Pack) -> bool:
    return hat.post in (Post.OFFICER, Post.CHAIR) and sees_pack(world, hat, row)


def opens_roll(world: World, hat: Hat, row: Roll) -> bool:
    return hat.post in (Post.OFFICER, Post.CHAIR) and row.org_id == hat.org.id


SEES: dict[type[models.Model], Sees] = {
    Pack: sees_pack,
    Roll: sees_roll,
    RollEntry: sees_entry,
    Household: sees_household,
    Campaign: sees_money,
    BudgetLine: sees_money,
    BudgetEntry: sees_money,
    BudgetChange: sees_money,
}
CHANGES: dict[type[models.Model], Sees] = {
    Pack: keeps,
    Roll: keeps,
    RollEntry: keeps,
    Household: lambda world, hat, row: hat.post != Post.WORKER and sees_household(world, hat, row),
    Campaign: keeps,
}
#: Tables firms and administrators hold no grant on; and those workers hold none on either.
ALL: frozenset[type[models.Model]] = frozenset(SEES)
OF_UNIONS: frozenset[type[models.Model]] = frozenset(
    {Campaign, BudgetLine, BudgetEntry, BudgetChange}
)
