"""Every step of a case, as a table for a union."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import local
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import queries

from . import words
from .desk import DeskCase, desk_case


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the history."""

    when: str
    who: str
    org: str
    what: str
    from_state: str
    to_state: str
    note: str


@query(permit="feedback.desk")
def history(actor: Actor, case_id: UUID) -> tuple[DeskCase, list[Move]]:
    """Every event of a case in order."""
    whole = queries.for_union(actor, case_id)
    moves, before = [], ""
    for event in whole.events:
        after = event.state or before
        step = words.VERBS[event.verb]
        who = event.speaker or _("职工")
        what = _(step[2]) % (event.about or who) if "%s" in step[2] else _(step[2])
        moves.append(
            Move(
                f"{local(event.at):%Y-%m-%d %H:%M:%S}",
                who,
                event.about,
                what,
                _state(before),
                _state(after),
                event.text,
            )
        )
        before = after
    return desk_case(whole), moves


def _state(state: str) -> str:
    return words.status(state, at_desk=True).label if state else "—"
