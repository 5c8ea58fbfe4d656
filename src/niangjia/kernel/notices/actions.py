"""Reading one's notices."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.types import Actor, Hidden

from .models import Notice


@dataclass(frozen=True, slots=True)
class Opened:
    """A notice that was opened, and the path it leads to ("" for nowhere)."""

    id: UUID
    org_path: str
    link: str


@action(permit="notices.read", audit="notices.read", silent=True)
def read(actor: Actor, *, notice_id: UUID) -> Opened:
    """Mark one notice as read. Somebody else's is Hidden."""
    mine = Notice.objects.filter(id=notice_id, person_id=actor.me)
    link = mine.values_list("link", flat=True).first()
    if link is None:
        raise Hidden("no_notice")
    mine.filter(read_at=None).update(read_at=now())
    return Opened(notice_id, actor.org_path, link)


@action(permit="notices.read", audit="notices.all_read", silent=True)
def read_all(actor: Actor) -> None:
    """Mark everything as read."""
    Notice.objects.filter(person_id=actor.me, read_at=None).update(read_at=now())
