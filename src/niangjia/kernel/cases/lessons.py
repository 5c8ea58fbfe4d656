"""Learning from what cadres put right: kept with the case, learnt by a job, and forgotten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.kept import Kept
from niangjia.kernel.base.types import Actor

from .models import Case, Correction, Lesson

#: Below so many corrections nothing is learnt: two would speak for everything.
ENOUGH = 5
#: The newest so many are learnt from.
MOST = 2000
#: A lesson is made anew after so long also without a new correction: what was erased is forgotten.
STALE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a union has: how many corrections its lesson is of, and whether it is heard."""

    corrections: int
    learned: int
    off: bool
    weights: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Lessons:
    """One union's corrections, oldest first, to learn from: (text, board)."""

    org_id: UUID
    org_root: str
    org_path: str
    pairs: tuple[tuple[str, str], ...]


_kept: Kept[Learnt] = Kept()


def correct(actor: Actor, case: Case, suggested: str, words: Sequence[str]) -> None:
    """Keep where a cadre put a case, and where the words had pointed; the last word counts."""
    values = {
        "service": case.service,
        "org_root": actor.org_root,
        "org_path": actor.org_path,
        "suggested": suggested,
        "chosen": case.board,
        "words": list(words),
        "at": now(),
    }
    Correction.objects.update_or_create(case=case, org_id=actor.org, defaults=values)


def learnt(actor: Actor, service: str) -> Learnt:
    """What the acting union's corrections taught; kept for some seconds."""
    return _kept.get(f"{service} {actor.org}", lambda: _learnt(actor, service))


def _learnt(actor: Actor, service: str) -> Learnt:
    rows = Lesson.objects.filter(org_id=actor.org, service=service)
    found = rows.values_list("learned", "off", "weights").first()
    if found is None:
        return Learnt(0, 0, False, None)
    learned, off, weights = found
    return Learnt(0, learned, off, weights if learned >= ENOUGH and not off else None)


def counted(actor: Actor, service: str) -> Learnt:
    """The same, fresh, with the number of corrections kept."""
    total = Correction.objects.filter(org_id=actor.org, service=service).count()
    found = _learnt(actor, service)
    return Learnt(total, found.learned, found.off, None)


def switch(actor: Actor, service: str, *, off: bool) -> None:
    """Hear what was learnt, or the word list alone."""
    place = {"org_root": actor.org_root, "org_path": actor.org_path, "made_at": now()}
    Lesson.objects.update_or_create(
        org_id=actor.org,
        service=service,
        defaults={"off": off},
        create_defaults={"off": off, **place},
    )
    _kept.forget()


def forget(actor: Actor, service: str) -> None:
    """Drop every correction of the acting union and what was learnt from it."""
    Correction.objects.filter(org_id=actor.org, service=service).delete()
    Lesson.objects.filter(org_id=actor.org, service=service).delete()
    _kept.forget()


def waiting(service: str) -> list[UUID]:
    """Unions that put something right since they last learnt, or whose lesson is of yesterday."""
    rows = Correction.objects.filter(service=service).values("org_id")
    found = rows.annotate(newest=Max("at"), n=Count("case_id")).filter(n__gte=ENOUGH)
    made = dict(
        Lesson.objects.filter(service=service, learned__gt=0).values_list("org_id", "made_at")
    )
    return [row["org_id"] for row in found if _is_old(made.get(row["org_id"]), row["newest"])]


def _is_old(made: datetime | None, newest: datetime) -> bool:
    return made is None or made < newest or made < now() - STALE


def gather(service: str, org_id: UUID) -> Lessons:
    """A union's newest corrections with the texts they are about, as far as those are kept."""
    rows = Correction.objects.filter(service=service, org_id=org_id).exclude(case__text="")
    found = rows.order_by("-at", "-case_id").values_list(
        "case__text", "chosen", "org_root", "org_path"
    )[:MOST]
    place = found[0][2:] if found else ("", "")
    pairs = tuple((text, chosen) for text, chosen, *_ in reversed(found))
    return Lessons(org_id, place[0], place[1], pairs)


def keep(service: str, lessons: Lessons, weights: Mapping[str, Any]) -> Lesson | None:
    """Keep what was learnt in place of what was before; nothing when too little is left."""
    if len(lessons.pairs) < ENOUGH:
        Lesson.objects.filter(org_id=lessons.org_id, service=service).update(
            learned=0, weights={}, made_at=now()
        )
        return None
    place = {"org_root": lessons.org_root, "org_path": lessons.org_path}
    values = {"learned": len(lessons.pairs), "weights": weights, "made_at": now()}
    made, _new = Lesson.objects.update_or_create(
        org_id=lessons.org_id, service=service, defaults={**place, **values}
    )
    return made
