"""The only thing services import of surveys."""

from __future__ import annotations

from . import house, rules
from .actions import Frame, draft, open_up, read_names
from .models import LEAST, Answer, Survey
from .offers import Link, further
from .queries import (
    Channel,
    Counts,
    Facts,
    Mine,
    Named,
    Need,
    asked,
    channels,
    counts,
    needs,
    numbers,
    own,
    result,
)
from .rules import Question

__all__ = [
    "LEAST",
    "Answer",
    "Channel",
    "Counts",
    "Facts",
    "Frame",
    "Link",
    "Mine",
    "Named",
    "Need",
    "Question",
    "Survey",
    "asked",
    "channels",
    "counts",
    "draft",
    "further",
    "house",
    "needs",
    "numbers",
    "open_up",
    "own",
    "read_names",
    "result",
    "rules",
]
