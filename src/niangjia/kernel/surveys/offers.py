"""What other rooms offer to somebody who has just answered with a name.

A service adds a function in its `apps.ready`: it may turn what was said into a matter, when the
person wants it. Surveys know none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .queries import Mine


@dataclass(frozen=True, slots=True)
class Link:
    """A way on: where, what it is called, and what it means."""

    url: str
    title: str
    text: str


#: Each gets what was answered and returns a link, or None.
further: list[Callable[[Mine], Link | None]] = []


def after(answered: Mine) -> list[Link]:
    """Ways on from an answer."""
    return [link for offer in further if (link := offer(answered)) is not None]
