"""Reads of cases, within scope, as small records. Each role has its own, so none sees too much."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from niangjia.kernel.base import paging
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.context import remembered
from niangjia.kernel.base.search import wanted
from niangjia.kernel.base.types import Actor, Hidden

from . import reach
from .flow import FLOW
from .models import Author, Case, Event, Seat

PAGE = 20
#: A badge never counts further than this: counting is constant whatever the data size.
COUNT_UP_TO = 100
#: How far back a review is compared with what its author said before.
LAST = 3
UNION_OWED = tuple(state for state, wait in FLOW.waits.items() if wait.owner == "union")
#: States in which somebody other than the asker can be late.
MAY_BE_LATE = tuple(state for state, wait in FLOW.waits.items() if wait.owner != "author")
SOON = timedelta(days=1)

AUTHOR_READS = ("all", "author")
FIRM_READS = ("all", "firm")

#: Columns of a list; `Row` has the same names, but says `mine` instead of whose it is.
LIST_FIELDS = (
    "id",
    "number",
    "title",
    "board",
    "stars",
    "state",
    "outcome",
    "firm_name",
    "due_at",
    "created_at",
    "moved_at",
    "visibility",
    "origin",
    "handler_name",
    "firm_state",
    "closed_at",
    "topics",
    "paused_for",
    "org_id",
)
#: Further columns of `Whole`.
WHOLE_FIELDS = (
    "text",
    "shown_name",
    "verdict_stars",
    "rounds",
    "claim",
    "pressed",
    "missed_calls",
    "org_id",
    "org_path",
    "firm_id",
    "source_at",
)
#: Columns of `Said`.
SAID_FIELDS = ("id", "at", "verb", "state", "audience", "speaker", "about", "text", "stars")


@dataclass(frozen=True, slots=True)
class Row:
    """A case in a list."""

    id: UUID
    number: str
    title: str
    board: str
    stars: int
    state: str
    outcome: str
    firm_name: str
    due_at: datetime | None
    created_at: datetime
    moved_at: datetime
    visibility: str
    origin: str
    handler_name: str
    firm_state: str
    closed_at: datetime | None
    topics: tuple[str, ...]
    paused_for: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One event as its reader may see it."""

    id: UUID
    at: datetime
    verb: str
    state: str
    audience: str
    speaker: str
    about: str
    text: str
    stars: int | None
    mine: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """One case with what was said, as its reader may see it."""

    row: Row
    text: str
    shown_name: str
    verdict_stars: int | None
    rounds: int
    claim: str
    pressed: bool
    missed_calls: int
    org_id: UUID
    org_path: str
    firm_id: UUID | None
    source_at: datetime | None
    events: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a desk asks its inbox for."""

    tab: str = "todo"
    board: str = ""
    state: str = ""
    text: str = ""
    sort: str = "due"
    cursor: str = ""


def of_author(
    actor: Actor, service: str, *, closed: bool = False, cursor: str = "", size: int = PAGE
) -> paging.Page[Row]:
    """The acting worker's own open (or closed) cases, newest first."""
    key = paging.decode(cursor, UUID)
    mine = _of_author(actor).filter(service=service, closed_at__isnull=not closed)
    mine = mine.filter(id__lt=key[0]) if key else mine
    rows = _rows(mine.order_by("-id")[: size + 1], actor)
    return paging.page(rows, size, lambda row: (str(row.id),))


def said_already(actor: Actor, service: str, firm_id: UUID, text: str) -> UUID | None:
    """The acting worker's open case with these very words about this firm, among the last few.

    A form that comes back by the browser's back button carries a fresh key, but the same words.
    """
    newest = _of_author(actor).filter(service=service).order_by("-id")
    for pk, firm, words, closed in newest.values_list("id", "firm_id", "text", "closed_at")[:LAST]:
        if closed is None and (firm, words) == (firm_id, text):
            return pk
    return None


def for_author(actor: Actor, case_id: UUID) -> Whole:
    """One of the acting worker's own cases."""
    return _whole(actor, _of_author(actor).filter(pk=case_id), AUTHOR_READS)


def _of_author(actor: Actor) -> QuerySet[Case]:
    return Case.objects.filter(author__person_id=actor.me)


def inbox(actor: Actor, service: str, ask: Wanted, size: int = PAGE) -> paging.Page[Row]:
    """A union's list. Keyset on the sort column and id: constant cost on every page."""
    if ask == FIRST:
        return _first(actor, service, size)
    found = _reach(actor, service)
    rows = found if ask.text else _tab(found, actor, service, ask.tab)
    rows = rows.filter(board=ask.board) if ask.board else rows
    rows = rows.filter(state=ask.state) if ask.state else rows
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
        found = [_row(row, actor) for row in cursor.fetchall()]
    return paging.page(found, size, lambda row: (_iso(row.due_at), str(row.id)))


def find(text: str, limit: int = 200) -> list[UUID]:
    """Ids of cases in scope that contain every pair of characters of `text`, newest first."""
    query = wanted(text)
    if not query:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.find_cases(%s, %s)", [query, limit])
        return [row[0] for row in cursor.fetchall()]


#: Both badges in one statement, neither counting beyond its limit.
COUNTS = """
SELECT todo, late FROM api.count_cases(%(root)s, %(org)s, %(path)s, %(service)s, %(owed)s,
    %(late)s, %(soon)s, %(limit)s)
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
        todo, late = cursor.fetchone()
    return {"todo": todo, "late": late}


def for_union(actor: Actor, case_id: UUID) -> Whole:
    """One case at the desk: in the actor's part of the tree, or with a seat for its union."""
    visible = reach.inside(actor) | reach.seated(actor, "union")
    return _whole(actor, Case.objects.filter(visible, pk=case_id), ())


def of_firm(actor: Actor, service: str, *, waiting: bool, cursor: str = "") -> paging.Page[Row]:
    """Cases the acting firm is seated on, newest seat first: those that wait for it, or others."""
    key = paging.decode(cursor, UUID)
    seats = Seat.objects.filter(
        org_id=actor.org, capacity="firm", until=None, case__service=service
    )
    # Whatever waits for a firm has a seat that waits; the seat may wait on when a union has
    # answered in the meantime, so the case has the last word.
    turn = Q(case__state="with_firm")
    seats = seats.filter(turn, state="waiting") if waiting else seats.filter(~turn)
    seats = seats.filter(id__lt=key[0]) if key else seats
    pairs = list(seats.order_by("-id").values_list("id", "case_id")[: PAGE + 1])
    found = {row.id: row for row in _rows(Case.objects.filter(id__in=[p[1] for p in pairs]), actor)}
    page = paging.page(pairs, PAGE, lambda pair: (str(pair[0]),))
    return paging.Page([found[p[1]] for p in page.items if p[1] in found], page.cursor)


def for_firm(actor: Actor, case_id: UUID) -> Whole:
    """One case the acting firm is seated on, without its author and without internal words."""
    seated = reach.seated(actor, "firm")
    return _whole(actor, Case.objects.filter(seated, pk=case_id), FIRM_READS)


def author_id(actor: Actor, case_id: UUID) -> UUID | None:
    """Who asked, for a union that answers or watches. Callers write the look down."""
    found = Author.objects.filter(
        case_id=case_id,
        org_root=actor.org_root,
        org_path__gte=actor.org_path,
        org_path__lt=actor.org_path + "~",
    )
    return found.values_list("person_id", flat=True).first()


def imported(root: str, source_ids: list[str]) -> set[str]:
    """Which of these source ids an operating union already has."""
    rows = Case.objects.filter(org_root=root, origin="imported", source_id__in=source_ids)
    return set(rows.values_list("source_id", flat=True))


def seats(case_id: UUID) -> list[tuple[str, str]]:
    """Organisations seated on a case: (name, capacity)."""
    rows = Seat.objects.filter(case_id=case_id, until=None).order_by("since")
    return list(rows.values_list("org_name", "capacity"))


def same_firm(actor: Actor, firm_id: UUID, besides: UUID, size: int = 3) -> list[Row]:
    """The newest cases about a firm in the actor's part of the tree."""
    rows = Case.objects.filter(reach.inside(actor), firm_id=firm_id).exclude(pk=besides)
    return _rows(rows.order_by("-created_at", "-id")[:size], actor)


def _reach(actor: Actor, service: str) -> QuerySet[Case]:
    return Case.objects.filter(reach.inside(actor), service=service)


def _tab(rows: QuerySet[Case], actor: Actor, service: str, tab: str) -> QuerySet[Case]:
    if tab == "todo":
        # By the union alone: a range of paths beside it would send the planner to another index.
        own = Case.objects.filter(org_root=actor.org_root, org_id=actor.org, service=service)
        return own.filter(closed_at=None, state__in=UNION_OWED)
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
    fetched = _rows(rows.order_by(*order)[: size + 1], actor)
    return paging.page(fetched, size, lambda row: (_iso(getattr(row, column)), str(row.id)))


def _after(column: str, way: str, at: datetime | None, pk: UUID) -> Q:
    """Rows behind a place in the list. Those without a deadline stand at its end."""
    if at is None:
        return Q(**{column: None, f"id__{way}": pk})
    behind = Q(**{f"{column}__{way}": at}) | Q(**{column: at, f"id__{way}": pk})
    return behind | Q(due_at=None) if column == "due_at" else behind


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _rows(found: QuerySet[Case], actor: Actor) -> list[Row]:
    """Rows of a list as records, without model instances in between."""
    return [_row(values, actor) for values in found.values_list(*LIST_FIELDS)]


def _row(values: tuple[Any, ...], actor: Actor) -> Row:
    facts = dict(zip(LIST_FIELDS, values, strict=True))
    org_id, topics = facts.pop("org_id"), facts["topics"]
    # A plain statement hands JSON out as text.
    read = json.loads(topics) if isinstance(topics, str) else topics
    return Row(**{**facts, "topics": tuple(read), "mine": org_id == actor.org_id})


def _whole(actor: Actor, visible: QuerySet[Case], audiences: tuple[str, ...]) -> Whole:
    found = visible.values_list(*LIST_FIELDS, *WHOLE_FIELDS).first()
    if found is None:
        raise Hidden("no_case")
    row = _row(found[: len(LIST_FIELDS)], actor)
    more = dict(zip(WHOLE_FIELDS, found[len(LIST_FIELDS) :], strict=True))
    events = Event.objects.filter(case_id=row.id)
    events = events.filter(audience__in=audiences) if audiences else events
    said = events.order_by("at", "id").values(*SAID_FIELDS, "by_id")
    return Whole(row=row, **more, events=tuple(_said(values, actor) for values in said))


def _said(values: dict[str, Any], actor: Actor) -> Said:
    by_id = values.pop("by_id")
    return Said(**values, mine=by_id == actor.person_id)
