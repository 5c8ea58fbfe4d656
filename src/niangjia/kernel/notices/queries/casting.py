"""Broadcasts as the desk shows them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base import paging
from niangjia.kernel.base.clock import day_text
from niangjia.kernel.base.paths import inside
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.notices.models import Broadcast

PAGE = 20
S = Broadcast.States
PILLS = {
    S.DRAFT: ("warn", "eye"),
    S.RUNNING: ("info", "clock"),
    S.DONE: ("ok", "check"),
    S.WITHDRAWN: ("", "undo"),
    S.DROPPED: ("", "close"),
}


@dataclass(frozen=True, slots=True)
class Pill:
    """A state as a pill."""

    kind: str
    icon: str
    label: str


@dataclass(frozen=True, slots=True)
class Cast:
    """A broadcast, in the list and on its page. `own`: of the union acted for."""

    id: UUID
    url: str
    title: str
    text: str
    org: str
    by: str
    when: str
    at: str
    step: str
    state: Pill
    total: int
    told: int
    percent: int
    own: bool


def _seen(actor: Actor) -> QuerySet[Broadcast]:
    """The own part of the tree; below it only what was really sent."""
    sent = Q(org_id=actor.org) | ~Q(state__in=(S.DRAFT, S.DROPPED))
    return Broadcast.objects.filter(inside(actor), sent)


@query(permit="notices.cast")
def casts(actor: Actor, cursor: str = "") -> paging.Page[Cast]:
    """A page of broadcasts, newest first."""
    rows = _seen(actor)
    if key := paging.decode(cursor, paging.moment, UUID):
        rows = rows.filter(Q(created_at__lt=key[0]) | Q(created_at=key[0], id__lt=key[1]))
    found = [_cast(actor, row) for row in rows.order_by("-created_at", "-id")[: PAGE + 1]]
    return paging.page(found, PAGE, lambda one: (one.at, str(one.id)))


@query(permit="notices.cast")
def cast(actor: Actor, broadcast_id: UUID) -> Cast:
    """One broadcast; Hidden outside the own part."""
    row = _seen(actor).filter(id=broadcast_id).first()
    if row is None:
        raise Hidden("no_broadcast")
    return _cast(actor, row)


def _cast(actor: Actor, row: Broadcast) -> Cast:
    state = S(row.state)
    return Cast(
        row.id,
        reverse("notices:cast", args=[row.id]),
        row.title,
        row.text,
        row.org_name,
        row.by_name,
        day_text(row.started_at or row.created_at),
        row.created_at.isoformat(),
        row.state,
        Pill(*PILLS[state], _(state.label)),
        row.total,
        row.told,
        100 if state == S.DONE else min(99, row.told * 100 // max(row.total, 1)),
        row.org_id == actor.org and row.org_path == actor.org_path,
    )
