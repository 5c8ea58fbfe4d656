"""What unions promise, and a year of the calendar."""

from __future__ import annotations

from datetime import date

from niangjia.kernel.base.ids import new_id
from niangjia.kernel.rules.models import CalendarDay, CalendarYear, Promise

from .hats import THEN, World, canary


def sow(world: World) -> None:
    """A year nobody will live to see, and what each district promises."""
    world.add(CalendarYear(year=2098, source=canary("source", "2098"), entered_at=THEN))
    world.add(CalendarDay(day=date(2098, 1, 1), working=False, name="元旦"))
    for key in ("a", "a1", "b"):
        org = world.orgs[key]
        world.add(
            Promise(
                id=new_id(),
                org_id=org.id,
                org_root=org.root,
                org_path=org.path,
                key="case.accepted",
                length=4,
                unit="working",
                basis=canary("basis", key),
                decided_by=canary("decider", key),
                since=THEN.date(),
            )
        )
