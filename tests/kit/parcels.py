"""Bundles of the world: a worker's own, and a cadre's."""

from __future__ import annotations

from datetime import timedelta

from niangjia.kernel.base.ids import new_id
from niangjia.kernel.bundles.models import Bundle

from .country import unions
from .hats import THEN, World, canary

DUE = THEN + timedelta(days=60)


def sow(world: World) -> None:
    """Out of each union's own case, one by its author and one by its officer."""
    for key in unions(world, "grassroots"):
        _bundle(world, key, "")
        _bundle(world, key, "officer")


def _bundle(world: World, key: str, post: str) -> None:
    org, case = world.orgs[key], world.cases[f"{key}.own"]
    of = f"{key}/{post or 'own'}"
    by = world.hats[f"{key}.officer"].person.id if post else world.authors[case.id].person_id
    world.add(
        Bundle(
            id=new_id(),
            service="feedback",
            object_id=case.id,
            number=canary("packed", of),
            purpose="aid",
            by_id=by,
            by_name=canary("packer", of) if post else "",
            org_id=org.id if post else None,
            org_name=canary("packing", of) if post else "",
            org_root=org.root,
            org_path=org.path,
            salt=canary("pinch", of),
            created_at=THEN,
            moved_at=THEN,
            due_at=DUE,
        )
    )
