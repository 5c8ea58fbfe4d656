"""A case, who asked, who is seated, what was said; boards; matters of many cases."""

from .attachment import Attachment
from .board import Board
from .case import (
    AUTHORED,
    CASE_RETENTION,
    CLOCK,
    OPEN_TO_ME,
    SAID,
    SEATED,
    SEEN,
    WITH_CASE,
    Author,
    Case,
    Event,
    Seat,
)
from .deputy import Deputy
from .duty import Duty
from .handover import Handover
from .lesson import Correction, Lesson
from .matter import Hunch, Matter, Part, Telling
from .merge import Merge

__all__ = [
    "AUTHORED",
    "CASE_RETENTION",
    "CLOCK",
    "OPEN_TO_ME",
    "SAID",
    "SEATED",
    "SEEN",
    "WITH_CASE",
    "Attachment",
    "Author",
    "Board",
    "Case",
    "Correction",
    "Deputy",
    "Duty",
    "Event",
    "Handover",
    "Hunch",
    "Lesson",
    "Matter",
    "Merge",
    "Part",
    "Seat",
    "Telling",
]
