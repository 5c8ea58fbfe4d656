"""Counts of matters, and what unions show of them."""

from __future__ import annotations

from datetime import date

from niangjia.kernel.base.ids import new_id
from niangjia.kernel.insight.models import Cell, Sheet
from niangjia.kernel.insight.rules import COUNTED

from .hats import THEN, World, canary


def sow(world: World) -> None:
    """Counts of a year nobody will live to see, and what two districts show of theirs."""
    for key in ("a", "a1", "a1x", "b", "a1x-firm"):
        org = world.orgs[key]
        place = {"org_id": org.id, "org_root": org.root, "org_path": org.path}
        world.add(
            Cell(
                id=new_id(),
                service="none",
                scope="tree" if org.kind == "union" else "firm",
                start=date(2098, 1, 1),
                months=3,
                people=9,
                before=THEN,
                **dict.fromkeys(COUNTED, 9),
                **place,
            )
        )
        if org.kind == "union":
            writer = canary("shower", key)
            shown = {"until": "2098-04-01", "quarters": []}
            row = Sheet(
                open=len(key) == 1, figures=shown, changed_by=writer, changed_at=THEN, **place
            )
            world.add(row)
