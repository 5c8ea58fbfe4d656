"""Many matters -> cells. Pure: from histories, who asked, and the tree of unions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol
from uuid import UUID

from niangjia.kernel.base.paths import prefixes

from . import rules
from .rules import Counts

if TYPE_CHECKING:
    from niangjia.kernel.cases import steps

OWN, TREE, FIRM = "own", "tree", "firm"
#: Whoever left no name: nobody knows how many people that is, so it is one.
SOMEBODY = UUID(int=0)


class Union(Protocol):
    """What a count has to know of a union: where it stands."""

    @property
    def id(self) -> UUID: ...
    @property
    def path(self) -> str: ...
    @property
    def root(self) -> str: ...


class Key(NamedTuple):
    """What a cell is a count of."""

    service: str
    scope: str
    org: UUID
    board: str
    months: int
    start: date


@dataclass(slots=True)
class Tally:
    """Counts, and the different people behind them."""

    counts: Counts = field(default_factory=Counts)
    people: set[UUID] = field(default_factory=set)

    def add(self, counts: Counts, people: Iterable[UUID]) -> None:
        """Count more matters of more people."""
        self.counts = rules.together(self.counts, counts)
        self.people.update(people)


Cells = dict[Key, Tally]


def cells(
    histories: Iterable[steps.History],
    authors: Mapping[UUID, UUID],
    unions: Mapping[UUID, Union],
    before: datetime,
) -> Cells:
    """Every cell of these matters as they stood at `before`."""
    found: Cells = {}
    above = upwards(unions)
    for key, tally in _finest(histories, authors, before).items():
        for wider in _widened(key, above):
            found.setdefault(wider, Tally()).add(tally.counts, tally.people)
    return found


def counted(
    histories: Iterable[steps.History], unions: Mapping[UUID, Union], before: datetime
) -> dict[Key, Counts]:
    """The same without heads."""
    return {key: tally.counts for key, tally in cells(histories, {}, unions, before).items()}


def _finest(
    histories: Iterable[steps.History], authors: Mapping[UUID, UUID], before: datetime
) -> Cells:
    """By union or firm, board and month."""
    found: Cells = {}
    for history in histories:
        if history.counted and history.steps:
            who = authors.get(history.id, SOMEBODY)
            for key, counts in _adds(history, before):
                found.setdefault(key, Tally()).add(counts, (who,))
    return found


def _adds(history: steps.History, before: datetime) -> Iterator[tuple[Key, Counts]]:
    fate = rules.fate(history, before)
    month, board = rules.month_of(fate.opened), history.board
    matter, answer = rules.of_matter(fate), rules.of_answer(fate)
    yield Key(history.service, OWN, fate.union, board, 1, month), matter
    yield Key(history.service, OWN, fate.responsible, board, 1, month), answer
    if history.firm:
        both = rules.together(matter, answer)
        yield Key(history.service, FIRM, history.firm, "", 1, month), both


def _widened(key: Key, above: Mapping[UUID, list[UUID]]) -> Iterator[Key]:
    """The same for all boards, for the quarter, and for every union above in the same house."""
    for boards in {key, key._replace(board="")}:
        for times in (boards, boards._replace(months=3, start=rules.quarter_of(key.start))):
            yield times
            if key.scope == OWN:
                for org in above.get(key.org, ()):
                    yield times._replace(scope=TREE, org=org)


def upwards(unions: Mapping[UUID, Union]) -> dict[UUID, list[UUID]]:
    """Each union with those above it, up to the operating one."""
    at = {one.path: one.id for one in unions.values()}
    return {
        one.id: [at[p] for p in prefixes(one.path) if p in at and p.startswith(one.root)]
        for one in unions.values()
    }
