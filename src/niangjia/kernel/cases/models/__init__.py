"""A case, who asked, who is seated on it, what was said, and the boards."""

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

__all__ = [
    "AUTHORED",
    "CASE_RETENTION",
    "CLOCK",
    "OPEN_TO_ME",
    "SAID",
    "SEATED",
    "SEEN",
    "WITH_CASE",
    "Author",
    "Board",
    "Case",
    "Event",
    "Seat",
]
