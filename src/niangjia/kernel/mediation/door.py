"""The only thing services import of mediation."""

from __future__ import annotations

from .queries.lines import papers_of

__all__ = ["papers_of"]
