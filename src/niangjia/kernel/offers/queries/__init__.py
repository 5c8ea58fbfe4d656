"""Reads of offers and claims, within scope, as small records."""

from . import reports
from .worker import (
    Left,
    Mine,
    Place,
    Shown,
    Taken,
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
    "Left",
    "Mine",
    "Place",
    "Shown",
    "Taken",
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
]
