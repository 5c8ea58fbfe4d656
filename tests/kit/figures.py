"""Counts of matters, and what unions show of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from niangjia.kernel.base.ids import new_id
from niangjia.kernel.insight.models import Advice, Bulletin, Cell, Part, Sheet
from niangjia.kernel.insight.rules import COUNTED

from .hats import THEN, World, canary

NONE: dict[str, Any] = {
    "union": "",
    "start": "2098-01-01",
    "months": 3,
    "until": "2098-04-01",
    "total": dict.fromkeys(COUNTED, 9),
    "before": None,
    "boards": [],
    "unions": [],
    "firms": [],
}


def bulletins(world: World) -> None:
    """One of each union and state, and what each says of a firm."""
    for key, state in (
        ("a", "published"),
        ("a1", "replying"),
        ("a1x", "draft"),
        ("b", "withdrawn"),
    ):
        org, firm = world.orgs[key], world.orgs["b2y-firm" if key == "b" else "a1x-firm"]
        place = {"org_root": org.root, "org_path": org.path}
        found = world.add(
            Bulletin(
                id=new_id(),
                org_id=org.id,
                org_name=org.name,
                start=date(2098, 1, 1),
                months=3,
                state=state,
                figures=NONE,
                sections={"overall": canary("bulletin", key)},
                by_name=canary("writer", f"bulletin/{key}"),
                created_at=THEN,
                moved_at=THEN,
                published_at=THEN if state == "published" else None,
                **place,
            )
        )
        world.add(
            Part(
                id=new_id(),
                bulletin_id=found.id,
                union_id=org.id,
                union_name=org.name,
                title="2098",
                firm_id=firm.id,
                firm_name=firm.name,
                figures={"title": firm.name, "org": str(firm.id)},
                reply=canary("part", key),
                **place,
            )
        )


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
    bulletins(world)
    for key in ("a", "a1x", "b"):
        _advice(world, key)


def _advice(world: World, key: str) -> None:
    """A sentence a union advises."""
    org = world.orgs[key]
    world.add(
        Advice(
            id=new_id(),
            org_id=org.id,
            org_root=org.root,
            org_path=org.path,
            org_name=org.name,
            measure="silent",
            below=100,
            text=canary("advice", key),
            by_name=canary("adviser", key),
            changed_at=THEN,
        )
    )
