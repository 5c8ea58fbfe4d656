"""Reads of 职工点评 as records ready for pages, one module per reader."""

from .desk import waiting
from .evidence import to_screen
from .holds import may_hold
from .talks import waiting as talks_waiting

__all__ = ["may_hold", "talks_waiting", "to_screen", "waiting"]
