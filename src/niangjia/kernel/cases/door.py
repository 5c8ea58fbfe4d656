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
    passing,
    pausing,
    queries,
    rules,
    steps,
    telling,
    triage,
    watch,
)
from .actions import NewCase, Opened
from .flow import FLOW, HANDOVER
from .matter_flow import FLOW as MATTER_FLOW
from .models import Board, Case, Handover, Matter, Telling
from .queries import Row, Said, Wanted, Whole

__all__ = [
    "FLOW",
    "HANDOVER",
    "MATTER_FLOW",
    "Board",
    "Case",
    "Handover",
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
    "passing",
    "pausing",
    "queries",
    "rules",
    "steps",
    "telling",
    "triage",
    "watch",
]
