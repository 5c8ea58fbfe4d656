"""Reads about cases merged into others, for the union that answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from niangjia.kernel.base.paths import inside
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases import likening
from niangjia.kernel.cases.models import Case, Event, Hunch, Merge, Part
from niangjia.kernel.cases.rules import AWAY, MERGED_INTO

from .records import Row, listed

#: Cases looked at for likely main ones, and how many of them are shown.
LOOKED_AT, SHOWN = 60, 8


@dataclass(frozen=True, slots=True)
class Likely:
    """A case that may be about the same thing, with the beginning of what it says."""

    row: Row
    text: str


def main_of(actor: Actor, case_id: UUID) -> Row | None:
    """The case a merged one waits for."""
    found = listed(Case.objects.filter(inside(actor), merged__case=case_id), actor)
    return found[0] if found else None


def merged_into(actor: Actor, case_id: UUID) -> list[Row]:
    """Cases that wait for the answer of a case, in the order they were merged."""
    rows = Case.objects.filter(inside(actor), merge__main=case_id, state="merged")
    return listed(rows.order_by("merge__at", "id"), actor)


def numbers_of_mains(ids: Sequence[UUID]) -> dict[UUID, str]:
    """Merged case -> number of the one it waits for; no statement where none is asked about."""
    if not ids:
        return {}
    rows = Merge.objects.filter(case__in=ids, case__state="merged")
    return dict(rows.values_list("case_id", "main__number"))


def refused(ids: Sequence[UUID]) -> set[UUID]:
    """Which of these cases their authors said to be another thing."""
    rows = Merge.objects.filter(case__in=ids, refused=True)
    return set(rows.values_list("case_id", flat=True))


def by_number(actor: Actor, service: str, number: str) -> UUID | None:
    """The case of a number in the actor's part of the tree; for a merged one, the one it waits
    for."""
    said = number.strip()
    rows = Case.objects.filter(inside(actor), service=service)
    rows = rows.filter(number__in=(said, said.upper()))
    found = rows.values_list("id", "state").first()
    if found is None or found[1] != "merged":
        return found[0] if found else None
    main = main_of(actor, found[0])
    return main.id if main else None


def last_answer(case_id: UUID) -> str:
    """What the union answered last on a case."""
    said = Event.objects.filter(case=case_id, verb="reply").order_by("-at", "-id")
    return said.values_list("text", flat=True).first() or ""


def likely(actor: Actor, service: str, row: Row, text: str, firm: UUID | None) -> list[Likely]:
    """The union's open cases that may be about the same thing, the likest first.

    Those a job found alike, those of the same matter, and those about the same firm.
    """
    alike = _alike(actor, row.id)
    near = Q(pk__in=alike) | Q(firm_id=firm) if firm else Q(pk__in=alike)
    rows = _leading(actor, service).filter(near).exclude(pk=row.id)
    newest = rows.order_by("-created_at", "-id")[:LOOKED_AT]
    shown, said = listed(newest, actor), dict(newest.values_list("id", "text"))
    mine = likening.pairs(f"{row.title} {text}")
    scored = sorted(shown, key=lambda one: -_share(mine, one, said[one.id], alike))
    return [Likely(one, said[one.id][:80]) for one in scored[:SHOWN]]


def _leading(actor: Actor, service: str) -> QuerySet[Case]:
    """The union's own cases that others can be merged into."""
    own = Case.objects.filter(org_root=actor.org_root, org_id=actor.org, service=service)
    open_ones = own.filter(closed_at=None, state__in=MERGED_INTO, passing="", paused_at=None)
    return open_ones.exclude(visibility=AWAY)


def _alike(actor: Actor, case_id: UUID) -> set[UUID]:
    """What a job found alike, and what a cadre grouped with it."""
    put_forward = Hunch.objects.filter(org_id=actor.org, dropped_at=None)
    found = put_forward.filter(case_ids__contains=[str(case_id)]).values_list("case_ids", flat=True)
    grouped = Part.objects.filter(matter__parts__case=case_id).order_by("-added_at")
    return {UUID(one) for ids in found for one in ids} | set(
        grouped.values_list("case_id", flat=True)[:LOOKED_AT]
    )


def _share(mine: set[str], other: Row, text: str, alike: set[UUID]) -> float:
    theirs = likening.pairs(f"{other.title} {text}")
    share = len(mine & theirs) / max(min(len(mine), len(theirs)), 1)
    return share + (1 if other.id in alike else 0)
