"""The only thing services import of letters."""

from __future__ import annotations

from . import wordings as places
from .actions import prompt
from .drafting import MOST_SOURCES, NewLetter, draft
from .issuing import next_number
from .ladder import follow, owe_reason, owe_reasons
from .models import Letter
from .queries import of_case
from .queries.lines import Line, papers_of
from .reasons import firm_owes_reason
from .rules import owes_reason

__all__ = [
    "MOST_SOURCES",
    "Letter",
    "Line",
    "NewLetter",
    "draft",
    "firm_owes_reason",
    "follow",
    "next_number",
    "of_case",
    "owe_reason",
    "owe_reasons",
    "owes_reason",
    "papers_of",
    "places",
    "prompt",
]
