"""Small records of cases, as pages show them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.cases.models import Case
from niangjia.kernel.cases.steps import heard

PAGE = 20

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
    "passing",
    "files",
    "grouped",
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
    "handler_id",
)


#: Columns of `Said`.
SAID_FIELDS = (
    *("id", "at", "verb", "state", "audience", "speaker", "about", "text", "stars", "link"),
)


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
    passing: str
    mine: bool
    files: int = 0
    grouped: bool = False


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
    link: str = ""


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
    handler_id: UUID | None
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
    #: Cases about one of these firms; None for all of them.
    firms: tuple[UUID, ...] | None = None
    origin: str = ""
    #: Asked at least so many days ago, at most so many stars (0: all), due by the end of a day.
    older: int = 0
    stars: int = 0
    by: date | None = None
    #: Cases the actor has in hand.
    mine: bool = False


def listed(found: QuerySet[Case], actor: Actor) -> list[Row]:
    """Rows of a list as records, without model instances in between."""
    return [listed_row(values, actor) for values in found.values_list(*LIST_FIELDS)]


def listed_row(values: tuple[Any, ...], actor: Actor) -> Row:
    """One row, from its columns in the order of `LIST_FIELDS`."""
    facts = dict(zip(LIST_FIELDS, values, strict=True))
    org_id, topics = facts.pop("org_id"), facts["topics"]
    # A plain statement hands JSON out as text.
    read = json.loads(topics) if isinstance(topics, str) else topics
    return Row(**{**facts, "topics": tuple(read), "mine": org_id == actor.org_id})


def whole(actor: Actor, visible: QuerySet[Case], audiences: tuple[str, ...]) -> Whole:
    """One case of those visible, with what was said to these audiences; none means all."""
    return assembled(actor, visible.values_list(*LIST_FIELDS, *WHOLE_FIELDS).first(), audiences)


def assembled(actor: Actor, found: tuple[Any, ...] | None, audiences: tuple[str, ...]) -> Whole:
    """One case from its columns, `LIST_FIELDS` and `WHOLE_FIELDS`, with what was said."""
    if found is None:
        raise Hidden("no_case")
    row = listed_row(found[: len(LIST_FIELDS)], actor)
    more = dict(zip(WHOLE_FIELDS, found[len(LIST_FIELDS) :], strict=True))
    return Whole(row=row, **more, events=_events(actor, row.id, audiences))


#: In plain SQL, as every page of a case asks it: building it anew costs as much as reading it.
EVENTS = f"""
SELECT {", ".join(SAID_FIELDS)}, by_id FROM cases_event
WHERE case_id = %(case)s AND (%(all)s OR audience = ANY (%(audiences)s)) ORDER BY at, id
"""


def _events(actor: Actor, case_id: UUID, audiences: tuple[str, ...]) -> tuple[Said, ...]:
    asked: dict[str, Any] = {"case": case_id, "all": not audiences, "audiences": list(audiences)}
    with connection.cursor() as cursor:
        cursor.execute(EVENTS, asked)
        return tuple(_said(values, actor) for values in cursor.fetchall())


def _said(values: tuple[Any, ...], actor: Actor) -> Said:
    facts = dict(zip((*SAID_FIELDS, "by"), values, strict=True))
    by_id = facts.pop("by")
    facts["text"] = heard(facts["verb"], facts["text"])
    return Said(**facts, mine=by_id == actor.person_id)
