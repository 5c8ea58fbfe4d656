"""Reads of offers and claims, within scope, as small records."""

from .worker import Mine, Shown, mine, on_show, one

__all__ = ["Mine", "Shown", "mine", "on_show", "one"]
