"""One's own inbox."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from niangjia.kernel.acts.action import query
from niangjia.kernel.base import paging
from niangjia.kernel.base.clock import day_text
from niangjia.kernel.base.types import Actor
from niangjia.kernel.base.wording import spoken
from niangjia.kernel.notices.models import Notice

PAGE = 20
#: The badge never says more than this and a plus.
MOST = 99


@dataclass(frozen=True, slots=True)
class Line:
    """One notice, newest first in its list. `service` is the room that told it."""

    id: UUID
    service: str
    title: str
    text: str
    when: str
    at: str
    unread: bool


def _mine(actor: Actor) -> QuerySet[Notice]:
    return Notice.objects.filter(person_id=actor.me)


@query(permit="notices.read")
def inbox(actor: Actor, cursor: str = "") -> paging.Page[Line]:
    """A page of notices, whatever the capacity they were meant for."""
    rows = _mine(actor)
    if key := paging.decode(cursor, paging.moment, UUID):
        rows = rows.filter(Q(at__lt=key[0]) | Q(at=key[0], id__lt=key[1]))
    lines = [_line(row) for row in rows.order_by("-at", "-id")[: PAGE + 1]]
    return paging.page(lines, PAGE, lambda line: (line.at, str(line.id)))


def _line(row: Notice) -> Line:
    return Line(
        row.id,
        row.service,
        spoken(row.title),
        spoken(row.text),
        day_text(row.at),
        row.at.isoformat(),
        row.read_at is None,
    )


UNREAD = """
SELECT count(*) FROM (
    SELECT 1 FROM notices_notice WHERE person_id = %s AND read_at IS NULL LIMIT %s) n
"""


def unread(actor: Actor) -> str:
    """The badge: how many are unread, 99+ at most, nothing for none. One index-only count."""
    with connection.cursor() as cursor:
        cursor.execute(UNREAD, [actor.me, MOST + 1])
        count = cursor.fetchone()[0]
    return "" if not count else f"{MOST}+" if count > MOST else str(count)
