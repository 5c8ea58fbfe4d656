"""What the words of a matter suggest to whoever sorts it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base import pills
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import Whole, learned, lessons
from niangjia.services.feedback import rules

from . import wordlist
from .boards import board_titles


@dataclass(frozen=True, slots=True)
class Hint:
    """What the words of a matter suggest, and which words those are. People decide."""

    board: str
    label: str
    urgency: pills.Status | None
    words: tuple[str, ...]
    #: How many cases the union sorted taught it; 0: the word list alone.
    taught: int


#: How pressing a matter sounds, as a pill.
URGENCY = {"now": ("err", noop("像是急事，今天就看")), "soon": ("warn", noop("有点急"))}


def suggested(actor: Actor, text: str) -> tuple[rules.Suggestion, int]:
    """What words suggest, and of how many corrections of the acting union that was learnt."""
    learnt = lessons.learnt(actor, rules.SERVICE)
    listed = wordlist.words(actor)
    if learnt.weights is None:
        return rules.suggest(text, words=listed), 0
    model = learned.read(learnt.weights, listed.boards)
    return rules.suggest(text, model, listed), learnt.learned


def hint(actor: Actor, whole: Whole) -> Hint | None:
    """What the words of a matter suggest: another board, or that it is pressing."""
    found, taught = suggested(actor, whole.text)
    titles = board_titles()
    other = found.board if found.board != whole.row.board and found.board in titles else None
    if not (other or found.urgency):
        return None
    kind, said = URGENCY.get(found.urgency, ("", ""))
    urgency = pills.Status(kind, "alert", _(said)) if said else None
    label = titles.get(other, "") if other else ""
    return Hint(other or "", label, urgency, found.words[:6], taught if other else 0)
