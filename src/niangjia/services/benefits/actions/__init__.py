"""Writes of 福利."""

from . import campaigns, packs, plans, rolls

__all__ = ["campaigns", "packs", "plans", "rolls"]
