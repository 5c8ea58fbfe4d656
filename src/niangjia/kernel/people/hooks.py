"""What other rooms hang on when people and organisations change; people knows none of them.

A room appends its functions in its `apps.ready`. Each runs inside the action's transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

#: (root, old path, new path): everything that carries the old path, and paths below it, follows.
moved: list[Callable[[str, str, str], None]] = []
#: Which of these people have left traces in the room: an import may not take them back.
in_use: list[Callable[[Sequence[UUID]], set[UUID]]] = []
#: (kept, gone): two records were one person; the second one's matters become the first one's.
merged: list[Callable[[UUID, UUID], None]] = []
#: (person, organisation): a sentence about matters still in hand there, or "".
open_matters: list[Callable[[UUID, UUID], str]] = []


def used(people: Sequence[UUID]) -> set[UUID]:
    """People any room still needs."""
    return set().union(*(ask(people) for ask in in_use))


def matters(person: UUID, org: UUID) -> str:
    """What a person would leave behind at an organisation, in words; "" for nothing."""
    return "；".join(text for ask in open_matters if (text := ask(person, org)))
