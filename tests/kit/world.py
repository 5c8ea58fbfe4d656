"""A small country to test on: two districts, and everything twice in each.

    330191 "a"                             330192 "b": the same again
      town a1        town a2
        union a1x      union a2x             each union with its employer (a1x-firm …), a worker
        union a1y      union a2y             who asks, a colleague, and cases in every position

Above both stands a city, beside the workers of a1x people whose posts have ended or not begun.
Every text holds a canary that occurs nowhere else, so that a page can be searched for what it must
not show.
"""

from __future__ import annotations

from . import country, matters, talks
from .hats import Hat, World, canary
from .sowing import seeding

__all__ = ["Hat", "World", "build", "canary"]


def build() -> World:
    """Make the world and write it as the keeper, one statement a table."""
    world = World()
    country.plant(world)
    matters.sow(world)
    talks.write_down(world)
    talks.stand_in(world)
    with seeding():
        for model, rows in world.rows.items():
            model._default_manager.bulk_create(rows)
    return world
