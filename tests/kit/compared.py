"""What the database shows, compared with what tests/kit/scope.py says that it may."""

from __future__ import annotations

from typing import Any

from django.db import ProgrammingError, transaction

from niangjia.kernel.base.install import walled_models

from .closed import CLOSED
from .hats import Hat, World
from .scope import RULES, Model


def shown(model: Model) -> set[Any] | None:
    """Primary keys the database shows now; None when it refuses the question."""
    try:
        with transaction.atomic():
            return set(model._default_manager.values_list("pk", flat=True))
    except ProgrammingError as refused:
        if "permission denied" not in str(refused):
            raise
        return None


def expected(world: World, hat: Hat, model: Model) -> set[Any]:
    """Primary keys the rules above allow."""
    return {row.pk for row in world.all(model) if RULES[model](world, hat, row)}


def mismatches(
    world: World, keys: list[str] | None = None, only: list[Model] | None = None
) -> list[str]:
    """Everything the database shows that the rules do not, and the other way round."""
    found = []
    for key in keys or world.hats:
        hat = world.effective(key)
        with world.acting(key):
            for model in only or walled_models():
                found += _compare(
                    f"{key} on {model.__name__}",
                    shown(model),
                    expected(world, hat, model),
                    model in CLOSED[hat.role],
                )
    return found


def _compare(where: str, seen: set[Any] | None, allowed: set[Any], closed: bool) -> list[str]:
    if seen is None:
        return [f"{where}: refused, {len(allowed)} allowed"] if allowed else []
    too_many, missing = len(seen - allowed), len(allowed - seen)
    out = [f"{where}: {too_many} rows too many"] if too_many else []
    out += [f"{where}: {missing} rows missing"] if missing else []
    return out + ([f"{where}: not refused aloud"] if closed else [])
