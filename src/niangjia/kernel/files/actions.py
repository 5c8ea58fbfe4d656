"""Taking a file in, and sweeping out what hangs on nothing."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Post

from . import rules
from .engine import vault
from .engine.asking import Remade
from .models import Upload
from .queries import FIELDS, Stored

#: How long a file waits for the matter it was brought for.
WAITS = timedelta(days=1)
#: Rows of one sweep.
SLICE = 500
#: Which of these files a room still holds: each room appends its own in its `apps.ready`.
holders: list[Callable[[Sequence[UUID]], set[UUID]]] = []


@dataclass(frozen=True, slots=True)
class Swept:
    """Files that lost their row, where the next sweep begins, and whether there is a next."""

    ids: tuple[UUID, ...]
    after: tuple[datetime, UUID] | None


def may_bring(actor: Actor, count: int) -> bool:
    """Whether the actor has not brought too many files this hour. Counts them."""
    key = f"files:{actor.me}"
    sql = "SELECT bool_and(api.hit(%s, %s, 3600)) FROM generate_series(1, %s)"
    with connection.cursor() as cursor:
        cursor.execute(sql, [key, rules.HOURLY, count])
        return bool(cursor.fetchone()[0])


@action(permit="files.bring", audit="files.brought", silent=True)
def take(actor: Actor, *, made: Remade) -> Upload:
    """Keep a file that came out of the workshop: the bytes first, then the row that opens them.

    Rolled back, the bytes have no row and are swept away.
    """
    sizes = {name: size for name, _media, size in made.parts}
    row = Upload(
        id=new_id(),
        org_root=actor.org_root,
        org_path=actor.org_path,
        person_id=actor.me,
        org_id=None if actor.post == Post.WORKER else actor.org,
        kind=made.kind,
        media=made.parts[0][1],
        size=sizes[rules.WHOLE],
        thumb_size=sizes.get(rules.THUMB, 0),
        seconds=made.facts.get("seconds", 0),
        width=made.facts.get("width", 0),
        height=made.facts.get("height", 0),
        salt=secrets.token_hex(16),
        at=now(),
    )
    for name, _media, size in made.parts:
        vault.write(vault.Box(row.id, name, row.salt, size), made.spool)
    row.save(force_insert=True)
    return row


def stored(row: Upload) -> Stored:
    """A row as the record that opens it."""
    return Stored(*(getattr(row, name) for name in FIELDS))


@action(permit="files.sweep", audit="files.swept", silent=True)
def sweep(actor: Actor, *, after: tuple[datetime, UUID] | None = None) -> Swept:
    """Take away the rows of files a day old that no matter holds: a slice of the oldest.

    Once the transaction stands, `drop` takes their bytes.
    """
    rows = Upload.objects.filter(at__lt=now() - WAITS)
    if after:
        rows = rows.filter(at__gte=after[0]).exclude(at=after[0], id__lte=after[1])
    found = list(rows.order_by("at", "id").values_list("at", "id")[:SLICE])
    loose = held_by_nobody([one for _at, one in found])
    Upload.objects.filter(id__in=loose).delete()
    return Swept(tuple(loose), found[-1] if len(found) == SLICE else None)


def held_by_nobody(ids: Sequence[UUID]) -> list[UUID]:
    """Those on which no room hangs anything."""
    held: set[UUID] = set().union(*(ask(ids) for ask in holders))
    return [one for one in ids if one not in held]


def drop(ids: Iterable[UUID]) -> None:
    """Erase bytes whose rows are gone for good."""
    for one in ids:
        vault.erase(one)


@action(permit="files.sweep", audit="files.compared", silent=True)
def without_row(actor: Actor, *, ids: Sequence[UUID]) -> list[UUID]:
    """Of these files on disk, those no row opens."""
    known = set(Upload.objects.filter(id__in=ids).values_list("id", flat=True))
    return [one for one in ids if one not in known]
