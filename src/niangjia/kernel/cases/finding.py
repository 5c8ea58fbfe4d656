"""Looking for cases that are one matter: read, compared outside any transaction, put forward.

The engine needs numpy, which is loaded when a job first looks, never by a page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module
from itertools import takewhile
from uuid import UUID

from django.db.models import Max

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.types import Actor
from niangjia.kernel.people import door as people

from . import likening, matters
from .engine.reading import Message
from .matter_flow import OFFERED_FROM
from .models import Case, Hunch, Matter

#: How far back cases are compared, and how many of the newest.
WEEKS, MOST = 8, 5000
#: A union above is told of a matter that so many cases at so many unions below are about.
WIDE_CASES, WIDE_UNIONS = 5, 3
#: Texts beside a group that its words are compared with.
BESIDE = 200


@dataclass(frozen=True, slots=True)
class Open:
    """An open case, as much of it as is compared."""

    id: UUID
    org_id: UUID
    org_path: str
    title: str
    text: str
    matter_id: UUID | None
    matter_org: UUID | None
    matter_state: str | None

    @property
    def free(self) -> bool:
        """Part of nothing yet."""
        return self.matter_id is None


@dataclass(slots=True)
class Looked:
    """Open cases of one operating union, and which of them are one matter."""

    root: str
    cases: list[Open]
    groups: list[list[Open]] = field(default_factory=list)


def roots(service: str) -> list[str]:
    """Operating unions with a case newer than the last time somebody looked."""
    newest = Case.objects.filter(service=service, closed_at=None, created_at__gte=_since())
    last = dict(
        Hunch.objects.filter(service=service).values_list("org_root").annotate(at=Max("made_at"))
    )
    found = newest.values_list("org_root").annotate(at=Max("created_at"))
    return sorted(root for root, at in found if root not in last or at > last[root])


def gather(service: str, root: str) -> Looked:
    """The newest open cases of one operating union."""
    rows = Case.objects.filter(
        service=service, org_root=root, closed_at=None, created_at__gte=_since()
    ).exclude(text="")
    fields = ("part__matter_id", "part__matter__org_id", "part__matter__state")
    newest = rows.order_by("-created_at", "-id")
    values = newest.values_list("id", "org_id", "org_path", "title", "text", *fields)[:MOST]
    return Looked(root, [Open(*one) for one in values])


def compare(looked: Looked) -> Looked:
    """Group what was read; takes seconds for thousands, and no transaction waits for it."""
    engine = import_module(f"{__package__}.engine.grouping")
    words = import_module(f"{__package__}.commands").house_words()
    numbers = engine.group([Message(str(c.id), c.title, c.text) for c in looked.cases], words)
    groups: dict[int, list[Open]] = defaultdict(list)
    for case, number in zip(looked.cases, numbers, strict=True):
        if number is not None:
            groups[number].append(case)
    looked.groups = list(groups.values())
    return looked


def put_forward(actor: Actor, service: str, looked: Looked) -> int:
    """Keep what was found as suggestions, in place of those from before; how many there are."""
    Hunch.objects.filter(service=service, org_root=looked.root, dropped_at=None).delete()
    refused = _refused(service, looked.root)
    found = [one for group in looked.groups for one in _of_group(service, looked, group)]
    fresh = [one for one in found if not _was_refused(one, refused)]
    Hunch.objects.bulk_create(fresh)
    return len(fresh)


def _since() -> object:
    return now() - timedelta(weeks=WEEKS)


def _refused(service: str, root: str) -> list[tuple[UUID, set[str]]]:
    rows = Hunch.objects.filter(service=service, org_root=root).exclude(dropped_at=None)
    return [(org_id, set(ids)) for org_id, ids in rows.values_list("org_id", "case_ids")]


def _was_refused(hunch: Hunch, refused: Iterable[tuple[UUID, set[str]]]) -> bool:
    ids = set(hunch.case_ids)
    return any(org == hunch.org_id and ids <= before for org, before in refused)


def _of_group(service: str, looked: Looked, group: Sequence[Open]) -> Iterator[Hunch]:
    """What one group means to each union that answers some of it, and to one above them."""
    by_org: dict[UUID, list[Open]] = defaultdict(list)
    for case in group:
        by_org[case.org_id].append(case)
    for org_id, cases in by_org.items():
        yield from _at(service, looked, org_id, cases[0].org_path, cases, OFFERED_FROM)
    if len(by_org) >= WIDE_UNIONS and (union := _over(group)) and union.id not in by_org:
        yield from _at(service, looked, union.id, union.path, group, WIDE_CASES)


def _over(group: Sequence[Open]) -> people.OrgFacts | None:
    """The union nearest above all of them."""
    steps = zip(*(case.org_path.rstrip(".").split(".") for case in group), strict=False)
    shared = takewhile(lambda names: len(set(names)) == 1, steps)
    found = people.unions_on_the_way("".join(f"{names[0]}." for names in shared))
    return found[-1] if found else None


def _at(
    service: str, looked: Looked, org_id: UUID, path: str, cases: Sequence[Open], least: int
) -> Iterator[Hunch]:
    """More of a matter this union has open already, or a new one large enough."""
    free = [case for case in cases if case.free]
    own = Counter(
        case.matter_id
        for case in cases
        if case.matter_org == org_id and case.matter_state != "closed"
    )
    like = own.most_common(1)[0][0] if own else None
    if not free or (like is None and len(free) < least):
        return
    others = [case.text for case in looked.cases[: BESIDE * 2] if case not in set(cases)]
    yield matters.new_hunch(
        Matter(id=like) if like else None,
        service=service,
        org_id=org_id,
        org_root=looked.root,
        org_path=path,
        case_ids=[str(case.id) for case in reversed(free)],
        words=likening.named([f"{c.title} {c.text}" for c in cases], others[:BESIDE]),
        size=len(free),
    )
