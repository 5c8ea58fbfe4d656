"""Who answers a case of the world: a talk, and lines of catalogues."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import STAFF_POSTS
from niangjia.kernel.cases.models import Case, Deputy, Duty, Handover

from .hats import THEN, Hat, World, canary


def add(world: World, case: Case, giver: str, taker: str) -> None:
    """The taker said no; the union above both would decide."""
    parties: dict[str, Any] = {}
    for name, union in (("giver", giver), ("taker", taker), ("decider", giver[:2])):
        org = world.orgs[union]
        parties |= {f"{name}_id": org.id, f"{name}_name": org.name, f"{name}_path": org.path}
    parties.pop("decider_path")
    world.add(
        Handover(
            id=new_id(),
            case_id=case.id,
            org_root=case.org_root,
            org_path=case.org_path,
            reason=canary("reason", case.number),
            answer=canary("answer", case.number),
            refused=True,
            state="declined",
            turn_id=world.orgs[giver].id,
            created_at=THEN,
            moved_at=THEN,
            due_at=THEN + timedelta(days=60),
            **parties,
        )
    )


def party(world: World, hat: Hat, talk: Handover) -> bool:
    """Who offers, who is asked, who decides."""
    return hat.post in STAFF_POSTS and hat.org.id in (talk.giver_id, talk.taker_id, talk.decider_id)


def sees_handover(world: World, hat: Hat, talk: Handover) -> bool:
    """Those, and the unions above where the case is."""
    inside = talk.org_root == hat.org.root and talk.org_path.startswith(hat.org.path)
    return party(world, hat, talk) or (hat.post in STAFF_POSTS and inside)


def write_down(world: World) -> None:
    """A district's, a town's and a union's line, and one of another district."""
    for key in ("a", "a1", "a1x", "b"):
        org = world.orgs[key]
        world.add(
            Duty(
                id=new_id(),
                service="feedback",
                org_id=org.id,
                org_name=org.name,
                org_root=org.root,
                org_path=org.path,
                words=[canary("word", f"duty/{key}")],
                name=canary("office", key),
                phone="12333",
                source=canary("source", f"duty/{key}"),
                since=THEN.date(),
                added_by=canary("writer", f"duty/{key}"),
            )
        )


def stand_in(world: World) -> None:
    """At a district, a town, a union and another district the officer is away."""
    for key in ("a", "a1", "a1x", "b"):
        org = world.orgs[key]
        world.add(
            Deputy(
                id=new_id(),
                service="feedback",
                org_id=org.id,
                org_root=org.root,
                org_path=org.path,
                away_id=new_id(),
                away_name=canary("away", key),
                deputy_id=new_id(),
                deputy_name=canary("deputy", key),
                since=THEN.date(),
                until=THEN.date() + timedelta(days=4),
                named_by=canary("chair", f"deputy/{key}"),
            )
        )


def sees_duty(world: World, hat: Hat, duty: Duty) -> bool:
    """Unions: what holds where they stand, and what those below wrote."""
    above, below = hat.org.path.startswith(duty.org_path), duty.org_path.startswith(hat.org.path)
    return hat.post in STAFF_POSTS and (above or below)


def keeps_duty(world: World, hat: Hat, duty: Duty) -> bool:
    return hat.post in STAFF_POSTS and duty.org_id == hat.org.id
