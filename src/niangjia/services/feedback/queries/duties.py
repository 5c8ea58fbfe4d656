"""Who answers what: the catalogue, and what it says of one matter."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import date_text
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import Deputy, Whole, deputies, duties
from niangjia.kernel.people import door as people
from niangjia.services.feedback import rules

from .boards import board_titles


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A line of the catalogue in the list."""

    id: str
    about: str
    name: str
    reach: str
    line: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Answers:
    """Who answers a matter, and why. `to` names the union it may be offered to, `guide` is the
    answer to the author where an office outside is responsible; both "" where there is nothing to
    do."""

    name: str
    reach: str
    why: str
    source: str
    own: bool
    to: str = ""
    reason: str = ""
    guide: str = ""


@query(permit="feedback.duties")
def listed(actor: Actor) -> list[DutyRow]:
    """Lines that hold here, the nearest union's first."""
    titles = board_titles()
    found = duties.in_force(actor, rules.SERVICE, actor.org_path)
    return [_row(actor, line, titles) for line in found]


def _row(actor: Actor, line: duties.Line, titles: dict[str, str]) -> DutyRow:
    about = [titles.get(line.board, line.board) if line.board else "", *line.topics]
    about += [_("“%s”") % word for word in line.words]
    since = _("%s起") % date_text(line.since)
    return DutyRow(
        str(line.id),
        _("、").join(part for part in about if part),
        line.name,
        _reach(line),
        " · ".join((line.org_name, line.source, since)),
        line.org_id == actor.org_id,
    )


def _reach(line: duties.Line) -> str:
    return " · ".join(part for part in (line.phone, line.how) if part)


@query(permit="feedback.duties")
def standing_in(actor: Actor) -> list[str]:
    """Who answers at this union in whose place today."""
    return [_in_place(one) for one in deputies.in_force(actor, rules.SERVICE)]


def _in_place(one: Deputy) -> str:
    named = {"away": one.away_name, "deputy": one.deputy_name, "day": date_text(one.until)}
    return _("%(away)s请假，到%(day)s手上的事由%(deputy)s接着办") % named


@query(permit="feedback.duties")
def tried(actor: Actor, text: str, board: str) -> Answers | None:
    """Who would answer a text, and why; None where no line fits."""
    return _answers(actor, duties.Asked(text, board))


def on_case(actor: Actor, whole: Whole, *, may_offer: bool, may_guide: bool) -> Answers | None:
    """Who answers a case by the catalogue of the union that has it now."""
    asked = duties.Asked(f"{whole.row.title}\n{whole.text}", whole.row.board, whole.row.topics)
    found = _answers(actor, asked)
    if found is None or found.own:
        return found
    return Answers(
        found.name,
        found.reach,
        found.why,
        found.source,
        own=False,
        to=found.to if may_offer else "",
        reason=found.reason,
        guide=found.guide if may_guide else "",
    )


def _answers(actor: Actor, asked: duties.Asked) -> Answers | None:
    found = duties.best(asked, duties.in_force(actor, rules.SERVICE, actor.org_path))
    if found is None:
        return None
    line, why = found.line, _why(found)
    own = line.union_id == actor.org_id
    near = {} if own else {one.id: one.name for one in people.unions_to_forward_to(actor)}
    reason = _("按“谁来答”的清单（%(source)s）：%(why)s") % {"source": line.source, "why": why}
    to = str(line.union_id) if line.union_id in near else ""
    guide = "" if line.union_id else _guide(line)
    return Answers(line.name, _reach(line), why, line.source, own, to, reason[:200], guide)


def _why(found: duties.Fit) -> str:
    titles = board_titles()
    board = [titles.get(found.line.board, found.line.board)] if found.board else []
    said = [*board, *found.topics, *(_("“%s”") % word for word in found.words)]
    return _("写的是%s") % _("、").join(said)


def _guide(line: duties.Line) -> str:
    """The answer to somebody whose matter is another office's."""
    parts = [
        _("这件事归%s管，工会办不了，但我们帮你问好了怎么找。") % line.name,
        _("电话：%s。") % line.phone if line.phone else "",
        _("怎么去：%s。") % line.how if line.how else "",
        _("他们不理，回来告诉我们。"),
    ]
    return "".join(parts)


def union_choices(actor: Actor) -> list[tuple[str, str]]:
    """Unions a line may name: the own one and those it may hand matters to."""
    near = [(str(one.id), one.name) for one in people.unions_to_forward_to(actor)]
    return [("", _("工会以外的单位")), (str(actor.org), actor.org_name), *near]


def union_name(actor: Actor, chosen: str) -> tuple[UUID | None, str]:
    """The id and name of a chosen union; None where an office outside answers."""
    names = dict(union_choices(actor))
    return (UUID(chosen), names[chosen]) if chosen else (None, "")
