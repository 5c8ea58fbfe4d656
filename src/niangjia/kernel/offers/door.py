"""The only thing services import of offers."""

from __future__ import annotations

from . import (
    campaigns,
    claiming,
    codes,
    eligibility,
    gone,
    offering,
    packs,
    plates,
    queries,
    roll_sheet,
    rolls,
    settling,
    splitting,
    stock,
    stock_rules,
    stocking,
    waiting,
)
from .claiming import Wish
from .eligibility import Clause
from .flow import CLAIM, HOLDING, LIVE, OFFER, WAITER
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
    "HOLDING",
    "LIVE",
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
    "Wish",
    "campaigns",
    "claiming",
    "codes",
    "eligibility",
    "gone",
    "offering",
    "packs",
    "plates",
    "queries",
    "roll_sheet",
    "rolls",
    "settling",
    "splitting",
    "stock",
    "stock_rules",
    "stocking",
    "waiting",
]
