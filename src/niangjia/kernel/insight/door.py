"""The only thing other rooms import of insight."""

from __future__ import annotations

from . import actions, issuing, rollup, sheets, words

__all__ = ["actions", "issuing", "rollup", "sheets", "words"]
