"""What a new number would tell about few people when other numbers are taken from it. Pure.

Somebody may read many bulletins: of overlapping periods, of a union and of one below it, of groups
of firms. Each number alone is of enough people, and yet 97 from 100 leaves three. So before a
number is shown, everything that known numbers leave over together with it is looked at, and where
that is too few, the new number is not given. When in doubt it is not given either.
Source: docs/adr/0025-own-periods-and-groups-of-a-bulletin.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from . import deriving
from .rules import Counts, Crowd, quarter_of, together

DAY = timedelta(days=1)


class Span(NamedTuple):
    """Days from `first` to `last`, both counted."""

    first: date
    last: date

    def meets(self, other: Span) -> bool:
        """Whether they have a day in common."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Piece:
    """One matter as figures see it: where it counts (`path`), where its first answer was owed
    (`owed`), and what it adds at each."""

    day: date
    who: UUID
    firm: UUID | None
    board: str
    path: str
    owed: str
    matter: Counts
    answer: Counts


@dataclass(frozen=True, slots=True)
class Circle:
    """What a number is about: a union with all below it, or (`exact`) alone; perhaps only some
    firms, perhaps only one board."""

    path: str
    firms: frozenset[UUID] | None = None
    board: str = ""
    exact: bool = False

    def has(self, piece: Piece, path: str) -> bool:
        """Whether a matter that counts at `path` is in it."""
        near = path == self.path if self.exact else path.startswith(self.path)
        mine = self.firms is None or piece.firm in self.firms
        return near and mine and self.board in ("", piece.board)


class Number(NamedTuple):
    """A number somebody may read."""

    circle: Circle
    span: Span


def tally(pieces: Iterable[Piece], circle: Circle, span: Span) -> tuple[Counts, int]:
    """Counts of a circle in a span, and the different people behind them."""
    counts, people = Counts(), set[UUID]()
    for piece in pieces:
        if span.first <= piece.day <= span.last:
            for path, adds in ((piece.path, piece.matter), (piece.owed, piece.answer)):
                if circle.has(piece, path):
                    counts = together(counts, adds)
                    people.add(piece.who)
    return counts, len(people)


class Known:
    """Matters and the numbers about them that somebody may read."""

    def __init__(self, pieces: Sequence[Piece], numbers: Iterable[Number]) -> None:
        self.pieces = sorted(pieces, key=lambda piece: piece.day)
        self.numbers = set(numbers)
        self._held: dict[Circle, list[Piece]] = {}

    def exposes(self, new: Number) -> bool:
        """Whether something of too few people could be found with one more number."""
        if new in self.numbers:
            return False
        return any(_few(left) for left in self._by_firms(new)) or self._follows(new)

    def add(self, new: Number) -> None:
        """From now on it is known."""
        self.numbers.add(new)

    def few(self, circle: Circle, span: Span) -> bool:
        """Whether a number would be of too few, or of nobody at all."""
        found = self._in(circle, span)
        return not found or _few(found)

    def _in(self, circle: Circle, span: Span) -> list[Piece]:
        held = self._held.get(circle)
        if held is None:
            held = [piece for piece in self.pieces if circle.has(piece, piece.path)]
            self._held[circle] = held
        return [piece for piece in held if span.first <= piece.day <= span.last]

    def _follows(self, new: Number) -> bool:
        """Whether few matters have a number of their own once this one is known.

        Numbers divide matters into parts; only parts of too few can make up a set of too few.
        """
        numbers = [new, *self._around(new)]
        parts = list(self._divided(numbers).items())
        small = [n for n, (_where, part) in enumerate(parts) if _few(part)]
        if len(small) > deriving.MOST:
            return True
        rows = [[int(k in where) for where, _part in parts] for k in range(len(numbers))]
        before, after = (deriving.Sums(some, len(parts)) for some in (rows[1:], rows))
        return any(
            _few([piece for n in found for piece in parts[n][1]]) and not before.give(found)
            for found in deriving.sets(after, small)
        )

    def _around(self, new: Number) -> list[Number]:
        """Numbers of the same board that have a matter in common with it, or with one of these."""
        rest = {one for one in self.numbers if one.circle.board == new.circle.board}
        reached, found = {id(piece) for piece in self._in(*new)}, list[Number]()
        while near := [one for one in rest if any(id(p) in reached for p in self._in(*one))]:
            rest -= set(near)
            found += near
            reached |= {id(piece) for one in near for piece in self._in(*one)}
        return found

    def _divided(self, numbers: Sequence[Number]) -> dict[frozenset[int], list[Piece]]:
        """Matters by the numbers they are in."""
        where: dict[int, set[int]] = defaultdict(set)
        held: dict[int, Piece] = {}
        for k, number in enumerate(numbers):
            for piece in self._in(*number):
                where[id(piece)].add(k)
                held[id(piece)] = piece
        parts: dict[frozenset[int], list[Piece]] = defaultdict(list)
        for key, numbered in where.items():
            parts[frozenset(numbered)].append(held[key])
        return parts

    def _by_firms(self, new: Number) -> Iterator[list[Piece]]:
        """A firm knows its own matters and takes them from the group's."""
        for firm in new.circle.firms or ():
            yield [piece for piece in self._in(new.circle, new.span) if piece.firm != firm]


def _few(pieces: list[Piece]) -> bool:
    return Crowd(len(pieces), len({piece.who for piece in pieces})).small


def usual(circle: Circle, span: Span, known: Known) -> Iterator[Number]:
    """The months and quarters around a span that ordinary bulletins may give of a circle, or of
    all firms where it is about some."""
    circle = replace(circle, firms=None)
    for one in around(span):
        if not known.few(circle, one):
            yield Number(circle, one)


def around(span: Span) -> Iterator[Span]:
    """Every month and quarter that has a day of the span."""
    month = quarter_of(span.first.replace(day=1))
    while month <= span.last:
        for months in (1, 3) if month == quarter_of(month) else (1,):
            whole = Span(month, later(month, months) - DAY)
            if whole.meets(span):
                yield whole
        month = later(month, 1)


def later(month: date, months: int) -> date:
    """The first day of the month so many months on."""
    n = month.year * 12 + month.month - 1 + months
    return date(n // 12, n % 12 + 1, 1)
