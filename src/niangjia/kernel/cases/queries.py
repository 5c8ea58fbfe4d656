"""Reads of cases, within scope, as small records. Each role has its own, so none sees too much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from niangjia.kernel.base import paging
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.search import wanted
from niangjia.kernel.base.types import Actor, Hidden, Post

from .flow import FLOW
from .models import Author, Board, Case, Event, Seat

PAGE = 25
#: A badge never counts further than this: counting is constant whatever the data size.
COUNT_UP_TO = 100
UNION_OWED = tuple(state for state, wait in FLOW.waits.items() if wait.owner == "union")
SOON = timedelta(days=1)

AUTHOR_READS = ("all", "author")
FIRM_READS = ("all", "firm")

LIST_FIELDS = (
    "id",
    "number",
    "title",
    "board",
    "topics",
    "stars",
    "state",
    "outcome",
    "firm_name",
    "firm_id",
    "due_at",
    "created_at",
    "moved_at",
    "visibility",
    "origin",
    "handler_name",
    "org_id",
    "rounds",
    "source_at",
    "firm_state",
    "closed_at",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A case in a list."""

    id: UUID
    number: str
    title: str
    board: str
    topics: tuple[str, ...]
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
    mine: bool
    firm_state: str
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Said:
    """One event as its reader may see it."""

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
    mine = Author.objects.filter(
        person_id=actor.me, case__service=service, case__closed_at__isnull=not closed
    )
    mine = mine.filter(case_id__lt=key[0]) if key else mine
    ids = list(mine.order_by("-case_id").values_list("case_id", flat=True)[: size + 1])
    found = {c.id: _row(c, actor) for c in Case.objects.filter(id__in=ids).only(*LIST_FIELDS)}
    rows = [found[i] for i in ids if i in found]
    return paging.page(rows, size, lambda row: (str(row.id),))


def for_author(actor: Actor, case_id: UUID) -> Whole:
    """One of the acting worker's own cases."""
    if not Author.objects.filter(case_id=case_id, person_id=actor.me).exists():
        raise Hidden("no_case")
    return _whole(actor, case_id, AUTHOR_READS)


def inbox(actor: Actor, service: str, ask: Wanted) -> paging.Page[Row]:
    """A union's list. Keyset on the sort column and id: constant cost on every page."""
    rows = _tab(_reach(actor, service), actor, ask.tab)
    rows = rows.filter(board=ask.board) if ask.board else rows
    rows = rows.filter(state=ask.state) if ask.state else rows
    if ask.text:
        rows = rows.filter(id__in=find(ask.text))
    return _page(rows, actor, ask)


def find(text: str, limit: int = 200) -> list[UUID]:
    """Ids of cases in scope that contain every pair of characters of `text`, newest first."""
    query = wanted(text)
    if not query:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.find_cases(%s, %s)", [query, limit])
        return [row[0] for row in cursor.fetchall()]


def counts(actor: Actor, service: str) -> dict[str, int]:
    """How many wait in each tab, counted no further than `COUNT_UP_TO`."""
    reach = _reach(actor, service)
    return {
        tab: _tab(reach, actor, tab).order_by()[:COUNT_UP_TO].count() for tab in ("todo", "late")
    }


def for_union(actor: Actor, case_id: UUID) -> Whole:
    """One case at the desk: in the actor's part of the tree, or with a seat for its union."""
    visible = _in_reach(actor) | Q(
        seats__org_id=actor.org, seats__capacity="union", seats__until=None
    )
    if not Case.objects.filter(visible, pk=case_id).exists():
        raise Hidden("no_case")
    return _whole(actor, case_id, ())


def of_firm(actor: Actor, service: str, *, waiting: bool, cursor: str = "") -> paging.Page[Row]:
    """Cases the acting firm is seated on, newest seat first: those that wait for it, or others."""
    key = paging.decode(cursor, UUID)
    seats = Seat.objects.filter(
        org_id=actor.org, capacity="firm", until=None, case__service=service
    )
    turn = Q(case__state="with_firm")
    seats = seats.filter(turn if waiting else ~turn)
    seats = seats.filter(id__lt=key[0]) if key else seats
    pairs = list(seats.order_by("-id").values_list("id", "case_id")[: PAGE + 1])
    found = {
        c.id: _row(c, actor)
        for c in Case.objects.filter(id__in=[p[1] for p in pairs]).only(*LIST_FIELDS)
    }
    page = paging.page(pairs, PAGE, lambda pair: (str(pair[0]),))
    return paging.Page([found[p[1]] for p in page.items if p[1] in found], page.cursor)


def for_firm(actor: Actor, case_id: UUID) -> Whole:
    """One case the acting firm is seated on, without its author and without internal words."""
    seated = Seat.objects.filter(case_id=case_id, org_id=actor.org, capacity="firm", until=None)
    if not seated.exists():
        raise Hidden("no_case")
    return _whole(actor, case_id, FIRM_READS)


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


@dataclass(frozen=True, slots=True)
class OwnBoard:
    """A board a union added beside those of the house."""

    id: UUID
    key: str
    title: str
    topics: tuple[str, ...]
    org_id: UUID
    org_path: str
    closed: bool


def own_boards(service: str) -> list[OwnBoard]:
    """Boards added by unions the actor can see, oldest first."""
    return [
        OwnBoard(b.id, b.key, b.title, tuple(b.topics), b.org_id, b.org_path, b.closed)
        for b in Board.objects.filter(service=service).order_by("id")
    ]


def same_firm(actor: Actor, firm_id: UUID, besides: UUID, size: int = 3) -> list[Row]:
    """The newest cases about a firm in the actor's part of the tree."""
    rows = Case.objects.filter(_in_reach(actor), firm_id=firm_id).exclude(pk=besides)
    return [_row(c, actor) for c in rows.order_by("-created_at", "-id").only(*LIST_FIELDS)[:size]]


def _in_reach(actor: Actor) -> Q:
    return Q(
        org_root=actor.org_root, org_path__gte=actor.org_path, org_path__lt=actor.org_path + "~"
    )


def _reach(actor: Actor, service: str) -> QuerySet[Case]:
    return Case.objects.filter(_in_reach(actor), service=service)


def _tab(rows: QuerySet[Case], actor: Actor, tab: str) -> QuerySet[Case]:
    if tab == "todo":
        return rows.filter(closed_at=None, org_id=actor.org, state__in=UNION_OWED)
    if tab == "late":
        return rows.filter(closed_at=None, due_at__lt=now() + SOON)
    if tab == "out":
        away = Seat.objects.filter(org_id=actor.org, capacity="union", until=None)
        return Case.objects.filter(
            Q(id__in=away.values("case_id")) | Q(org_id=actor.org, state="with_firm"),
            org_root=actor.org_root,
            closed_at=None,
        )
    if tab == "done":
        return rows.exclude(closed_at=None)
    return rows.filter(closed_at=None)


def _page(rows: QuerySet[Case], actor: Actor, ask: Wanted) -> paging.Page[Row]:
    column, newest = (
        ("moved_at", True)
        if ask.sort == "new" or ask.tab == "done"
        else (("created_at", False) if ask.sort == "old" else ("due_at", False))
    )
    key = paging.decode(ask.cursor, paging.moment, UUID)
    if key:
        op, at = ("lt", "lt") if newest else ("gt", "gt")
        rows = rows.filter(
            Q(**{f"{column}__{op}": key[0]}) | Q(**{column: key[0], f"id__{at}": key[1]})
        )
    order = (f"-{column}", "-id") if newest else (column, "id")
    fetched = [_row(c, actor) for c in rows.order_by(*order).only(*LIST_FIELDS)[: PAGE + 1]]
    return paging.page(fetched, PAGE, lambda row: (_iso(getattr(row, column)), str(row.id)))


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _row(case: Case, actor: Actor) -> Row:
    return Row(
        case.id,
        case.number,
        case.title,
        case.board,
        tuple(case.topics),
        case.stars,
        case.state,
        case.outcome,
        case.firm_name,
        case.due_at,
        case.created_at,
        case.moved_at,
        case.visibility,
        case.origin,
        case.handler_name,
        case.org_id == actor.org_id,
        case.firm_state,
        case.closed_at,
    )


def _whole(actor: Actor, case_id: UUID, audiences: tuple[str, ...]) -> Whole:
    case = Case.objects.defer("search").filter(pk=case_id).first()
    if case is None:
        raise Hidden("no_case")
    events = Event.objects.filter(case_id=case_id)
    events = events.filter(audience__in=audiences) if audiences else events
    return Whole(
        _row(case, actor),
        case.text,
        case.shown_name,
        case.verdict_stars,
        case.rounds,
        case.org_id,
        case.org_path,
        case.firm_id,
        case.source_at,
        tuple(_said(event, actor) for event in events.order_by("at", "id")),
    )


def _said(event: Event, actor: Actor) -> Said:
    return Said(
        event.at,
        event.verb,
        event.state,
        event.audience,
        event.speaker,
        event.about,
        event.text,
        event.stars,
        event.by_id is None if actor.post == Post.WORKER else event.by_id == actor.person_id,
    )
