"""Reads of offers and claims, within scope, as small records."""

from . import hampers, reports, union
from .union import Asked, asked
from .worker import (
    Left,
    Mine,
    Place,
    Shown,
    Taken,
    family_codes,
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
    "family_codes",
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
