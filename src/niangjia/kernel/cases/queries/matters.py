"""Reads of matters: for the union that groups, those above it, and workers who may join."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from niangjia.kernel.base import paging
from niangjia.kernel.base.clock import SHANGHAI, now, today
from niangjia.kernel.base.paths import inside
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.cases import likening, reach
from niangjia.kernel.cases.matter_flow import FLOW, OFFERED_FROM, TOLD_FROM
from niangjia.kernel.cases.models import Author, Case, Hunch, Matter, Part, Telling
from niangjia.kernel.cases.rules import AWAY, Standing

from .records import PAGE, Row, listed
from .union import find

#: Days of a trend, today included.
DAYS = 14
FRESH = timedelta(days=1)
#: Matters looked at while somebody types, hunches and titles shown at once, cases of one answer.
TYPED, SHOWN, ANSWERED = 60, 12, 500
FIELDS = (
    *("id", "title", "state", "cases", "people", "org_id", "board", "firm_id", "by_name"),
    *("created_at", "moved_at", "due_at", "closed_at"),
)


@dataclass(frozen=True, slots=True)
class MatterRow:
    """A matter in a list. `mine`: of the acting union; those above only watch."""

    id: UUID
    title: str
    state: str
    cases: int
    people: int
    org_id: UUID
    board: str
    firm_id: UUID | None
    by_name: str
    created_at: datetime
    moved_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    mine: bool


@dataclass(frozen=True, slots=True)
class Trend:
    """New cases a day over `DAYS` days, the oldest first, and those of the last 24 hours."""

    days: tuple[tuple[date, int], ...]
    fresh: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How the cases of a matter differ: how many at each firm, and in each state."""

    firms: tuple[tuple[str, int], ...]
    states: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Receiver:
    """A case of a matter, with what decides whether it gets a text meant for all."""

    id: UUID
    number: str
    title: str
    firm_name: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class HunchRow:
    """Cases that look like one matter; `more_of` is the title of the one they resemble, or ""."""

    id: UUID
    size: int
    words: tuple[str, ...]
    matter_id: UUID | None
    more_of: str
    made_at: datetime
    samples: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A matter somebody may join, in the words of the cadre who named it."""

    id: UUID
    title: str
    people: int
    board: str


def _visible(actor: Actor, service: str) -> QuerySet[Matter]:
    return Matter.objects.filter(inside(actor), service=service)


def _records(rows: QuerySet[Matter], actor: Actor) -> list[MatterRow]:
    return [
        MatterRow(**facts, mine=facts["org_id"] == actor.org_id) for facts in rows.values(*FIELDS)
    ]


def listing(
    actor: Actor, service: str, *, closed: bool = False, cursor: str = "", size: int = PAGE
) -> paging.Page[MatterRow]:
    """Matters in the actor's part of the tree, newest first: those open, or closed ones."""
    key = paging.decode(cursor, UUID)
    rows = _visible(actor, service).filter(closed_at__isnull=not closed)
    rows = rows.filter(id__lt=key[0]) if key else rows
    found = _records(rows.order_by("-id")[: size + 1], actor)
    return paging.page(found, size, lambda row: (str(row.id),))


def one(actor: Actor, service: str, matter_id: UUID) -> MatterRow:
    """One matter in the actor's part of the tree."""
    found = _records(_visible(actor, service).filter(pk=matter_id), actor)
    if not found:
        raise Hidden("no_matter")
    return found[0]


def trends(matter_ids: Iterable[UUID]) -> dict[UUID, Trend]:
    """How many new cases came each day, for several matters in one statement."""
    ids, first = list(matter_ids), today() - timedelta(days=DAYS - 1)
    days = [first + timedelta(days=n) for n in range(DAYS)]
    counted = (
        Part.objects.filter(matter__in=ids, case__created_at__gte=now() - timedelta(days=DAYS))
        .annotate(day=TruncDate("case__created_at", tzinfo=SHANGHAI))
        .values_list("matter_id", "day")
        .annotate(
            n=Count("case_id"),
            fresh=Count("case_id", filter=Q(case__created_at__gte=now() - FRESH)),
        )
    )
    by_day, fresh = Counter[tuple[UUID, date]](), Counter[UUID]()
    for matter_id, day, n, new in counted:
        by_day[matter_id, day] += n
        fresh[matter_id] += new
    return {pk: Trend(tuple((d, by_day[pk, d]) for d in days), fresh[pk]) for pk in ids}


def cases_of(
    actor: Actor, matter_id: UUID, *, cursor: str = "", size: int = PAGE
) -> paging.Page[Row]:
    """Cases of a matter that the actor can see, newest first."""
    key = paging.decode(cursor, UUID)
    rows = Case.objects.filter(_mine_to_see(actor), part__matter=matter_id)
    rows = rows.filter(id__lt=key[0]) if key else rows
    return paging.page(listed(rows.order_by("-id")[: size + 1], actor), size, _by_id)


def _by_id(row: Row) -> tuple[str]:
    return (str(row.id),)


def _mine_to_see(actor: Actor) -> Q:
    return inside(actor) | Q(reach.seated(actor, "union"))


def spread(actor: Actor, matter_id: UUID) -> Spread:
    """What differs between the cases of a matter."""
    rows = Case.objects.filter(_mine_to_see(actor), part__matter=matter_id)
    firms, states = Counter[str](), Counter[str]()
    for firm, state, n in rows.values_list("firm_name", "state").annotate(n=Count("id")):
        firms[firm] += n
        states[state] += n
    return Spread(tuple(firms.most_common()), tuple(states.most_common()))


def receivers(actor: Actor, matter_id: UUID) -> list[Receiver]:
    """Every case of a matter, oldest first, with what decides whether a text for all reaches it."""
    rows = Case.objects.filter(_mine_to_see(actor), part__matter=matter_id)
    rows = rows.annotate(asked=Exists(Author.objects.filter(case_id=OuterRef("pk"))))
    named = ("id", "number", "title", "firm_name")
    found = rows.order_by("created_at", "id").values_list(
        *named, "org_id", "state", "visibility", "asked", "passing"
    )
    return [
        Receiver(pk, number, title, firm, _standing(actor, *rest))
        for pk, number, title, firm, *rest in found[:ANSWERED]
    ]


def authors(actor: Actor, matter_id: UUID) -> list[UUID]:
    """Who asked, as keys and nothing else: to ask them something in return, never to be shown."""
    one = Case.objects.filter(_mine_to_see(actor), part__matter=matter_id)
    found = Author.objects.filter(case__in=one).exclude(case__visibility=AWAY)
    return list(found.values_list("person_id", flat=True).distinct())


def _standing(actor: Actor, org: UUID, state: str, who: str, asked: bool, passing: str) -> Standing:
    return Standing(org == actor.org_id, state, who == AWAY, asked, bool(passing))


def tellings(actor: Actor, matter_id: UUID) -> list[Telling]:
    """What was said to all of them, newest first."""
    return list(Telling.objects.filter(matter=matter_id).order_by("-made_at", "-id")[:PAGE])


def hunches(actor: Actor, service: str) -> list[HunchRow]:
    """What looks like one matter, the largest first, with the titles of some of the cases."""
    found = list(
        Hunch.objects.filter(org_id=actor.org, service=service, dropped_at=None)
        .annotate(more_of=F("matter__title"))
        .order_by("-size", "-id")[:SHOWN]
    )
    titles = dict(
        Case.objects.filter(
            inside(actor), pk__in=[pk for h in found for pk in h.case_ids[:SAMPLES]]
        ).values_list("id", "title")
    )
    return [_hunch(row, titles) for row in found]


#: Titles shown of what looks like one matter.
SAMPLES = 5


def _hunch(row: Any, titles: dict[UUID, str]) -> HunchRow:
    samples = [(UUID(pk), titles[UUID(pk)]) for pk in row.case_ids[:SAMPLES] if UUID(pk) in titles]
    return HunchRow(
        row.id,
        row.size,
        tuple(row.words),
        row.matter_id,
        row.more_of or "",
        row.made_at,
        tuple(samples),
    )


def of_case(actor: Actor, case_id: UUID) -> MatterRow | None:
    """The matter a case is part of, where the actor can see it."""
    found = _records(Matter.objects.filter(parts__case=case_id), actor)
    return found[0] if found else None


def open_titles(actor: Actor, service: str) -> list[tuple[UUID, str]]:
    """The acting union's open matters, newest first, to choose from."""
    rows = Matter.objects.filter(org_id=actor.org, service=service)
    rows = rows.exclude(state__in=FLOW.finals).order_by("-id")
    return list(rows.values_list("id", "title")[:PAGE])


def together(case_id: UUID) -> int:
    """How many other people asked the same as the author; 0 below `TOLD_FROM`."""
    rows = Matter.objects.filter(parts__case=case_id, people__gte=TOLD_FROM)
    people = rows.values_list("people", flat=True).first()
    return people - 1 if people else 0


def offers(actor: Actor, service: str, text: str, firm_id: UUID | None, size: int) -> list[Offer]:
    """Matters the acting worker may join that speak of what `text` says, the likest first.

    Without a text, the newest.
    """
    rows = _offered(actor, service, firm_id).order_by("-id")
    found = rows.values_list("words", "id", "title", "people", "board")[:TYPED]
    scored = [
        (likening.likeness(text, said), Offer(pk, title, people, board))
        for said, pk, title, people, board in found
    ]
    if not text.strip():
        return [offer for _score, offer in scored[:size]]
    best = sorted((one for one in scored if one[0]), key=lambda one: -one[0])
    return [offer for _score, offer in best[:size]]


def offer(actor: Actor, service: str, matter_id: UUID, firm_id: UUID | None) -> Offer | None:
    """One matter, if the acting worker may join it."""
    rows = _offered(actor, service, firm_id).filter(pk=matter_id)
    found = rows.values_list("id", "title", "people", "board").first()
    return Offer(*found) if found else None


def _offered(actor: Actor, service: str, firm_id: UUID | None) -> QuerySet[Matter]:
    """Open matters of the unions over the acting worker, of enough others, at no other firm.

    What the worker asked about already is not offered again.
    """
    mine = Author.objects.filter(case__part__matter=OuterRef("pk"), person_id=actor.me)
    return Matter.objects.filter(
        ~Exists(mine),
        Q(firm_id=None) | Q(firm_id=firm_id),
        org_path__in=reach.way_up(actor),
        org_root=actor.org_root,
        service=service,
        state="open",
        people__gte=OFFERED_FROM,
    )


def pickable(actor: Actor, service: str, text: str, besides: UUID | None = None) -> list[Row]:
    """Open cases that are part of nothing yet and say all of `text`, newest first.

    Without a text, those that came last.
    """
    rows = Case.objects.filter(inside(actor), service=service, closed_at=None, part=None)
    rows = rows.filter(id__in=find(text)) if text.strip() else rows
    rows = rows.exclude(pk=besides) if besides else rows
    return listed(rows.order_by("-created_at", "-id")[: PAGE * 2], actor)
