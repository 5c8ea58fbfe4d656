"""The first line: whose records an actor's queries ask for. The database's wall is the second."""

from __future__ import annotations

from django.db.models import Q

from niangjia.kernel.base.paths import beneath
from niangjia.kernel.base.types import Actor, Post

from . import switches

#: Segments of the path of a county, the highest union whose whole part has one root.
COUNTY = 3


def people(actor: Actor) -> Q:
    """People of the actor's part. From a county down there is one root, and one index range."""
    part = beneath(actor, "home_path")
    return part if _many_roots(actor) else part & Q(home_root=actor.org_root)


def posts(actor: Actor) -> Q:
    """Appointments at organisations of the actor's part."""
    part = beneath(actor)
    return part if _many_roots(actor) else part & Q(org_root=actor.org_root)


def _many_roots(actor: Actor) -> bool:
    """An administrator above the counties builds unions below that are roots of their own."""
    return actor.post is Post.ADMIN and len(switches.prefixes(actor.org_root)) < COUNTY
