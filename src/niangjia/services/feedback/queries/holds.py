"""Which cases retention passes over, for those who may hold and for the desk of a case."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.kernel.acts import holds
from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import date_text, local, now
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.cases.door import Hold, holding


@dataclass(frozen=True, slots=True)
class HoldLine:
    """One hold. `case_url` only for those whose desk has the case."""

    id: str
    number: str
    case_id: str
    reason: str
    line: str
    active: bool


def may_hold(actor: Actor) -> bool:
    """Whether the page of holds is there for the actor: not for unions below the district."""
    return actor.may("feedback.hold") and holds.may(actor)


@query(permit="feedback.hold")
def listed(actor: Actor, number: str = "") -> list[HoldLine]:
    """Holds in the actor's part of the tree, newest first; of one case when a number is given."""
    if not may_hold(actor):
        raise Hidden("not_at_the_top")
    rows = holds.of(actor).filter(object_kind=holding.KIND)
    rows = rows.filter(number=number) if number else rows
    return [_line(row, opens=actor.may("feedback.desk")) for row in rows[: holds.PAGE]]


@query(permit="feedback.desk")
def on_case(actor: Actor, case_id: UUID) -> list[HoldLine]:
    """Holds in force on one case. Whoever has the case at the desk may know that it is held."""
    return [_line(row, opens=False) for row in holds.on(case_id)]


def _line(hold: Hold, *, opens: bool) -> HoldLine:
    active = hold.until is None or hold.until > now()
    parts = [
        _("%(day)s起") % {"day": date_text(local(hold.since).date())},
        _until(hold),
        _("%(name)s定的") % {"name": hold.by_name},
        _("%(name)s解除") % {"name": hold.lifted_name} if hold.lifted_name else "",
    ]
    case_id = str(hold.object_id) if opens else ""
    text = " · ".join(part for part in parts if part)
    return HoldLine(str(hold.id), hold.number, case_id, hold.reason, text, active)


def _until(hold: Hold) -> str:
    if hold.until is None:
        return _("解除前一直有效")
    return _("到%(day)s为止") % {"day": date_text(holding.last_day(hold.until))}
