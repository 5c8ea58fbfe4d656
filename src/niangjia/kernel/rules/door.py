"""The only thing other rooms import of rules."""

from __future__ import annotations

from . import rules
from .calendar import Calendar, UnknownYear
from .queries import Limit, calendar, due, limit, limits

#: A period as people say it.
in_words = rules.in_words

__all__ = ["Calendar", "Limit", "UnknownYear", "calendar", "due", "in_words", "limit", "limits"]
