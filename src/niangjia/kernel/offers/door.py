"""The only thing services import of offers."""

from __future__ import annotations

from . import (
    campaigns,
    eligibility,
    offering,
    packs,
    plates,
    queries,
    roll_sheet,
    rolls,
    splitting,
    stock,
    stock_rules,
    stocking,
)
from .eligibility import Clause
from .flow import CLAIM, OFFER, WAITER
from .models import (
    Campaign,
    Claim,
    HandOut,
    Item,
    Offer,
    Pack,
    Point,
    PointLine,
    Quota,
    Receipt,
    Roll,
    Shelf,
    StockLine,
    Waiter,
)
from .models.rolls import MOST_LINES as MOST_ROLL
from .offering import Terms
from .stock import Standing

__all__ = [
    "CLAIM",
    "MOST_ROLL",
    "OFFER",
    "WAITER",
    "Campaign",
    "Claim",
    "Clause",
    "HandOut",
    "Item",
    "Offer",
    "Pack",
    "Point",
    "PointLine",
    "Quota",
    "Receipt",
    "Roll",
    "Shelf",
    "Standing",
    "StockLine",
    "Terms",
    "Waiter",
    "campaigns",
    "eligibility",
    "offering",
    "packs",
    "plates",
    "queries",
    "roll_sheet",
    "rolls",
    "splitting",
    "stock",
    "stock_rules",
    "stocking",
]
