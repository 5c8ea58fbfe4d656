"""What the words of a matter suggest to whoever sorts it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.cases.door import Whole
from niangjia.services.feedback import rules

from . import words
from .boards import board_titles


@dataclass(frozen=True, slots=True)
class Hint:
    """What the words of a matter suggest, and which words those are. People decide."""

    board: str
    label: str
    urgency: words.Status | None
    words: tuple[str, ...]


#: How pressing a matter sounds, as a pill.
URGENCY = {"now": ("err", noop("像是急事，今天就看")), "soon": ("warn", noop("有点急"))}


def hint(whole: Whole) -> Hint | None:
    """What the words of a matter suggest: another board, or that it is pressing."""
    found = rules.suggest(whole.text)
    other = found.board if found.board != whole.row.board else None
    if not (other or found.urgency):
        return None
    kind, said = URGENCY.get(found.urgency, ("", ""))
    urgency = words.Status(kind, "alert", _(said)) if said else None
    label = board_titles().get(other, "") if other else ""
    return Hint(other or "", label, urgency, found.words[:6])
