"""The only thing services import of offers."""

from __future__ import annotations

from . import offering, queries, stock
from .flow import CLAIM, OFFER, WAITER
from .models import Claim, Offer, Quota, StockLine, Waiter
from .offering import Terms
from .stock import Standing

__all__ = [
    "CLAIM",
    "OFFER",
    "WAITER",
    "Claim",
    "Offer",
    "Quota",
    "Standing",
    "StockLine",
    "Terms",
    "Waiter",
    "offering",
    "queries",
    "stock",
]
