"""The world's surveys: who is asked, what was said, what was counted."""

from __future__ import annotations

from datetime import timedelta

from niangjia.kernel.base.ids import new_id
from niangjia.kernel.surveys.models import Answer, Asked, Slip, Survey, Tally

from . import beds
from .hats import THEN, World, canary

DUE = THEN + timedelta(days=60)


def sow(world: World) -> None:
    """Of a town, of unions and of another district: a draft, open ones, closed ones."""
    for key, kind, state in (
        ("a1", "unnamed", "closed"),
        ("a1x", "named", "open"),
        ("a1y", "named", "draft"),
        ("a2x", "unnamed", "open"),
        ("b2y", "named", "closed"),
    ):
        org, hat = world.orgs[key], world.hats[f"{key}.chair"]
        row = world.add(
            Survey(
                id=new_id(),
                org_id=org.id,
                org_root=org.root,
                org_path=org.path,
                org_name=org.name,
                title=canary("survey", key),
                why=canary("why", key),
                kind=kind,
                state=state,
                questions=[QUESTION, IN_WORDS],
                until=DUE.date(),
                by_id=hat.person.id,
                by_name=canary("speaker", f"survey/{key}"),
                created_at=THEN,
                moved_at=THEN,
                opened_at=None if state == "draft" else THEN,
                told_at=THEN,
                due_at=None if state == "closed" else DUE,
                closed_at=THEN if state == "closed" else None,
            )
        )
        if state != "draft":
            _asked(world, row, key)
        if key in ("a1x", "b2y"):
            beds.sow(world, row, key)


QUESTION = {
    "id": "q1",
    "kind": "number",
    "title": "几份？",
    "options": [],
    "required": True,
    "other": False,
    "hint": "",
    "use": "",
}
IN_WORDS = {**QUESTION, "id": "q2", "kind": "text", "title": "还想说什么？", "required": False}


def _asked(world: World, row: Survey, key: str) -> None:
    """Those of one union are asked; what they said stands where the kind of survey puts it."""
    union = key if len(key) == 3 else f"{key}x"
    place = {"org_root": row.org_root, "org_path": row.org_path}
    for who in ("asker", "colleague"):
        person = world.people[f"{union}-{who}"]
        world.add(
            Asked(survey=row, org_root=row.org_root, person_id=person.id, answered=who == "asker")
        )
    if row.kind == "named":
        said = {"q1": 2, "q2": canary("said", f"survey/{key}")}
        asker = world.people[f"{union}-asker"]
        world.add(
            Answer(survey=row, org_id=row.org_id, person_id=asker.id, said=said, at=THEN, **place)
        )
    elif row.state == "open":
        world.add(
            Slip(survey=row, org_root=row.org_root, said={"q1": 2, "q2": canary("slip", key)})
        )
    if row.state == "closed":
        counted = {"asked": 2, "answered": 1, "few": True, "questions": []}
        world.add(Tally(survey=row, tables=counted, **place))
