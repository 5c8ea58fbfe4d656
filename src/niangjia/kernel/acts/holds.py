"""依法保留: a matter that retention passes over until somebody lifts the hold.

The mechanism knows no matter by name; a service wraps these in actions with a permit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.paths import beneath
from niangjia.kernel.base.types import Actor, Hidden, Post, Refusal

from .models import Hold

PAGE = 100


@dataclass(frozen=True, slots=True)
class Matter:
    """What a hold can be put on, and where it stands in the tree."""

    kind: str
    id: UUID
    number: str
    org_root: str
    org_path: str


def may(actor: Actor) -> bool:
    """Whether the actor may put and lift holds: the administrator, and the operating union itself.

    A union below would otherwise decide how long words about itself are kept.
    """
    return actor.post == Post.ADMIN or actor.org_path == actor.org_root


def in_force() -> QuerySet[Hold]:
    """Holds that hold now."""
    return Hold.objects.filter(_still())


def _still() -> Q:
    return Q(until=None) | Q(until__gt=now())


def put(actor: Actor, matter: Matter, *, reason: str, until: datetime | None) -> Hold:
    """Hold a matter from now on, `until` a moment or until lifted. Refuses a moment gone by."""
    _may(actor)
    if until is not None and until <= now():
        raise Refusal("past", "这一天已经过了，请选今天或以后的日子。")
    hold = Hold(
        object_kind=matter.kind,
        object_id=matter.id,
        number=matter.number,
        org_root=matter.org_root,
        org_path=matter.org_path,
        reason=reason.strip(),
        by_id=actor.me,
        by_name=actor.name,
        since=now(),
        until=until,
    )
    hold.save(force_insert=True)
    return hold


def lift(actor: Actor, hold_id: UUID) -> Hold:
    """End a hold now. One that has ended already is not found."""
    _may(actor)
    held = of(actor).filter(_still(), pk=hold_id).first()
    if held is None:
        raise Hidden("no_hold")
    changes = {"until": now(), "lifted_by": actor.me, "lifted_name": actor.name}
    Hold.objects.filter(pk=held.pk).update(**changes)
    return held


def of(actor: Actor) -> QuerySet[Hold]:
    """Holds in the actor's part of the tree, newest first."""
    rows = Hold.objects.filter(beneath(actor))
    rows = rows if actor.post == Post.ADMIN else rows.filter(org_root=actor.org_root)
    return rows.order_by("-since", "-id")


def on(object_id: UUID) -> QuerySet[Hold]:
    """Holds in force on one matter, as far as the actor may see them, oldest first."""
    return in_force().filter(object_id=object_id).order_by("since", "id")


def _may(actor: Actor) -> None:
    if not may(actor):
        raise Hidden("not_at_the_top")
