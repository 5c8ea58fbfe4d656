"""Models of offers."""

from .campaigns import BudgetEntry, BudgetLine, Campaign
from .claims import Claim, Waiter
from .core import Bucket, Offer, Quota, StockLine
from .points import HandOut, Item, Point, PointLine, Receipt, Shelf
from .rolls import Household, Pack, Roll, RollEntry

__all__ = [
    "Bucket",
    "BudgetEntry",
    "BudgetLine",
    "Campaign",
    "Claim",
    "HandOut",
    "Household",
    "Item",
    "Offer",
    "Pack",
    "Point",
    "PointLine",
    "Quota",
    "Receipt",
    "Roll",
    "RollEntry",
    "Shelf",
    "StockLine",
    "Waiter",
]
