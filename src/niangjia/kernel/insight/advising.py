"""The sentences a union advises in its bulletins: its own, and those of the unions above."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import action, query
from niangjia.kernel.base.clock import day_text, now
from niangjia.kernel.base.types import Actor, Hidden, Refusal
from niangjia.kernel.people import door as people

from .drafting import ADVICE, LIMITS, MEASURES, Advised
from .models import Advice

#: Sentences one union keeps.
MOST = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence in the list. `own` may be changed here."""

    id: UUID
    measure: str
    text: str
    line: str
    own: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure with its sentences; without any, the house's holds."""

    key: str
    title: str
    lines: list[Line]
    house: str


def holding(path: str) -> list[Advised]:
    """What holds at a place: for each measure the sentences of the nearest union that has some."""
    rows = Advice.objects.filter(org_path__in=people.prefixes(path), withdrawn_at=None)
    found = list(
        rows.order_by("-org_path", "id").values_list("org_path", "measure", "below", "text")
    )
    nearest: dict[str, str] = {}
    for place, measure, _below, _text in found:
        nearest.setdefault(measure, place)
    return [
        Advised(m, float(below), text) for place, m, below, text in found if nearest[m] == place
    ]


@query(permit="insight.draft")
def listed(actor: Actor) -> list[Measured]:
    """Every measure with what is advised for it here."""
    rows = Advice.objects.filter(
        org_path__in=people.prefixes(actor.org_path), withdrawn_at=None
    ).order_by("-org_path", "id")
    found = list(rows)
    return [
        Measured(
            key,
            _(title),
            [_line(actor, row) for row in found if row.measure == key],
            _(ADVICE[key]),
        )
        for key, title in MEASURES
    ]


def _line(actor: Actor, row: Advice) -> Line:
    limit = _("低于 %g%% 时说") % row.below if LIMITS[row.measure] < 100 else ""
    parts = (limit, row.org_name, row.by_name, day_text(row.changed_at))
    return Line(
        row.id, row.measure, row.text, " · ".join(filter(None, parts)), own=row.org_id == actor.org
    )


@action(permit="insight.draft", audit="insight.advice_kept", silent=True)
def keep(actor: Actor, *, measure: str, below: Decimal, text: str) -> Advice:
    """Say this in the drafts of the union, and of those below it that have none of their own."""
    own = Advice.objects.filter(org_id=actor.org, withdrawn_at=None)
    if own.count() >= MOST:
        raise Refusal("no_room", _("最多写四十句，先收起用不着的。"), status=422)
    made = Advice(
        org_id=actor.org,
        org_name=actor.org_name,
        org_root=actor.org_root,
        org_path=actor.org_path,
        measure=measure,
        below=below,
        text=text.strip(),
        by_name=actor.name,
        changed_at=now(),
    )
    made.save(force_insert=True)
    return made


@action(permit="insight.draft", audit="insight.advice_changed", silent=True)
def change(actor: Actor, *, advice_id: UUID, below: Decimal, text: str) -> Advice:
    """Say it differently in drafts to come."""
    found = _own(actor, advice_id)
    found.below, found.text = below, text.strip()
    found.by_name, found.changed_at = actor.name, now()
    found.save(update_fields=["below", "text", "by_name", "changed_at"])
    return found


@action(permit="insight.draft", audit="insight.advice_withdrawn", silent=True)
def withdraw(actor: Actor, *, advice_id: UUID) -> Advice:
    """Say it no more."""
    found = _own(actor, advice_id)
    found.withdrawn_at = now()
    found.save(update_fields=["withdrawn_at"])
    return found


@query(permit="insight.draft")
def one(actor: Actor, advice_id: UUID) -> Advice:
    """A sentence of the own union."""
    return _own(actor, advice_id)


def _own(actor: Actor, advice_id: UUID) -> Advice:
    found = Advice.objects.filter(pk=advice_id, org_id=actor.org, withdrawn_at=None).first()
    if found is None:
        raise Hidden("no_advice")
    return found
