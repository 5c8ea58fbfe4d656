"""The only thing services import of surveys."""

from __future__ import annotations

from . import house, rules
from .actions import Frame, draft, open_up
from .models import Answer, Survey
from .offers import Link, further
from .queries import Counts, Facts, Mine, Named, Need, asked, counts, needs, own, result
from .rules import Question

__all__ = [
    "Answer",
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
    "counts",
    "draft",
    "further",
    "house",
    "needs",
    "open_up",
    "own",
    "result",
    "rules",
]
