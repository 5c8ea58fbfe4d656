"""Reads for documents that speak about cases: which may be named, and what they must not repeat."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from niangjia.kernel.base.paths import inside
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases import reach
from niangjia.kernel.cases.models import Author, Case, Event

from .author import AUTHOR_READS
from .records import Whole, whole

#: More than this nobody reads before a document is written.
MOST = 100
#: The author wants neither the own firm nor its union to see the case.
AWAY = "upper"


@dataclass(frozen=True, slots=True)
class Voice:
    """What an author said on one case, all of it, and who that is."""

    case_id: UUID
    text: str
    author_id: UUID | None


@dataclass(frozen=True, slots=True)
class Counted:
    """A case as it is counted for a document. `author_id` counts heads; it is never shown."""

    id: UUID
    number: str
    title: str
    board: str
    topics: tuple[str, ...]
    stars: int
    state: str
    author_id: UUID | None


#: Columns of `Counted`.
COUNTED = ("id", "number", "title", "board", "topics", "stars", "state", "author_id")


def seen(actor: Actor, ids: Collection[UUID], *, for_firm: bool) -> set[UUID]:
    """Which of these cases the actor may open; for a firm, without those its author keeps from it
    or was pressed for."""
    rows = Case.objects.filter(reach.visible(actor), pk__in=ids)
    rows = rows.filter(pressed=False).exclude(visibility=AWAY) if for_firm else rows
    return set(rows.values_list("pk", flat=True))


def own_ids(actor: Actor) -> QuerySet[Author, Any]:
    """Ids of the cases the acting worker asked, as a subquery."""
    return Author.objects.filter(person_id=actor.me).values("case_id")


def to_hand_over(actor: Actor, case_id: UUID) -> Whole:
    """A case as its author reads it, for a job that packs it: neither notes nor what a firm told
    the union alone."""
    return whole(actor, Case.objects.filter(reach.visible(actor), pk=case_id), AUTHOR_READS)


def handler_of(case_id: UUID) -> UUID | None:
    """Who handles a case the actor may see."""
    return Case.objects.filter(pk=case_id).values_list("handler_id", flat=True).first()


def page_of(actor: Actor, case_id: UUID, side: str = "") -> str:
    """Name of the page on which its author, or another `side` ("_desk"), reads a case, by the
    service it belongs to; "" when the actor cannot see it."""
    rows = Case.objects.filter(reach.visible(actor), pk=case_id)
    service = rows.values_list("service", flat=True).first()
    return f"{service}{side}:case" if service else ""


def counted(
    actor: Actor, service: str, firm_id: UUID, since: datetime, until: datetime, board: str = ""
) -> list[Counted]:
    """Cases about a firm in a span of time, newest first, at most MOST and one more.

    Left out: what its author took back, wants kept from the firm, or was pressed for.
    """
    rows = Case.objects.filter(
        inside(actor), service=service, firm_id=firm_id, pressed=False
    ).exclude(state="withdrawn")
    rows = rows.exclude(visibility=AWAY).filter(created_at__gte=since, created_at__lt=until)
    rows = rows.filter(board=board) if board else rows
    found = rows.order_by("-created_at", "-id").values_list(*COUNTED[:-1], "author__person_id")
    return [_one(dict(zip(COUNTED, row, strict=True))) for row in found[: MOST + 1]]


def _one(facts: dict[str, Any]) -> Counted:
    return Counted(**{**facts, "topics": tuple(facts["topics"])})


def said_by_authors(actor: Actor, ids: Collection[UUID]) -> list[Voice]:
    """Everything the authors of these cases wrote, for comparing a document with it."""
    rows = Case.objects.filter(reach.visible(actor), pk__in=ids)
    cases = list(rows.values_list("id", "text", "author__person_id"))
    # An author speaks without a name and without an id.
    added = Event.objects.filter(case_id__in=[c[0] for c in cases], speaker="", by_id=None)
    words: dict[UUID, list[str]] = {}
    for case_id, text in added.exclude(text="").values_list("case_id", "text"):
        words.setdefault(case_id, []).append(text)
    return [
        Voice(case_id, "\n".join([text, *words.get(case_id, [])]), author)
        for case_id, text, author in cases
    ]
