"""Second rows of an address: of a stay its guest, and a guest that is none of its."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db import models

from niangjia.services.lodging.models import Cost, Guest, Receipt, Supply

from . import scope
from .hats import Hat, World

Sees = Callable[[World, Hat, Any], bool]
#: What they are, and the column that says which first row each belongs to. (Files answer with
#: bytes, and this world has none.)
SECONDS: dict[str, tuple[type[models.Model], str]] = {
    "guest_id": (Guest, "stay_id"),
    "supply_id": (Supply, "stay_id"),
    "receipt_id": (Receipt, "stay_id"),
    "cost_id": (Cost, "stay_id"),
}


def seconds(
    world: World, parameter: str, first: Any, sees_first: Sees
) -> Iterator[tuple[str, Any, Sees]]:
    """With a first row: a second of its own, one of the union beside, one of another root.

    Only the first belongs there. The others are as absent as one that does not exist, also for who
    may see both.
    """
    model, of = SECONDS[parameter]
    rows: list[Any] = world.all(model)
    others = [row for row in rows if row.org_path != first.org_path]
    near = [row for row in others if row.org_root == first.org_root]
    far = [row for row in others if row.org_root != first.org_root]

    def sees(world: World, hat: Hat, row: Any) -> bool:
        return sees_first(world, hat, first) and scope.RULES[model](world, hat, row)

    for row in [row for row in rows if getattr(row, of) == first.pk][:1]:
        yield "its own", row, sees
    for name, strange in (("beside", near), ("far", far)):
        for row in strange[:1]:
            yield name, row, lambda *_: False
