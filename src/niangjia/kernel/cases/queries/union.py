"""Reads for a union."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet

from niangjia.kernel.base import paging
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.context import remembered
from niangjia.kernel.base.paths import inside
from niangjia.kernel.base.search import wanted
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases import reach
from niangjia.kernel.cases.flow import FLOW, TALKING
from niangjia.kernel.cases.models import Author, Case, Handover, Seat

from . import sieve
from .records import LIST_FIELDS, PAGE, Row, Wanted, Whole, listed, listed_row, whole

#: A badge never counts further than this: counting is constant whatever the data size.
COUNT_UP_TO = 100


UNION_OWED = tuple(state for state, wait in FLOW.waits.items() if wait.owner == "union")


#: States in which somebody other than the asker can be late.
MAY_BE_LATE = tuple(state for state, wait in FLOW.waits.items() if wait.owner != "author")


SOON = timedelta(days=1)


def inbox(actor: Actor, service: str, ask: Wanted, size: int = PAGE) -> paging.Page[Row]:
    """A union's list. Keyset on the sort column and id: constant cost on every page."""
    if ask == FIRST:
        return _first(actor, service, size)
    found = _reach(actor, service)
    rows = found if ask.text else _tab(found, actor, service, ask.tab)
    rows = sieve.sifted(rows, actor, ask)
    if ask.text:
        rows = rows.filter(id__in=find(ask.text))
    return _page(rows, actor, ask, size)


#: What a desk opens with; every visit begins here.
FIRST = Wanted()


FIRST_PAGE = f"""
SELECT {", ".join(LIST_FIELDS)} FROM cases_case
WHERE org_root = %(root)s AND org_id = %(org)s AND service = %(service)s
  AND closed_at IS NULL AND state = ANY (%(owed)s)
ORDER BY due_at, id LIMIT %(limit)s
"""


def _first(actor: Actor, service: str, size: int) -> paging.Page[Row]:
    """The first page of what the union owes, in plain SQL: building it anew costs as much as
    reading it."""
    values: dict[str, Any] = {
        "root": actor.org_root,
        "org": actor.org,
        "service": service,
        "owed": list(UNION_OWED),
        "limit": size + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(FIRST_PAGE, values)
        found = [listed_row(row, actor) for row in cursor.fetchall()]
    return paging.page(found, size, lambda row: (_iso(row.due_at), str(row.id)))


def find(text: str, limit: int = 200) -> list[UUID]:
    """Ids of cases in scope that contain every pair of characters of `text`, newest first."""
    query = wanted(text)
    if not query:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.find_cases(%s, %s)", [query, limit])
        return [row[0] for row in cursor.fetchall()]


#: All badges in one statement, none counting beyond its limit.
COUNTS = """
SELECT todo, late, talks, files FROM api.count_cases(%(root)s, %(org)s, %(path)s, %(service)s,
    %(owed)s, %(late)s, %(soon)s, %(limit)s)
"""


def counts(actor: Actor, service: str) -> dict[str, int]:
    """How many wait in each tab, counted no further than `COUNT_UP_TO`; once per act."""
    return remembered(("cases.counts", service), lambda: _counts(actor, service))


def _counts(actor: Actor, service: str) -> dict[str, int]:
    values: dict[str, Any] = {
        "root": actor.org_root,
        "org": actor.org,
        "path": actor.org_path,
        "service": service,
        "owed": list(UNION_OWED),
        "late": list(MAY_BE_LATE),
        "soon": now() + SOON,
        "limit": COUNT_UP_TO,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, values)
        return dict(zip(("todo", "late", "talks", "files"), cursor.fetchone(), strict=True))


def for_union(actor: Actor, case_id: UUID) -> Whole:
    """One case at the desk: in the actor's part of the tree, or with a seat for its union."""
    visible = inside(actor) | reach.seated(actor, "union")
    return whole(actor, Case.objects.filter(visible, pk=case_id), ())


@dataclass(frozen=True, slots=True)
class Brought:
    """How many cases about one employer were brought, and how many of them are open."""

    whole: int = 0
    open: int = 0


def brought(
    actor: Actor, service: str, firms: Sequence[UUID], since: datetime
) -> dict[UUID, Brought]:
    """Cases about employers since a moment, as far as the union sees them. Counted, never typed."""
    rows = Case.objects.filter(inside(actor), service=service, counted=True)
    by_firm = rows.filter(firm_id__in=firms, created_at__gte=since).values("firm_id")
    found = by_firm.annotate(whole=Count("id"), open=Count("id", filter=Q(closed_at=None)))
    counted = found.values_list("firm_id", "whole", "open")
    return {firm: Brought(whole, still) for firm, whole, still in counted if firm}


def author_id(actor: Actor, case_id: UUID) -> UUID | None:
    """Who asked, for a union that answers or watches. Callers write the look down."""
    found = Author.objects.filter(inside(actor), case_id=case_id)
    return found.values_list("person_id", flat=True).first()


def imported(root: str, source_ids: list[str]) -> set[str]:
    """Which of these source ids an operating union already has."""
    rows = Case.objects.filter(org_root=root, origin="imported", source_id__in=source_ids)
    return set(rows.values_list("source_id", flat=True))


def seats(case_id: UUID) -> list[tuple[str, str]]:
    """Organisations seated on a case: (name, capacity), "offered" for one it is only offered to."""
    rows = Seat.objects.filter(case_id=case_id, until=None).order_by("since")
    found = rows.values_list("org_name", "capacity", "state")
    return [(name, "offered" if state == "offered" else held) for name, held, state in found]


def open_talk(case_id: UUID) -> Handover | None:
    """The talk going on about who answers a case, if the actor may know of it."""
    found = Handover.objects.filter(case_id=case_id, state__in=TALKING)
    return found.order_by("-id").first()


def talks(actor: Actor, service: str, cursor: str = "") -> paging.Page[tuple[Handover, str]]:
    """Handovers the actor's union has a part in, newest first, each with the number of its case:
    "" where the union sees the case no longer."""
    key = paging.decode(cursor, UUID)
    part = Q(giver_id=actor.org) | Q(taker_id=actor.org) | Q(decider_id=actor.org, refused=True)
    rows = Handover.objects.filter(part, org_root=actor.org_root)
    rows = rows.filter(id__lt=key[0]) if key else rows
    found = list(rows.order_by("-id")[: PAGE + 1])
    seen = Case.objects.filter(id__in=[one.case_id for one in found], service=service)
    numbers = dict(seen.values_list("id", "number"))
    pairs = [(one, numbers.get(one.case_id, "")) for one in found]
    return paging.page(pairs, PAGE, lambda pair: (str(pair[0].id),))


def same_firm(actor: Actor, firm_id: UUID, besides: UUID, size: int = 3) -> list[Row]:
    """The newest cases about a firm in the actor's part of the tree."""
    rows = Case.objects.filter(inside(actor), firm_id=firm_id).exclude(pk=besides)
    return listed(rows.order_by("-created_at", "-id")[:size], actor)


def _reach(actor: Actor, service: str) -> QuerySet[Case]:
    return Case.objects.filter(inside(actor), service=service)


def _tab(rows: QuerySet[Case], actor: Actor, service: str, tab: str) -> QuerySet[Case]:
    if tab == "todo":
        # By the union alone: a range of paths beside it would send the planner to another index.
        own = Case.objects.filter(org_root=actor.org_root, org_id=actor.org, service=service)
        return own.filter(closed_at=None, state__in=UNION_OWED)
    if tab == "talks":
        turns = Handover.objects.filter(turn_id=actor.org, state__in=TALKING)
        talked = Case.objects.filter(id__in=turns.values("case_id"), service=service)
        return talked.filter(org_root=actor.org_root, closed_at=None).exclude(passing="")
    if tab == "late":
        return rows.filter(closed_at=None, due_at__lt=now() + SOON, state__in=MAY_BE_LATE)
    if tab == "out":
        # Two ways to the same list, each by its index: an OR of them would read every open case.
        away = Seat.objects.filter(org_id=actor.org, capacity="union", until=None)
        asked = Case.objects.filter(org_id=actor.org, state="with_firm", closed_at=None)
        return Case.objects.filter(
            id__in=away.values("case_id").union(asked.values("id"), all=True),
            service=service,
            org_root=actor.org_root,
            closed_at=None,
        )
    if tab == "call":
        waits = rows.filter(closed_at=None, state="answered")
        return waits.exclude(origin=Case.Origin.ONLINE, due_at__gte=now())
    if tab == "done":
        return rows.exclude(closed_at=None)
    return rows.filter(closed_at=None)


def _page(rows: QuerySet[Case], actor: Actor, ask: Wanted, size: int) -> paging.Page[Row]:
    column, newest = (
        ("moved_at", True)
        if ask.sort == "new" or ask.tab == "done"
        else (("created_at", False) if ask.sort == "old" else ("due_at", False))
    )
    key = paging.decode(ask.cursor, paging.moment_or_none, UUID)
    if key:
        rows = rows.filter(_after(column, "lt" if newest else "gt", *key))
    order = (f"-{column}", "-id") if newest else (column, "id")
    fetched = listed(rows.order_by(*order)[: size + 1], actor)
    return paging.page(fetched, size, lambda row: (_iso(getattr(row, column)), str(row.id)))


def _after(column: str, way: str, at: datetime | None, pk: UUID) -> Q:
    """Rows behind a place in the list. Those without a deadline stand at its end."""
    if at is None:
        return Q(**{column: None, f"id__{way}": pk})
    behind = Q(**{f"{column}__{way}": at}) | Q(**{column: at, f"id__{way}": pk})
    return behind | Q(due_at=None) if column == "due_at" else behind


def by_ids(actor: Actor, service: str, ids: Sequence[UUID]) -> list[Row]:
    """Those of these cases that a union may open, in no order."""
    visible = inside(actor) | reach.seated(actor, "union")
    return listed(Case.objects.filter(visible, service=service, pk__in=ids), actor)


def passing(actor: Actor, service: str, asks: Sequence[Wanted]) -> list[int]:
    """How many cases stand in each of these lists, counted no further than `COUNT_UP_TO`.

    Words are not searched for: a list with some is counted as if it had none.
    """
    reach_of_actor = _reach(actor, service)
    lists = [
        sieve.sifted(_tab(reach_of_actor, actor, service, ask.tab), actor, ask) for ask in asks
    ]
    return sieve.counted(lists, COUNT_UP_TO)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
