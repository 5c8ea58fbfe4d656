"""A union that opened the film."""

from __future__ import annotations

import pytest

from niangjia.kernel.people.models import OrgSettings
from tests.kit import cluster, database, sowing
from tests.kit.world import World


def turns_forgotten() -> None:
    """As on another day: these tables are not the house's, and not swept with its own."""
    with cluster.as_super(database.clone_name()) as link:
        link.execute("TRUNCATE sec.turn, sec.turn_tally, sec.turn_spent")


@pytest.fixture
def opened(committed_world: World) -> World:
    """The film is closed until a union opens it; and nobody waits for one yet."""
    world = committed_world
    turns_forgotten()
    with sowing.seeding():
        for key in ("a1", "b1"):
            org = world.orgs[key]
            OrgSettings.objects.update_or_create(
                org=org, defaults={"org_path": org.path, "services": {"mood_film": True}}
            )
    return world
