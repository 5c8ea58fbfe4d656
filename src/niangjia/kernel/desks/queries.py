"""Reads of filters and canned words, within scope, as small records."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.context import remembered
from niangjia.kernel.base.types import Actor, Hidden

from .models import Canned

#: How long a deleted filter stands on the page where it can be had back.
REGRET = timedelta(days=7)
VIEW_FIELDS = (
    *("id", "name", "query", "shared", "pinned", "first", "opening", "by_name", "withdrawn_at"),
)
CANNED_FIELDS = ("id", "title", "text", "board", "used", "org_id", "org_name")


@dataclass(frozen=True, slots=True)
class Saved:
    """A filter under a name. `mine`: the actor keeps it; the others are shared by colleagues."""

    id: UUID
    name: str
    query: dict[str, str]
    shared: bool
    pinned: bool
    first: bool
    opening: bool
    by_name: str
    withdrawn_at: datetime | None
    mine: bool


@dataclass(frozen=True, slots=True)
class Words:
    """Canned words. `own`: the actor's union keeps them, and may change them."""

    id: UUID
    title: str
    text: str
    board: str
    used: int
    org_name: str
    own: bool


@query(permit="desks.views")
def views(actor: Actor, service: str) -> list[Saved]:
    """The actor's filters and those shared at the actor's union, in order; once per act."""
    kept = remembered(("desks.views", service), lambda: _views(actor, service))
    return [one for one in kept if one.withdrawn_at is None]


@query(permit="desks.views")
def dropped(actor: Actor, service: str) -> list[Saved]:
    """The actor's own filters deleted in the last days."""
    kept = remembered(("desks.views", service), lambda: _views(actor, service))
    return [one for one in kept if one.mine and one.withdrawn_at]


#: In plain SQL, as every page with a list asks it: building it anew costs as much as reading it.
VIEWS = f"""
SELECT {", ".join(VIEW_FIELDS)}, person_id FROM desks_view
WHERE org_id = %(org)s AND service = %(service)s AND (person_id = %(me)s OR shared)
  AND (withdrawn_at IS NULL OR withdrawn_at >= %(since)s)
ORDER BY place, id LIMIT 200
"""


def _views(actor: Actor, service: str) -> list[Saved]:
    asked: dict[str, Any] = {"org": actor.org, "me": actor.me, "service": service}
    with connection.cursor() as cursor:
        cursor.execute(VIEWS, {**asked, "since": now() - REGRET})
        return [_saved(actor, *row) for row in cursor.fetchall()]


def _saved(actor: Actor, *row: Any) -> Saved:
    *columns, person_id = row
    facts = dict(zip(VIEW_FIELDS, columns, strict=True))
    # A plain statement hands JSON out as text.
    asked = json.loads(facts.pop("query"))
    return Saved(query=asked, mine=person_id == actor.me, **facts)


@query(permit="desks.views")
def view(actor: Actor, service: str, view_id: UUID) -> Saved:
    """One filter the actor may change."""
    for one in views(actor, service):
        if one.id == view_id and one.mine:
            return one
    raise Hidden("no_view")


@query(permit="desks.words")
def canned(actor: Actor, service: str) -> list[Words]:
    """Words of the actor's union, then those of the unions above, each the most used first."""
    return remembered(("desks.canned", service), lambda: _canned(actor, service))


def _canned(actor: Actor, service: str) -> list[Words]:
    # The wall shows those of the actor's union and of every union above it, and the filter too.
    above = [actor.org_path[:n] for n, sign in enumerate(actor.org_path, 1) if sign == "."]
    rows = Canned.objects.filter(org_path__in=above, service=service, withdrawn_at=None)
    found = rows.order_by("-org_path", "-used", "id").values_list(*CANNED_FIELDS)[:200]
    return [_words(actor, *values) for values in found]


def _words(
    actor: Actor, pk: UUID, title: str, text: str, board: str, used: int, org: UUID, name: str
) -> Words:
    return Words(pk, title, text, board, used, name, own=org == actor.org)


@query(permit="desks.words")
def words(actor: Actor, service: str, words_id: UUID) -> Words:
    """Canned words the actor's union keeps itself."""
    for one in canned(actor, service):
        if one.id == words_id and one.own:
            return one
    raise Hidden("no_words")
