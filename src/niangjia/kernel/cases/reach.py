"""The first line: what an actor's queries ask for. Behind it the database's wall says it again."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from niangjia.kernel.base.paths import inside
from niangjia.kernel.base.types import STAFF_POSTS, Actor, Post

from .models import Author, Seat


def seated(actor: Actor, capacity: str) -> Exists:
    """Cases at which the organisation acted for has a seat now."""
    seats = Seat.objects.filter(case_id=OuterRef("pk"), org_id=actor.org, capacity=capacity)
    return Exists(seats.filter(until=None))


def visible(actor: Actor) -> Q:
    """Cases the actor may open by key."""
    if actor.post == Post.SYSTEM:
        return Q()
    if actor.post == Post.WORKER:
        return Q(Exists(Author.objects.filter(case_id=OuterRef("pk"), person_id=actor.me)))
    if actor.post == Post.RESPONDER:
        return Q(seated(actor, "firm"))
    if actor.post in STAFF_POSTS:
        return inside(actor) | Q(seated(actor, "union"))
    return Q(pk=None)


def way_up(actor: Actor) -> list[str]:
    """Places of the unions over the actor, the own one last."""
    parts = actor.org_path.rstrip(".").split(".")
    ways = [".".join(parts[: n + 1]) + "." for n in range(len(parts))]
    return [way for way in ways if way.startswith(actor.org_root)]
