"""The only thing services import of cases."""

from __future__ import annotations

from niangjia.kernel.acts.models import Hold

from . import (
    actions,
    boards,
    clocks,
    finding,
    holding,
    judging,
    linking,
    matters,
    pausing,
    queries,
    rules,
    telling,
    triage,
    watch,
)
from .actions import NewCase, Opened
from .flow import FLOW
from .matter_flow import FLOW as MATTER_FLOW
from .models import Board, Case, Matter, Telling
from .queries import Row, Said, Wanted, Whole

__all__ = [
    "FLOW",
    "MATTER_FLOW",
    "Board",
    "Case",
    "Hold",
    "Matter",
    "NewCase",
    "Opened",
    "Row",
    "Said",
    "Telling",
    "Wanted",
    "Whole",
    "actions",
    "boards",
    "clocks",
    "finding",
    "holding",
    "judging",
    "linking",
    "matters",
    "pausing",
    "queries",
    "rules",
    "telling",
    "triage",
    "watch",
]
