"""The world is what the other tests believe it to be."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.kit import world as worlds


def test_every_hat_enters_its_own_role_and_scope(db: None) -> None:
    world = worlds.build()
    for key in world.hats:
        hat = world.effective(key)
        with world.acting(key) as act:
            actor = act.actor
            assert actor is not None
            assert (actor.person_id, actor.post, actor.org_path) == (
                hat.person.id,
                hat.post,
                hat.org.path,
            ), key


def test_the_world_is_quickly_made(db: None) -> None:
    with CaptureQueriesContext(connection) as made:
        world = worlds.build()
    assert len(made) < len(world.rows) + 20
