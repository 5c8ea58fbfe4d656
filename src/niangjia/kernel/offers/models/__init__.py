"""Models of offers."""

from .claims import Claim, Waiter
from .core import Bucket, Offer, Quota, StockLine

__all__ = ["Bucket", "Claim", "Offer", "Quota", "StockLine", "Waiter"]
