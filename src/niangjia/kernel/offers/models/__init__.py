"""Models of offers."""

from .campaigns import BudgetEntry, BudgetLine, Campaign
from .claims import Claim, Waiter
from .core import Bucket, Offer, Quota, StockLine
from .rolls import Household, Pack, Roll, RollEntry

__all__ = [
    "Bucket",
    "BudgetEntry",
    "BudgetLine",
    "Campaign",
    "Claim",
    "Household",
    "Offer",
    "Pack",
    "Quota",
    "Roll",
    "RollEntry",
    "StockLine",
    "Waiter",
]
