"""Reads of letters, each for its own reader."""

from . import desk, firm, member, settings, words
from .lines import of_case

__all__ = ["desk", "firm", "member", "of_case", "settings", "words"]
