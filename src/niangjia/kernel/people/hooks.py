"""What other rooms hang on when people change; people knows none of them.

A room appends its functions when it starts (`base.rooms`). Each runs inside the action's
transaction. Paths and persons that other tables carry need no hook: they follow by their column
(sql/tree.sql, sql/account.sql).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

#: Which of these people or organisations the room still needs: an import may not take them back.
in_use: list[Callable[[Sequence[UUID]], set[UUID]]] = []
#: (person, organisation): a sentence about matters still in hand there, or "".
open_matters: list[Callable[[UUID, UUID], str]] = []


def used(ids: Sequence[UUID]) -> set[UUID]:
    """People and organisations any room still needs."""
    return set().union(*(ask(ids) for ask in in_use))


def matters(person: UUID, org: UUID) -> str:
    """What a person would leave behind at an organisation, in words; "" for nothing."""
    return _("；").join(text for ask in open_matters if (text := ask(person, org)))
