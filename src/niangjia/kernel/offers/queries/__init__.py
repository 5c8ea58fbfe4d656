"""Reads of offers and claims, within scope, as small records."""

from . import hampers, reports, union
from .union import Asked, asked
from .worker import (
    Left,
    Mine,
    Place,
    Shown,
    Taken,
    household,
    left,
    mine,
    mine_of,
    my_facts,
    on_show,
    one,
    place,
    place_of,
    places,
    taken,
)

__all__ = [
    "Asked",
    "Left",
    "Mine",
    "Place",
    "Shown",
    "Taken",
    "asked",
    "hampers",
    "household",
    "left",
    "mine",
    "mine_of",
    "my_facts",
    "on_show",
    "one",
    "place",
    "place_of",
    "places",
    "reports",
    "taken",
    "union",
]
