"""Sets of rules a union keeps: versions never changed, from a day on, with their source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from niangjia.kernel.base.clock import now, today
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Hidden, Refusal
from niangjia.kernel.base.wording import insist
from niangjia.kernel.people import door as people

from .eligibility import MOST_CLAUSES, Clause, kept, may_stand, read, with_names
from .models.rolls import Pack, Roll

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Paper:
    """Where a set of rules stands, and from when on it holds."""

    title: str
    source: str
    approved_by: str
    approved_on: date
    since: date


@dataclass(frozen=True, slots=True)
class Facts:
    """A version of a set of rules as pages and offers take it."""

    id: UUID
    key: UUID
    version: int
    org_id: UUID
    org_name: str
    org_path: str
    paper: Paper
    until: date | None
    by_name: str
    clauses: tuple[Clause, ...]
    own: bool


def checked(clauses: Sequence[Clause]) -> list[dict[str, Any]]:
    """Clauses as they are kept; refuses what could never be asked."""
    if len(clauses) > MOST_CLAUSES:
        raise Refusal("clauses", _("条件最多 %d 条，再多没人看得懂。") % MOST_CLAUSES, status=422)
    for one in clauses:
        insist(may_stand(one), "clause", status=422)
    return kept(clauses)


def make(
    actor: Actor, *, paper: Paper, clauses: tuple[Clause, ...], key: UUID | None = None
) -> Pack:
    """Write down a set of rules, or the next version of one: it takes over from its first day."""
    if not clauses:
        raise Refusal("clauses", _("先写一个条件。"), status=422)
    before = _newest(actor, key) if key else None
    if before is not None:
        _taken_over(before, paper.since)
    return Pack.objects.create(
        id=new_id(),
        key=before.key if before else new_id(),
        version=before.version + 1 if before else 1,
        org_id=actor.org,
        org_root=actor.org_root,
        org_path=actor.org_path,
        org_name=actor.org_name,
        title=paper.title,
        clauses=checked(clauses),
        since=paper.since,
        source=paper.source,
        approved_by=paper.approved_by,
        approved_on=paper.approved_on,
        by_id=actor.me,
        by_name=actor.name,
        created_at=now(),
    )


def _newest(actor: Actor, key: UUID) -> Pack:
    rows = Pack.objects.filter(org_id=actor.org, org_path=actor.org_path, key=key)
    found = rows.order_by("-version").select_for_update().first()
    if found is None:
        raise Hidden("no_pack")
    return found


def _taken_over(before: Pack, since: date) -> None:
    if since <= before.since:
        raise Refusal(
            "since",
            _("新的一版要从上一版开始之后的日子算起，旧的那几天按旧的。"),
            status=422,
        )
    Pack.objects.filter(id=before.id).update(until=since - timedelta(days=1))


def end(actor: Actor, *, pack_id: UUID) -> Pack:
    """No offer begins with these rules any more; those that did keep them."""
    row = row_of(actor, pack_id)
    if row.org_id != actor.org:
        raise Hidden("no_pack")
    Pack.objects.filter(id=row.id, until=None).update(until=max(today(), row.since))
    return row


def row_of(actor: Actor, pack_id: UUID) -> Pack:
    """Rules of the union, of one above or of one below; others are Hidden."""
    found = Pack.objects.filter(_near(actor), id=pack_id).first()
    if found is None:
        raise Hidden("no_pack")
    return found


def _near(actor: Actor) -> Q:
    above = [p for p in people.prefixes(actor.org_path) if p.startswith(actor.org_root)]
    below = Q(org_path__startswith=actor.org_path)
    return Q(org_root=actor.org_root) & (below | Q(org_path__in=above))


def one(actor: Actor, pack_id: UUID) -> Facts:
    """One version."""
    return _facts(actor, row_of(actor, pack_id), _names(actor))


def listed(actor: Actor) -> list[Facts]:
    """Rules of the union and of those above it: what an offer can begin with, newest first."""
    above = [p for p in people.prefixes(actor.org_path) if p.startswith(actor.org_root)]
    rows = Pack.objects.filter(org_root=actor.org_root, org_path__in=above)
    names = _names(actor)
    return [_facts(actor, row, names) for row in rows.order_by("-id")[:SHOWN]]


def in_force(actor: Actor, day: date) -> list[Facts]:
    """Those of `listed` that hold on a day."""
    return [
        one
        for one in listed(actor)
        if one.paper.since <= day and (one.until is None or day <= one.until)
    ]


def _names(actor: Actor) -> Mapping[str, str]:
    """What lists are called now."""
    rows = Roll.objects.filter(org_root=actor.org_root)
    return {str(pk): title for pk, title in rows.values_list("id", "title")[:500]}


def _facts(actor: Actor, row: Pack, names: Mapping[str, str]) -> Facts:
    return Facts(
        row.id,
        row.key,
        row.version,
        row.org_id,
        row.org_name,
        row.org_path,
        Paper(row.title, row.source, row.approved_by, row.approved_on, row.since),
        row.until,
        row.by_name,
        with_names(read(row.clauses), names),
        row.org_id == actor.org_id,
    )
