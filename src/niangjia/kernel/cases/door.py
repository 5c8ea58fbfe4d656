"""The only thing services import of cases."""

from __future__ import annotations

from niangjia.kernel.acts.models import Hold

from . import actions, boards, clocks, holding, judging, pausing, queries, rules, triage, watch
from .actions import NewCase, Opened
from .flow import FLOW
from .models import Board, Case
from .queries import Row, Said, Wanted, Whole

__all__ = [
    "FLOW",
    "Board",
    "Case",
    "Hold",
    "NewCase",
    "Opened",
    "Row",
    "Said",
    "Wanted",
    "Whole",
    "actions",
    "boards",
    "clocks",
    "holding",
    "judging",
    "pausing",
    "queries",
    "rules",
    "triage",
    "watch",
]
