"""Taking a file in, and sweeping out what hangs on nothing."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import connection

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.ids import random_id
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

    Rolled back, the bytes have no row and are swept away. The id says nothing of when: a firm may
    come to see it.
    """
    sizes = {name: size for name, _media, size in made.parts}
    row = Upload(
        id=random_id(),
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
        loose_since=now(),
    )
    for name, _media, size in made.parts:
        vault.write(vault.Box(row.id, name, row.salt, size), made.spool)
    row.save(force_insert=True)
    return row


def stored(row: Upload) -> Stored:
    """A row as the record that opens it."""
    return Stored(*(getattr(row, name) for name in FIELDS))


@action(permit="files.sweep", audit="files.swept", silent=True)
def sweep(actor: Actor) -> list[UUID]:
    """Take away the rows of files that have hung on nothing for a day: a slice of the oldest.

    Once the transaction stands, `drop` takes their bytes.
    """
    rows = Upload.objects.filter(loose_since__lt=now() - WAITS).order_by("loose_since", "id")
    loose = held_by_nobody(list(rows.values_list("id", flat=True)[:SLICE]))
    Upload.objects.filter(id__in=loose).delete()
    return loose


@action(permit="files.sweep", audit="files.loosened", silent=True)
def loosen(actor: Actor, *, after: UUID | None) -> UUID | None:
    """Note which files a matter held and holds no more: one slice; where the next begins."""
    rows = Upload.objects.filter(loose_since=None).order_by("id")
    rows = rows.filter(id__gt=after) if after else rows
    found = list(rows.values_list("id", flat=True)[:SLICE])
    Upload.objects.filter(id__in=held_by_nobody(found)).update(loose_since=now())
    return found[-1] if len(found) == SLICE else None


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
