"""Who acts in the demo."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from niangjia.kernel.base import permits
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.people.models import Appointment, Person

#: Lets somebody act at a moment of the past: the demo walks through the real actions.
StandIn = Callable[[Actor, datetime], AbstractContextManager[Actor]]


def actor_of(appointment: Appointment) -> Actor:
    """Whoever holds the post, acting in it."""
    post = Post(appointment.post)
    return Actor(
        appointment.person_id,
        appointment.person.name,
        post,
        appointment.org_id,
        appointment.org.path,
        appointment.org.root,
        appointment.org.name,
        appointment.id,
        permits.held(post, None),
    )


def worker(person: Person) -> Actor:
    """Somebody acting for nobody else."""
    home = person.home_org
    if home is None:
        raise ValueError("a demo author has a home")
    return Actor(
        person.id,
        person.name,
        Post.WORKER,
        home.id,
        home.path,
        home.root,
        home.name,
        None,
        permits.held(Post.WORKER, None),
    )
