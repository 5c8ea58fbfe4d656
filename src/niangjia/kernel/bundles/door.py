"""The only thing services import of bundles."""

from __future__ import annotations

from . import actions, packing, queries, sending, store
from .actions import Wanted
from .models import Bundle
from .packing import Item, Order
from .proof import Facts
from .rules import PURPOSES

__all__ = [
    "PURPOSES",
    "Bundle",
    "Facts",
    "Item",
    "Order",
    "Wanted",
    "actions",
    "packing",
    "queries",
    "sending",
    "store",
]
