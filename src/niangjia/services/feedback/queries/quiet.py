"""Employers about whom nothing is brought: content, or silent? Counted from cases, never typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import date_text, local, now
from niangjia.kernel.base.pills import Status
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import queries
from niangjia.kernel.people import door as people
from niangjia.kernel.surveys import door as surveys
from niangjia.services.feedback import rules

#: Days looked back, and employers on one page.
DAYS, SIZE = 365, 50
#: What each answer of the rule is called.
WORDS = {
    rules.HEARD: Status("info", "say", noop("有人提过")),
    rules.USED: Status("ok", "check", noop("没有投诉，大家知道找谁")),
    rules.SILENT: Status("warn", "alert", noop("没有投诉，也没人去找——沉默不等于满意")),
    rules.UNKNOWN: Status("", "info", noop("没有投诉，问得太少，看不出来")),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One employer: what was brought, what people said of their channel, what that may mean."""

    name: str
    cases: int
    open: int
    answered: int
    knows: str
    asked: str
    status: Status


@dataclass(frozen=True, slots=True)
class Quiet:
    """One page of employers, and how many of them stand where."""

    rows: list[Row]
    sums: list[tuple[Status, int]]
    cursor: str


@query(permit="feedback.quiet")
def quiet(actor: Actor, after: str) -> Quiet:
    """Employers of the union's own tree, with their cases of a year and the latest survey."""
    firms = people.own_employers(actor, after, SIZE + 1)
    shown = firms[:SIZE]
    since = now() - timedelta(days=DAYS)
    brought = queries.brought(actor, rules.SERVICE, [one.id for one in shown], since)
    said = surveys.channels(actor)
    none = queries.Brought()
    rows = [_row(one, brought.get(one.id, none), said.get(one.id)) for one in shown]
    sums = [(_said(key), sum(r.status == _said(key) for r in rows)) for key in WORDS]
    return Quiet(rows, sums, shown[-1].name if len(firms) > SIZE else "")


def _said(key: str) -> Status:
    one = WORDS[key]
    return Status(one.kind, one.icon, _(one.label))


def _row(firm: people.OrgFacts, cases: queries.Brought, said: surveys.Channel | None) -> Row:
    answered, none = (said.answered, said.none) if said else (0, None)
    return Row(
        firm.name,
        cases.whole,
        cases.open,
        answered,
        "" if none is None or not answered else f"{100 * (answered - none) // answered}%",
        f"{said.title} · {date_text(local(said.closed_at).date())}" if said else "",
        _said(rules.silence(cases.whole, answered, none)),
    )
