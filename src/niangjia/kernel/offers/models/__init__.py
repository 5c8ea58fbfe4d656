"""Models of offers."""

from .campaigns import BudgetChange, BudgetEntry, BudgetLine, Campaign
from .claims import Claim, Waiter
from .codes import Code, CodeBatch, CodeSlice
from .core import Bucket, Offer, Quota, StockLine
from .helps import CoverHelp, HelpEvent
from .parcels import Parcel, Posting
from .pictures import Picture
from .points import HandOut, Item, Point, PointLine, Receipt, Shelf
from .portions import Portion
from .rolls import Household, Pack, Roll, RollEntry
from .visits import Visit, VisitedHome

__all__ = [
    "Bucket",
    "BudgetChange",
    "BudgetEntry",
    "BudgetLine",
    "Campaign",
    "Claim",
    "Code",
    "CodeBatch",
    "CodeSlice",
    "CoverHelp",
    "HandOut",
    "HelpEvent",
    "Household",
    "Item",
    "Offer",
    "Pack",
    "Parcel",
    "Picture",
    "Point",
    "PointLine",
    "Portion",
    "Posting",
    "Quota",
    "Receipt",
    "Roll",
    "RollEntry",
    "Shelf",
    "StockLine",
    "Visit",
    "VisitedHome",
    "Waiter",
]
