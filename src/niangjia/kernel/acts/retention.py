"""Rows go when their declared time is over: whole, or the fields that name and tell.

Each model's wall says how long, from when, and what is left. One run takes a slice of every model
in one transaction and leaves one `Erasure` and one line in the audit log; the job runs again until
nothing is due. Rows under a legal hold are passed over and counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection, models
from django.db.models import Exists, OuterRef, Q

from niangjia.kernel.base.clock import local, now
from niangjia.kernel.base.install import wall_of, walled_models
from niangjia.kernel.base.models import Rate
from niangjia.kernel.base.types import Actor
from niangjia.kernel.base.walls import Retention

from . import holds
from .action import action, query
from .models import Erasure

Model = type[models.Model]
#: The service actor who erases.
NAME = "eraser"
#: Slices hold no lock for long.
SLICE = 5000
#: Windows of counters carry no date: their period is the number of the window, or the second of
#: the last time.
OLD_COUNTERS = """
FROM base_rate
WHERE CASE WHEN period * seconds > %(now)s THEN period ELSE period * seconds END
      < %(now)s - seconds - %(kept)s
"""
#: What else stands under a hold, by the model's label: a room tells in its `apps.ready`. The
#: function gets the ids of held matters as a subquery and returns a condition on the rows.
also_held: dict[str, Callable[[models.QuerySet[Any]], Exists]] = {}


@dataclass(frozen=True, slots=True)
class Line:
    """One model in the table of a run. `due` rows are over, `held` of them are passed over."""

    model: str
    basis: str
    days: int
    due: int
    erased: int
    held: int

    @property
    def numbers(self) -> tuple[int, int, int, int]:
        """Its columns of numbers."""
        return self.days, self.due, self.erased, self.held

    def after(self, before: Line | None) -> Line:
        """This line and that of an earlier run as one; what is held was held there too."""
        erased = self.erased + (before.erased if before else 0)
        return replace(self, due=erased + self.held, erased=erased)


@dataclass(frozen=True, slots=True)
class Run:
    """What a run did; `more` when a slice was full and another run should follow."""

    id: Any
    lines: list[Line] = field(default_factory=list)
    more: bool = False


def carried() -> list[Model]:
    """Models whose rows leave after a number of days; what hangs on others goes first."""
    dated = [m for m in walled_models() if wall_of(m).retention.days is not None and m is not Rate]
    return sorted(dated, key=lambda model: -_depth(model, dated))


def _depth(model: Model, dated: list[Model]) -> int:
    """How far a row hangs on others: it counts from another's date, or goes with it, which in turn
    may go with a third. What goes along is not seen."""
    named = {field.related_model for field in model._meta.concrete_fields}
    along = [other for other in dated if other is not model and other in named]
    if along:
        return 1 + max(_depth(other, dated) for other in along)
    return int("__" in wall_of(model).retention.since)


@action(permit="house.retention", audit="retention.ran", silent=True)
def run(actor: Actor) -> Run:
    """Erase one slice of every model. A service actor's; nothing without a closing date is due."""
    lines = [_carry_out(model) for model in carried()]
    lines.append(_line(Rate, erased=_counters("DELETE")))
    counts = {
        line.model: {"erased": line.erased, "held": line.held}
        for line in lines
        if line.erased or line.held
    }
    made = Erasure.objects.create(at=now(), counts=counts)
    return Run(made.id, lines, any(line.erased >= SLICE for line in lines))


@query(permit="house.retention")
def due(actor: Actor) -> list[Line]:
    """What a run would find now. Changes nothing."""
    lines = [_look_at(model) for model in carried()]
    return [*lines, _line(Rate, _counters("SELECT count(*)"))]


def over(model: Model) -> models.QuerySet[Any]:
    """Rows whose time is over and that were not erased yet."""
    kept = wall_of(model).retention
    rows: models.QuerySet[Any] = model._default_manager.filter(
        **{f"{kept.since}__lt": _limit(model, kept)}
    )
    return rows.filter(_untold(kept)) if kept.leaves else rows


def _limit(model: Model, kept: Retention) -> date | datetime:
    """The last moment kept; for a date the last day, on a Shanghai calendar."""
    moment = now() - timedelta(days=kept.days or 0)
    dated = isinstance(field_at(model, kept.since), models.DateTimeField)
    return moment if dated else local(moment).date()


def field_at(model: Model, path: str) -> models.Field[Any, Any]:
    """The field at the end of a way such as `case__closed_at`. Raises FieldDoesNotExist."""
    head, _, rest = path.partition("__")
    found: Any = model._meta.get_field(head)
    return field_at(found.related_model, rest) if rest else found


def _untold(kept: Retention) -> Q:
    """Rows in which anything is still to be erased."""
    return reduce(or_, (_says(name, left) for name, left in kept.leaves.items()))


def _says(name: str, left: Any) -> Q:
    return Q(**{f"{name}__isnull": False}) if left is None else ~Q(**{name: left})


def _reasons(model: Model) -> list[Q]:
    """Conditions of rows that a hold in force keeps; none for what no hold can be put on."""
    column, label = wall_of(model).retention.held_by, model._meta.label
    matters = holds.in_force()
    found = [Q(Exists(matters.filter(object_id=OuterRef(column))))] if column else []
    if label in also_held:
        found.append(Q(also_held[label](matters.values("object_id"))))
    return found


def _parted(model: Model) -> tuple[models.QuerySet[Any], int]:
    """Rows that may go, and how many more are held."""
    rows, reasons = over(model), _reasons(model)
    if not reasons:
        return rows, 0
    held = reduce(or_, reasons)
    return rows.filter(~held), rows.filter(held).count()


def _look_at(model: Model) -> Line:
    free, held = _parted(model)
    return _line(model, free.count() + held, held=held)


def _carry_out(model: Model) -> Line:
    free, held = _parted(model)
    return _line(model, erased=_erase(model, free), held=held)


def _erase(model: Model, free: models.QuerySet[Any]) -> int:
    old = list(free.values_list("pk", flat=True)[:SLICE])
    if not old:
        return 0
    rows: models.QuerySet[Any] = model._default_manager.filter(pk__in=old)
    leaves = wall_of(model).retention.leaves
    return rows.update(**leaves) if leaves else rows.delete()[1].get(model._meta.label, 0)


def _counters(verb: str) -> int:
    kept = timedelta(days=wall_of(Rate).retention.days or 0)
    values = {"now": int(now().timestamp()), "kept": kept.total_seconds()}
    with connection.cursor() as cursor:
        cursor.execute(f"{verb} {OLD_COUNTERS}", values)
        return int(cursor.rowcount if verb == "DELETE" else cursor.fetchone()[0])


def _line(model: Model, due: int = 0, erased: int = 0, held: int = 0) -> Line:
    kept = wall_of(model).retention
    label = model._meta.label
    return Line(label, kept.basis, kept.days or 0, max(due, erased + held), erased, held)
