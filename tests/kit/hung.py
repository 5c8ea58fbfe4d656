"""Files of the world: on its cases, from every side, and brought but hung nowhere."""

from __future__ import annotations

from datetime import timedelta

from niangjia.kernel.base.ids import new_id
from niangjia.kernel.cases.models import Attachment, Case
from niangjia.kernel.files.models import Upload

from .hats import THEN, World, canary

DUE = THEN + timedelta(days=60)


def sow(world: World) -> None:
    """On every case with a firm; and what was brought and hung nowhere yet."""
    for key, case in world.cases.items():
        if case.firm_id:
            _attach(world, case, key)
    for key, org in (("a1x-asker", ""), ("b2y-asker", ""), ("a1x.officer", "a1x")):
        _upload(world, key, org)
    _upload(world, "a1x-firm.responder", "a1x-firm")


def _upload(world: World, key: str, org: str) -> Upload:
    person = world.hats[key].person if key in world.hats else world.people[key]
    at = world.orgs.get(org)
    return world.add(
        Upload(
            id=new_id(),
            person_id=person.id,
            org_id=at.id if at else None,
            org_root=at.root if at else person.home_root,
            org_path=at.path if at else person.home_path,
            kind="photo",
            media="image/jpeg",
            size=1000,
            thumb_size=100,
            salt=canary("salt", f"{key}"),
            at=THEN,
            loose_since=THEN,
        )
    )


def _attach(world: World, case: Case, key: str) -> None:
    """A file of every side, before and after the union looked at it."""
    for side in Attachment.Sides.values:
        for state in ("kept",) if side == "union" else ("waiting", "released"):
            world.add(
                Attachment(
                    id=new_id(),
                    case_id=case.id,
                    org_root=case.org_root,
                    side=side,
                    kind="photo",
                    media="image/jpeg",
                    size=1000,
                    thumb_size=100,
                    seconds=0,
                    width=10,
                    height=10,
                    salt="ab" * 16,
                    at=THEN,
                    state=state,
                    moved_at=THEN,
                    due_at=DUE if state == "waiting" else None,
                    reason=canary("reason", f"{key}/{side}/{state}"),
                    decided_name=canary("decider", f"{key}/{side}/{state}"),
                )
            )
