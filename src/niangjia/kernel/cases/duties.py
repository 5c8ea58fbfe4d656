"""The catalogue of who answers what: lines unions keep, the nearest that fits wins.

Source: docs/requirements.md 000-21, 003-10: matters are passed on by a list, not by habit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from niangjia.kernel.base.clock import today
from niangjia.kernel.base.types import Actor, Hidden, Refusal

from .models import Duty

#: Lines read for one case; a union that needs more has no catalogue any more.
MOST = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a catalogue."""

    id: UUID
    org_id: UUID
    org_name: str
    org_path: str
    board: str
    topics: tuple[str, ...]
    words: tuple[str, ...]
    union_id: UUID | None
    name: str
    phone: str
    how: str
    source: str
    since: date
    until: date | None


FIELDS = tuple(Line.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a matter says of itself."""

    text: str
    board: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """A line that fits, and what of it did."""

    line: Line
    board: bool
    topics: tuple[str, ...]
    words: tuple[str, ...]


def fit(asked: Asked, line: Line) -> Fit | None:
    """Whether a line is about a matter: its board, one of its topics, one of its words."""
    topics = tuple(topic for topic in line.topics if topic in asked.topics)
    words = tuple(word for word in line.words if word.lower() in asked.text.lower())
    wrong = (
        (line.board and line.board != asked.board)
        or (line.topics and not topics)
        or (line.words and not words)
    )
    return None if wrong else Fit(line, bool(line.board), topics, words)


def best(asked: Asked, lines: Iterable[Line]) -> Fit | None:
    """The line that answers: of the nearest union; there, the one that says most of the matter."""
    fits = [found for line in lines if (found := fit(asked, line))]
    return max(fits, key=_weight, default=None)


def _weight(found: Fit) -> tuple[int, int, int, UUID]:
    kinds = found.board + bool(found.topics) + bool(found.words)
    said = len(found.topics) + len(found.words)
    return len(found.line.org_path), kinds, said, found.line.id


def in_force(actor: Actor, service: str, path: str) -> list[Line]:
    """Lines that hold at a place today: the union's own and those of the unions above it."""
    parts = [part for part in path.split(".") if part]
    places = [".".join(parts[: n + 1]) + "." for n in range(len(parts))]
    rows = Duty.objects.filter(org_path__in=places, service=service, since__lte=today())
    rows = rows.filter(Q(until=None) | Q(until__gt=today())).order_by("-org_path", "id")
    return [_line(values) for values in rows.values_list(*FIELDS)[:MOST]]


def _line(values: Sequence[object]) -> Line:
    facts = dict(zip(FIELDS, values, strict=True))
    for name in ("topics", "words"):
        facts[name] = tuple(facts[name])  # type: ignore[arg-type]  # a JSON list
    return Line(**facts)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class NewLine:
    """What a union writes down. Without `union_id` it is an office outside, and how to reach it."""

    board: str
    topics: tuple[str, ...]
    words: tuple[str, ...]
    union_id: UUID | None
    name: str
    phone: str
    how: str
    source: str
    since: date


def add(actor: Actor, service: str, new: NewLine) -> Duty:
    """Add a line to the catalogue of the actor's union."""
    if not (new.board or new.topics or new.words):
        raise Refusal("about_nothing", "方面、话题、词至少写一样。", status=422)
    if new.union_id is None and not (new.phone or new.how):
        raise Refusal("no_way", "工会以外的单位，要写电话或者怎么去。", status=422)
    row = Duty(
        service=service,
        org_id=actor.org,
        org_name=actor.org_name,
        org_root=actor.org_root,
        org_path=actor.org_path,
        board=new.board,
        topics=list(new.topics),
        words=list(new.words),
        union_id=new.union_id,
        name=new.name,
        phone=new.phone,
        how=new.how,
        source=new.source,
        since=new.since,
        added_by=actor.name,
    )
    row.save(force_insert=True)
    return row


def end(actor: Actor, duty_id: UUID) -> Duty:
    """A line of the own catalogue no longer holds, from today."""
    row = Duty.objects.filter(pk=duty_id, org_id=actor.org, until=None).first()
    if row is None:
        raise Hidden("no_line")
    row.until = max(today(), row.since)
    row.save(update_fields=["until"])
    return row
