"""The world's requests for help with a claim: one to each of three unions, and who may know."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.db import models

from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.sealed import seal
from niangjia.kernel.base.types import Post
from niangjia.kernel.offers.helping import COLUMN, SAID
from niangjia.kernel.offers.models import CoverHelp, HelpEvent, Roll

from . import sight
from .hats import THEN, Hat, World, canary

Sees = Callable[[World, Hat, Any], bool]
#: Which union's list, and whose request.
ASKED = {"a": "a1x-asker", "a1x": "a1x-asker", "b2y": "b2y-asker"}


def sow(world: World) -> None:
    """One request that somebody has taken on, with what was said at the beginning of it."""
    for key, who in ASKED.items():
        roll = next(one for one in world.all(Roll) if one.org_id == world.orgs[key].id)
        row = world.add(_help(world, key, roll, who))
        world.add(_event(row))


def _help(world: World, key: str, roll: Roll, who: str) -> CoverHelp:
    help_id, handler = new_id(), world.hats[f"{key}.chair"].person
    # Sealed: no column anybody reads holds these.
    words = {"name": "方小舟", "place": "南塘路口", "words": "摔了一跤。", "phone": "13900000009"}
    return CoverHelp(
        id=help_id,
        roll_id=roll.id,
        title=canary("cover", key),
        insurer=canary("insurer", key),
        org_id=roll.org_id,
        org_root=roll.org_root,
        org_path=roll.org_path,
        org_name=roll.org_name,
        person_id=world.people[who].id,
        number=f"B-{key}",
        kind="accident",
        day=THEN.date(),
        sealed=seal(json.dumps(words), COLUMN, help_id),
        state="taken",
        handler_id=handler.id,
        handler_name=canary("handler", key),
        at=THEN,
        moved_at=THEN,
        due_at=THEN.replace(year=2027),
    )


def _event(row: CoverHelp) -> HelpEvent:
    event_id = new_id()
    return HelpEvent(
        id=event_id,
        help=row,
        org_id=row.org_id,
        org_root=row.org_root,
        org_path=row.org_path,
        person_id=row.person_id,
        verb="word",
        sealed=seal(json.dumps({"text": "药费单找到了"}), SAID, event_id),
        by_person=True,
        by_name=canary("speaker", row.number),
        at=THEN,
    )


def of_union(hat: Hat, row: Any) -> bool:
    """Officers and the chair of the one union that keeps the cover: no caller, nobody above."""
    return hat.post in (Post.OFFICER, Post.CHAIR) and row.org_id == hat.org.id


def sees(world: World, hat: Hat, row: Any) -> bool:
    own = hat.post == Post.WORKER and sight.mine(hat, row.person_id)
    return own or of_union(hat, row)


SEES: dict[type[models.Model], Sees] = {CoverHelp: sees, HelpEvent: sees}
CHANGES: dict[type[models.Model], Sees] = {CoverHelp: sees}
#: Rows by the parameter of the routes that name them.
ADDRESSED: dict[str, tuple[type[models.Model], Sees]] = {"help_id": (CoverHelp, sees)}
ALL: frozenset[type[models.Model]] = frozenset(SEES)
