"""In which capacities somebody may act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base import permits
from niangjia.kernel.base.clock import today
from niangjia.kernel.base.types import Actor, Hidden, Post
from niangjia.kernel.people.models import Appointment
from niangjia.kernel.people.rules import POST_WORDS

WORKER = "worker"
#: Post -> icon and colour group.
LOOKS: dict[str, tuple[str, str]] = {
    Post.OFFICER: ("case", "voice"),
    Post.CHAIR: ("badge", "own"),
    Post.CALLER: ("phone", "mind"),
    Post.RESPONDER: ("org", "help"),
    Post.ADMIN: ("gear", "calm"),
}


@dataclass(frozen=True, slots=True)
class Capacity:
    """A hat on the page of hats. `id` is "worker" or an appointment's id."""

    id: str
    icon: str
    group: str
    name: str
    org: str
    current: bool
    post: Post = Post.WORKER


@dataclass(frozen=True, slots=True)
class Entered:
    """The capacity that was chosen; ids for the audit, the post to find the way."""

    id: UUID | None
    org_path: str
    post: Post


def open_today(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    """Appointments in force on this day."""
    return rows.filter(Q(until=None) | Q(until__gte=today()), since__lte=today())


def _mine(actor: Actor) -> QuerySet[Appointment]:
    rows = open_today(Appointment.objects.filter(person_id=actor.me, org__state="active"))
    return rows.select_related("org").order_by("since", "id")


@query(permit="people.capacity")
def capacities(actor: Actor) -> list[Capacity]:
    """The worker first, then every post held today, in the order they were given."""
    worker = Capacity(
        WORKER,
        "user",
        "friend",
        _("我自己"),
        _("看自己的办件、会员证和消息"),
        actor.post is Post.WORKER,
    )
    return [worker, *(_hat(actor, row) for row in _mine(actor))]


def _hat(actor: Actor, row: Appointment) -> Capacity:
    icon, group = LOOKS[row.post]
    name = row.title or _(POST_WORDS[Post(row.post)])
    current = row.id == actor.appointment_id
    return Capacity(str(row.id), icon, group, name, row.org.name, current, Post(row.post))


def opening(hats: Iterable[Capacity], permit: str) -> list[Capacity]:
    """Of a person's capacities those that carry `permit`: decided by permits, by no record."""
    return [hat for hat in hats if permit in permits.held(hat.post, None)]


@query(permit="people.capacity")
def count(actor: Actor) -> int:
    """How many hats the person has, the worker's included."""
    return 1 + _mine(actor).count()


def chosen(actor: Actor, choice: str) -> Entered:
    """The capacity named by `choice`; somebody else's or an ended one is not there (Hidden)."""
    if choice == WORKER:
        return Entered(None, "", Post.WORKER)
    for row in _mine(actor):
        if str(row.id) == choice:
            return Entered(row.id, row.org_path, Post(row.post))
    raise Hidden("no_such_capacity")
