"""How far somebody came on the first day in a capacity. What there is to see, the house knows."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action, query
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Post, Refusal

from .models import FirstDay


@dataclass(frozen=True, slots=True)
class Come:
    """How far: under way at `stop`, or left (`left`), or walked to the end (`done`)."""

    state: str
    stop: str


def hat(actor: Actor) -> str:
    """The capacity somebody's first day belongs to: a post at an organisation, or oneself."""
    return "worker" if actor.post == Post.WORKER else f"{actor.post}:{actor.org_id}"


@query(permit="desks.first_day")
def come(actor: Actor) -> Come | None:
    """How far the actor came in this capacity; None for who was never asked."""
    rows = FirstDay.objects.filter(person_id=actor.me, hat=hat(actor))
    found = rows.values_list("state", "stop").first()
    return Come(*found) if found else None


@action(permit="desks.first_day", audit="desks.first_day", silent=True)
def walk(actor: Actor, *, state: str, stop: str) -> FirstDay:
    """Remember how far somebody came, for the next time and the next device."""
    if state not in FirstDay.States.values:
        raise Refusal("no_state", noop("没有这一步。"), status=422)
    at = {"person_id": actor.me, "hat": hat(actor)}
    values = {"state": state, "stop": stop, "changed_at": now()}
    kept = FirstDay(id=new_id(), **at, **values)
    FirstDay.objects.bulk_create(
        [kept],
        update_conflicts=True,
        unique_fields=list(at),
        update_fields=list(values),
    )
    return kept
