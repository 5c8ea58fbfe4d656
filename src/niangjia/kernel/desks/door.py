"""The only thing services import of desks."""

from __future__ import annotations

from . import actions, batches, first_day, queries, rules, wordlists
from .actions import Wish
from .batches import Chosen, Line
from .queries import Saved, Words

__all__ = [
    "Chosen",
    "Line",
    "Saved",
    "Wish",
    "Words",
    "actions",
    "batches",
    "first_day",
    "queries",
    "rules",
    "wordlists",
]
