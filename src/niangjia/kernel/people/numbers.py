"""Numbers an organisation gives out: segments below it, and its members'. Each one once."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from .models import Org

TAKE = """
INSERT INTO people_orgcounter AS c (org_id, children, members) VALUES (%s, %s, %s)
ON CONFLICT (org_id) DO UPDATE
SET children = c.children + EXCLUDED.children, members = c.members + EXCLUDED.members
RETURNING children, members
"""


def _take(org_id: UUID, children: int, members: int) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [org_id, children, members])
        row = cursor.fetchone()
    return int(row[0]), int(row[1])


def segments(parent_id: UUID, count: int = 1) -> Sequence[int]:
    """The next `count` numbers for organisations below a parent."""
    last, _ = _take(parent_id, count, 0)
    return range(last - count + 1, last + 1)


def members(root: str, count: int = 1) -> list[str]:
    """The next `count` member numbers of an operating union: its region and eight digits."""
    org = Org.objects.get(path=root)
    _, last = _take(org.id, 0, count)
    return [f"{org.region}{n:08d}" for n in range(last - count + 1, last + 1)]
