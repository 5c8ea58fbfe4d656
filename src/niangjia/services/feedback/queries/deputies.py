"""Who stands in for whom, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import query
from niangjia.kernel.base import pills
from niangjia.kernel.base.clock import date_text, today
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.cases.door import Deputy, deputies
from niangjia.kernel.people import door as people
from niangjia.services.feedback import rules

#: How far it is -> its pill.
STATES = {
    "now": ("info", "users", noop("正在代班")),
    "ahead": ("", "clock", noop("还没开始")),
    "over": ("", "check", noop("结束了")),
}


@dataclass(frozen=True, slots=True)
class DeputyRow:
    """Who stands in for whom, on a line."""

    id: str
    title: str
    line: str
    status: pills.Status
    may_end: bool


@dataclass(frozen=True, slots=True)
class DeputiesPage:
    """All of the page: what holds and held, and the choices of the form."""

    rows: list[DeputyRow]
    away: list[tuple[str, str]]
    deputies: list[tuple[str, str]]


@query(permit="feedback.deputies")
def page(actor: Actor) -> DeputiesPage:
    """The union's deputies; the chair may choose who is away, everybody else is it."""
    colleagues = [(str(one.person_id), one.name) for one in people.cadres(actor.org)]
    mine = [pair for pair in colleagues if pair[0] == str(actor.person_id)]
    others = [pair for pair in colleagues if pair not in mine]
    chair = actor.post == Post.CHAIR
    rows = [_row(actor, one) for one in deputies.listed(actor, rules.SERVICE)]
    return DeputiesPage(rows, [*mine, *others] if chair else mine, colleagues if chair else others)


def _row(actor: Actor, one: Deputy) -> DeputyRow:
    named = {"away": one.away_name, "deputy": one.deputy_name}
    days = _("%(since)s到%(until)s") % {
        "since": date_text(one.since),
        "until": date_text(one.until),
    }
    kind, icon, word = STATES[_state(one)]
    return DeputyRow(
        str(one.id),
        _("%(away)s请假，%(deputy)s代班") % named,
        days + _(" · %s定的") % one.named_by,
        pills.Status(kind, icon, _(word)),
        deputies.may_end(actor, one),
    )


def _state(one: Deputy) -> str:
    if one.ended_at is not None or one.until < today():
        return "over"
    return "now" if one.since <= today() else "ahead"


@query(permit="feedback.deputies")
def colleague(actor: Actor, person_id: str) -> deputies.Colleague | None:
    """A cadre of the union."""
    found = next((o for o in people.cadres(actor.org) if str(o.person_id) == person_id), None)
    return deputies.Colleague(UUID(person_id), found.name) if found else None
