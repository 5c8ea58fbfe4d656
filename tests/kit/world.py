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

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection, transaction

from . import country, matters, talks
from .hats import Hat, World, canary
from .sowing import seeding

__all__ = ["Hat", "World", "build", "canary"]


@dataclass(frozen=True, slots=True)
class Print:
    """The world as it was built first: its rows, and the statements that write them."""

    world: bytes
    script: str


def build() -> World:
    """Write the world as the keeper, and give back its rows: another's changes are not in them."""
    kept = _first()
    with seeding(), connection.cursor() as cursor:
        cursor.execute(kept.script)
    world: World = pickle.loads(kept.world)
    return world


@cache
def _first() -> Print:
    """Thousands of tests want the world: a process words its two thousand rows once."""
    world = World()
    country.plant(world)
    matters.sow(world)
    talks.write_down(world)
    talks.stand_in(world)
    script = ";\n".join(_worded(world))
    return Print(pickle.dumps(world), script)


def _worded(world: World) -> list[str]:
    """One statement a table, caught on its way to the database and taken back there."""
    said: list[str] = []

    def listen(
        execute: Callable[..., Any], words: str, values: Any, many: bool, context: Any
    ) -> Any:
        if words.startswith("INSERT"):
            said.append(connection.cursor().mogrify(words, values))
        return execute(words, values, many, context)

    with seeding():
        mark = transaction.savepoint()
        with connection.execute_wrapper(listen):
            for model, rows in world.rows.items():
                model._default_manager.bulk_create(rows)
        transaction.savepoint_rollback(mark)
    return said
