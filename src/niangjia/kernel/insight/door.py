"""The only thing other rooms import of insight."""

from __future__ import annotations

from . import actions, rollup, words

__all__ = ["actions", "rollup", "words"]
