"""The only thing services import of letters."""

from __future__ import annotations

from . import wordings as places
from .drafting import MOST_SOURCES, NewLetter, draft
from .models import Letter
from .queries import of_case
from .queries.lines import Line

__all__ = ["MOST_SOURCES", "Letter", "Line", "NewLetter", "draft", "of_case", "places"]
