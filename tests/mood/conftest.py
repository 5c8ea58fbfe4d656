"""A union that opened the film."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from niangjia.kernel.people.models import OrgSettings
from tests.kit import cluster, database, live, sowing
from tests.kit.world import World


def turns_forgotten() -> None:
    """As on another day and machine: these tables are not swept with the house's own."""
    with cluster.as_super(database.clone_name()) as link:
        link.execute("TRUNCATE sec.turn, sec.turn_tally, sec.turn_spent, sec.turn_host")


@pytest.fixture(scope="session")
def _film_server(_server: live.Running) -> Iterator[live.Running]:
    """A web of its own: the others' keeps for seconds that unions here have no film."""
    with live.running(live.web()) as server:
        yield server


@pytest.fixture
def server(_film_server: live.Running, transactional_db: None) -> live.Running:
    """The web on loopback for films."""
    return _film_server


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
