"""The only thing services import of cases."""

from __future__ import annotations

from niangjia.kernel.acts.models import Hold

from . import (
    actions,
    boards,
    clocks,
    covering,
    deputies,
    duties,
    evidence,
    finding,
    holding,
    judging,
    learned,
    lessons,
    linking,
    matters,
    merging,
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
from .flow import EVIDENCE, FLOW, HANDOVER
from .matter_flow import FLOW as MATTER_FLOW
from .models import Attachment, Board, Case, Deputy, Duty, Handover, Matter, Telling
from .queries import Row, Said, Wanted, Whole

__all__ = [
    "EVIDENCE",
    "FLOW",
    "HANDOVER",
    "MATTER_FLOW",
    "Attachment",
    "Board",
    "Case",
    "Deputy",
    "Duty",
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
    "covering",
    "deputies",
    "duties",
    "evidence",
    "finding",
    "holding",
    "judging",
    "learned",
    "lessons",
    "linking",
    "matters",
    "merging",
    "passing",
    "pausing",
    "queries",
    "rules",
    "steps",
    "telling",
    "triage",
    "watch",
]
