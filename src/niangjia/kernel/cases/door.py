"""The only thing services import of cases."""

from __future__ import annotations

from . import actions, boards, clocks, queries, rules
from .actions import NewCase, Opened
from .flow import FLOW
from .models import Board, Case
from .queries import Row, Said, Wanted, Whole

__all__ = [
    "FLOW",
    "Board",
    "Case",
    "NewCase",
    "Opened",
    "Row",
    "Said",
    "Wanted",
    "Whole",
    "actions",
    "boards",
    "clocks",
    "queries",
    "rules",
]
