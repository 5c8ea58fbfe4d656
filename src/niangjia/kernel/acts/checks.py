"""What the house refuses to start with: a retention nobody could carry out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from niangjia.kernel.base.install import wall_of, walled_models
from niangjia.kernel.base.models import Rate
from niangjia.kernel.base.walls import Kind, Wall

from .retention import field_at

#: Erasing is done by the service actor.
ERASER = "nj_system"
ACTIONS = ("erase", "erase-fields", "keep")


def check_retention(**_: Any) -> list[CheckMessage]:
    """Django's system check: every declared retention can be carried out by the runner."""
    return [
        Error(f"{model.__name__}: {words}", obj=model, id="niangjia.E001")
        for model in walled_models()
        for words in problems(model, wall_of(model))
    ]


def problems(model: type[models.Model], wall: Wall) -> Iterator[str]:
    """Why the runner could not do what the wall says; nothing when it can."""
    kept = wall.retention
    if kept.action not in ACTIONS:
        yield f"nobody knows how to {kept.action}"
    if kept.days is None:
        if wall.kind == Kind.PERSONAL:
            yield "personal rows must leave some day"
        return
    if model is Rate:  # its windows carry no date: the runner has a statement of its own
        return
    yield from _dated(model, kept.since)
    if bool(kept.leaves) != (kept.action == "erase-fields"):
        yield "erase-fields, and it alone, says what is left"
    if kept.held_by and not _leads(model, kept.held_by):
        yield f"{kept.held_by} is no column that a hold could name"
    for name, left in kept.leaves.items():
        yield from _blank(model, name, left)
    yield from _granted(wall)


def _leads(model: type[models.Model], path: str) -> models.Field[Any, Any] | None:
    names = {field.attname: field for field in model._meta.concrete_fields}
    try:
        return names.get(path) or field_at(model, path)
    except (FieldDoesNotExist, AttributeError):
        return None


def _dated(model: type[models.Model], since: str) -> Iterator[str]:
    if not isinstance(_leads(model, since), models.DateField):
        yield f"{since or 'nothing'} is no date to count from"


def _blank(model: type[models.Model], name: str, left: Any) -> Iterator[str]:
    found = _leads(model, name)
    if found is None or "__" in name:
        yield f"{name} is no field of its own"
    elif left is None and not found.null:
        yield f"{name} cannot be empty"
    elif left is not None and not _fits(found, left):
        yield f"{name} cannot hold {left!r}"


def _fits(found: models.Field[Any, Any], left: Any) -> bool:
    """Words fit a field of words that is not the only way to tell rows apart."""
    words = isinstance(found, models.CharField | models.TextField) and isinstance(left, str)
    longest = found.max_length or len(str(left))
    return words and len(left) <= longest and not found.unique


def _granted(wall: Wall) -> Iterator[str]:
    mine = wall.rules.get(ERASER)
    verbs = mine.verbs if mine else ""
    if "S" not in verbs or ("U" if wall.retention.leaves else "D") not in verbs:
        yield f"{ERASER} has no grant to {wall.retention.action}"
    elif mine and mine.columns and (beyond := set(wall.retention.leaves) - {*mine.columns}):
        yield f"{ERASER} has no grant on {', '.join(sorted(beyond))}"


def join() -> None:
    """Refuse to start with a retention that nobody could carry out."""
    register(check_retention)
