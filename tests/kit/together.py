"""Matters of many people in every position, and what cadres put right."""

from __future__ import annotations

from typing import Any

from niangjia.kernel.base.ids import new_id
from niangjia.kernel.cases.models import Correction, Hunch, Lesson, Matter, Merge, Part, Telling

from .country import unions
from .hats import THEN, World, canary

#: Matter -> union, authors, state, and the case that is part of it.
MATTERS = {
    "few": ("a1x", 1, "open", "a1x.own"),
    "several": ("a1x", 4, "open", "a1x.seated"),
    "many": ("a1x", 6, "answered", "a1x.past"),
    "town": ("a1", 9, "open", "a1x.town"),
    "over": ("b2y", 5, "closed", "b2y.closed"),
    "other": ("b2y", 5, "open", "b2y.seated"),
}


def sow(world: World) -> None:
    """All of it."""
    for key, (org, people, state, case) in MATTERS.items():
        _matter(world, key, org, people, state, case)
    for key in ("a1x", "a1", "b2y"):
        world.add(
            Lesson(
                id=new_id(),
                service="feedback",
                learned=3,
                weights={"words": canary("lesson", key)},
                made_at=THEN,
                **_at(world, key),
            )
        )
    for key in ("a1x.own", "b2y.own"):
        world.add(
            Correction(
                case_id=world.cases[key].id,
                service="feedback",
                chosen="voice",
                words=[canary("put-right", key)],
                at=THEN,
                **_at(world, key[:3]),
            )
        )

    for union in unions(world, "grassroots"):
        merged, main = world.cases[f"{union}.merged"], world.cases[f"{union}.past"]
        world.add(
            Merge(
                case_id=merged.id,
                main_id=main.id,
                at=THEN,
                by_id=world.hats[f"{union[:1]}.officer"].person.id,
                own_due=merged.due_at,
                main_due=main.due_at,
                due_at=merged.due_at,
                **_at(world, union),
            )
        )


def _at(world: World, org: str) -> dict[str, Any]:
    at = world.orgs[org]
    return {"org_id": at.id, "org_root": at.root, "org_path": at.path}


def _matter(world: World, key: str, org: str, people: int, state: str, case: str) -> None:
    officer = world.hats[f"{org[:1]}.officer"]
    matter = world.add(
        Matter(
            id=new_id(),
            service="feedback",
            title=canary("matter", key),
            cases=people,
            people=people,
            state=state,
            by_id=officer.person.id,
            by_name=canary("namer", key),
            created_at=THEN,
            moved_at=THEN,
            closed_at=THEN if state == "closed" else None,
            **_at(world, org),
        )
    )
    world.add(
        Part(case_id=world.cases[case].id, matter_id=matter.id, added_at=THEN, **_at(world, org))
    )
    world.add(
        Hunch(
            id=new_id(),
            service="feedback",
            case_ids=[str(world.cases[case].id)],
            words=[canary("hunch", key)],
            size=1,
            made_at=THEN,
            **_at(world, org),
        )
    )
    world.add(
        Telling(
            id=new_id(),
            matter_id=matter.id,
            service="feedback",
            org_name=canary("teller", key),
            kind="progress",
            text=canary("told", key),
            by_id=officer.person.id,
            by_name=canary("speaker", f"told/{key}"),
            case_ids=[str(world.cases[case].id)],
            done=1,
            made_at=THEN,
            finished_at=THEN,
            **_at(world, org),
        )
    )
