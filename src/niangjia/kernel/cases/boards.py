"""Boards a union added beside those of the house: read on nearly every page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.kernel.base.context import actor as acting
from niangjia.kernel.base.kept import Kept
from niangjia.kernel.base.types import STAFF_POSTS, Post


@dataclass(frozen=True, slots=True)
class OwnBoard:
    """A board a union added beside those of the house."""

    id: UUID
    key: str
    title: str
    topics: tuple[str, ...]
    org_id: UUID
    org_path: str
    closed: bool


_kept: Kept[list[OwnBoard]] = Kept()


def own_boards(service: str, *, fresh: bool = False) -> list[OwnBoard]:
    """Boards added by unions the actor can see, oldest first.

    Processes keep them for some seconds; who has just changed one asks for `fresh` ones.
    """
    if fresh:
        return _own_boards(service)
    actor = acting()
    return _kept.get(f"{service} {actor.post} {actor.org_path}", lambda: _own_boards(service))


def forget() -> None:
    """Drop what this process keeps; called after a board was added or closed."""
    _kept.forget()


#: Boards offered where the actor stands; a union also sees those below it. Plain SQL: nearly
#: every page asks this.
BOARDS = """
SELECT id, key, title, topics::text, org_id, org_path, closed FROM cases_board
WHERE service = %(service)s
  AND (%(every)s OR starts_with(%(path)s, org_path)
       OR (%(staff)s AND starts_with(org_path, %(path)s)))
ORDER BY id
"""


def _own_boards(service: str) -> list[OwnBoard]:
    actor = acting()
    values: dict[str, Any] = {
        "service": service,
        "path": actor.org_path,
        "every": actor.post in (Post.SYSTEM, Post.RESPONDER),
        "staff": actor.post in STAFF_POSTS,
    }
    with connection.cursor() as cursor:
        cursor.execute(BOARDS, values)
        return [
            OwnBoard(key, name, title, tuple(json.loads(topics)), *rest)
            for key, name, title, topics, *rest in cursor.fetchall()
        ]
