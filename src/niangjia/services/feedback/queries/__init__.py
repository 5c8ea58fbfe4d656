"""Reads of 职工点评 as records ready for pages, one module per reader."""

from .desk import waiting
from .holds import may_hold

__all__ = ["may_hold", "waiting"]
