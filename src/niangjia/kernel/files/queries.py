"""Reads of files as small records. Each sees what it brought itself, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.types import Actor, Hidden, Post

from .engine import vault
from .engine.vault import Box
from .models import Upload
from .rules import THUMB, WHOLE

#: Columns of `Stored`.
FIELDS = ("id", "kind", "media", "size", "thumb_size", "seconds", "width", "height", "salt")


@dataclass(frozen=True, slots=True)
class Stored:
    """What is needed to show a file and to open it. Whoever holds one may read the bytes."""

    id: UUID
    kind: str
    media: str
    size: int
    thumb_size: int
    seconds: int
    width: int
    height: int
    salt: str

    def box(self, part: str) -> Box:
        """Where a part lies. Hidden for one it does not have."""
        sizes = {WHOLE: self.size, THUMB: self.thumb_size}
        if not sizes.get(part):
            raise Hidden("no_part")
        return Box(self.id, part, self.salt, sizes[part])


def _own(actor: Actor) -> QuerySet[Upload]:
    rows = Upload.objects.filter(person_id=actor.me)
    if actor.post == Post.WORKER:
        return rows.filter(org_id=None)
    return rows.filter(org_id=actor.org)


@query(permit="files.bring")
def brought(actor: Actor, ids: Iterable[UUID]) -> list[Stored]:
    """Those of `ids` the actor brought in this capacity, in the order of their coming."""
    rows = _own(actor).filter(id__in=list(ids)).order_by("at", "id")
    return [Stored(*values) for values in rows.values_list(*FIELDS)]


@query(permit="files.bring")
def one(actor: Actor, upload_id: UUID) -> Stored:
    """One of them. Hidden when it is none of the actor's."""
    found = brought(actor, [upload_id])
    if not found:
        raise Hidden("no_file")
    return found[0]


@query(permit="files.bring")
def of_person(actor: Actor) -> list[Stored]:
    """Everything the actor brought in this capacity and that is still kept, oldest first."""
    rows = _own(actor).order_by("at", "id")
    return [Stored(*values) for values in rows.values_list(*FIELDS)]


def read(file: Stored) -> Iterator[bytes]:
    """The bytes of a file. Raises Lost where they are gone."""
    return vault.read(file.box(WHOLE))
