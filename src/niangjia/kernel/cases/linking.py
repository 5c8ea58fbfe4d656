"""What a matter can lead its authors to: things other rooms have, named by their manifests.

The house fills `kinds` at start; cases know none of them by name.
"""

from __future__ import annotations

from niangjia.kernel.base.manifest import Linkable, Linked
from niangjia.kernel.base.types import Actor, Hidden

kinds: dict[str, Linkable] = {}


def offer(kind: Linkable) -> None:
    """Make a kind of thing known."""
    kinds[kind.key] = kind


def offered(actor: Actor) -> list[tuple[Linkable, list[Linked]]]:
    """What the actor's union can lead people to now, kind by kind; kinds without any left out."""
    found = [(kind, kind.offered(actor)) for kind in kinds.values()]
    return [(kind, things) for kind, things in found if things]


def find(actor: Actor, choice: str) -> tuple[Linkable, Linked]:
    """What was chosen (`kind:key`), if it is on offer to the actor; anything else is Hidden."""
    name, _colon, key = choice.partition(":")
    kind = kinds.get(name)
    thing = next((one for one in kind.offered(actor) if one.key == key), None) if kind else None
    if kind is None or thing is None:
        raise Hidden("no_such_thing")
    return kind, thing
