"""Who sees what a desk keeps for itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from niangjia.kernel.base.types import STAFF_POSTS
from niangjia.kernel.desks.models import Batch, BatchLine, Canned, FirstDay, View, WordList

from .hats import Hat, World


def _here(hat: Hat, row: Any) -> bool:
    return hat.post in STAFF_POSTS and row.org_id == hat.org.id


def sees_view(world: World, hat: Hat, row: View) -> bool:
    """One's own at this union, and what a colleague there shared."""
    return _here(hat, row) and (row.shared or row.person_id == hat.person.id)


def sees_batch(world: World, hat: Hat, row: Batch) -> bool:
    return _here(hat, row) and row.person_id == hat.person.id


def sees_batch_line(world: World, hat: Hat, row: BatchLine) -> bool:
    return any(sees_batch(world, hat, b) for b in world.all(Batch) if b.id == row.batch_id)


def sees_canned(world: World, hat: Hat, row: Canned | WordList) -> bool:
    return hat.post in STAFF_POSTS and hat.org.path.startswith(row.org_path)


def sees_first_day(world: World, hat: Hat, row: FirstDay) -> bool:
    """One's own, whatever the capacity."""
    return hat.person.id == row.person_id


SEES: dict[type[models.Model], Callable[[World, Hat, Any], bool]] = {
    Batch: sees_batch,
    BatchLine: sees_batch_line,
    Canned: sees_canned,
    FirstDay: sees_first_day,
    View: sees_view,
    WordList: sees_canned,
}
