"""Places in the tree of organisations, written as the way to them: 33.01.99."""

from __future__ import annotations

from django.db.models import Q

from .types import Actor


def beneath(actor: Actor, column: str = "org_path") -> Q:
    """Rows in the actor's part of the tree, whatever their operating union: the first line, behind
    which the wall says the same (`walls.beneath`).
    """
    return Q(**{f"{column}__gte": actor.org_path, f"{column}__lt": f"{actor.org_path}~"})


def inside(actor: Actor) -> Q:
    """Rows of the actor's operating union, in the actor's part of the tree (`walls.within`)."""
    return Q(org_root=actor.org_root) & beneath(actor)


def prefixes(path: str) -> list[str]:
    """All places on the way to `path`: 33. 33.01. 33.01.99."""
    parts = [part for part in path.split(".") if part]
    return [".".join(parts[: i + 1]) + "." for i in range(len(parts))]
