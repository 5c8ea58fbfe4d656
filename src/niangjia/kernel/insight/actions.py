"""Writes of insight: the nightly count, and what a union shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.context import act
from niangjia.kernel.base.types import Actor

from . import rollup
from .models import Sheet

NAME = "counter"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many cells were written."""

    cells: int


@action(permit="insight.count", audit="insight.counted", silent=True)
def count(actor: Actor, *, before: datetime | None = None) -> Counted:
    """Count the three rates of every union from all that happened before today."""
    return Counted(rollup.count(before))


@action(permit="insight.show", audit="insight.shown", silent=True)
def show(actor: Actor, *, shown: bool, words: str, league: bool) -> Sheet:
    """Decide what anybody may see of the union's rates, and with which words. Counted anew soon:
    a table of unions is written only where it is shown."""
    values = {
        "open": shown,
        "words": words.strip(),
        "league": league,
        "changed_by": actor.name,
        "changed_at": now(),
    }
    if not Sheet.objects.filter(org_id=actor.org).update(**values):
        place = {"org_id": actor.org, "org_root": actor.org_root, "org_path": actor.org_path}
        Sheet.objects.bulk_create([Sheet(**place, **values)])
    act().defer("insight.count", timestamp=0)
    return Sheet.objects.get(org_id=actor.org)
