"""Rows go when their declared time is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection, models

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.install import wall_of, walled_models
from niangjia.kernel.base.models import Rate

#: Erasing is done by the service actor, in slices that hold no lock for long.
ERASER = "nj_system"
SLICE = 5000
#: A counter's period is the number of its window, or the second of the last time.
OLD_COUNTERS = """
DELETE FROM base_rate
WHERE CASE WHEN period * seconds > %(now)s THEN period ELSE period * seconds END
      < %(now)s - seconds - %(kept)s
"""


def due() -> list[tuple[type[models.Model], models.Q]]:
    """Models whose rows are erased after a number of days, and which rows those are now."""
    return [(model, _over(model)) for model in walled_models() if _erased(model)]


def _erased(model: type[models.Model]) -> bool:
    wall = wall_of(model)
    mine = wall.rules.get(ERASER)
    kept = wall.retention
    dated = kept.days is not None and bool(kept.since)
    return kept.action == "erase" and dated and mine is not None and "D" in mine.verbs


def _over(model: type[models.Model]) -> models.Q:
    kept = wall_of(model).retention
    return models.Q(**{f"{kept.since}__lt": now() - timedelta(days=kept.days or 0)})


def erase() -> dict[str, int]:
    """Erase what is over; how many rows of each model went. Runs in a service actor's act."""
    gone = {model.__name__: _slice(model, over) for model, over in due()}
    return {name: count for name, count in (gone | {"Rate": _counters()}).items() if count}


def _slice(model: type[models.Model], over: models.Q) -> int:
    rows: models.QuerySet[Any] = model._default_manager.filter(over)
    old = list(rows.values_list("pk", flat=True)[:SLICE])
    return model._default_manager.filter(pk__in=old).delete()[0] if old else 0


def _counters() -> int:
    kept = timedelta(days=wall_of(Rate).retention.days or 0)
    with connection.cursor() as cursor:
        cursor.execute(OLD_COUNTERS, {"now": int(now().timestamp()), "kept": kept.total_seconds()})
        return int(cursor.rowcount)
