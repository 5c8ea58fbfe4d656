"""Small records that every room's pages draw alike: a state, and a deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from .clock import date_text, local, now, span_text


@dataclass(frozen=True, slots=True)
class Status:
    """A state as a pill: colour, icon and word together."""

    kind: str
    icon: str
    label: str


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline for its reader: how it stands, how long is left, the day, and the moment."""

    kind: str
    left: str
    text: str
    until: str


def due(until: datetime, promise: str) -> Due:
    """A deadline with its day put into `promise`, words already in the reader's language."""
    left = until - now()
    late = left.total_seconds() < 0
    kind = "err" if late else "warn" if left.days < 2 else "info"
    words = _("已超时 %s") if late else _("还有 %s")
    day = date_text(local(until).date())
    return Due(kind, words % span_text(left), promise % day, until.isoformat())
