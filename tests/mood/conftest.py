"""A union that opened the film."""

from __future__ import annotations

import pytest

from niangjia.kernel.people.models import OrgSettings
from tests.kit import sowing
from tests.kit.world import World


@pytest.fixture
def opened(committed_world: World) -> World:
    """The film is closed until a union opens it."""
    world = committed_world
    with sowing.seeding():
        for key in ("a1", "b1"):
            org = world.orgs[key]
            OrgSettings.objects.update_or_create(
                org=org, defaults={"org_path": org.path, "services": {"mood_film": True}}
            )
    return world
