"""What can be worked out from sums that are known: small sets whose own sum follows. Pure.

The sums are 0/1 rows over parts that no sum divides. A set of parts has a sum that follows from
them exactly when its row is a combination of theirs. Counted modulo a large prime, where a
combination with fractions is one too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

PRIME = 2**61 - 1
#: Sets of at most so many parts are looked for, among at most so many parts.
LARGEST, MOST = 4, 60
Vector = tuple[int, ...]


class Sums:
    """Rows in reduced form: `left` is what no combination of them can make of a part."""

    def __init__(self, rows: Sequence[Sequence[int]], parts: int) -> None:
        self.pivots: dict[int, list[int]] = {}
        self.parts = parts
        for row in rows:
            self._take(list(row))
        free = [n for n in range(parts) if n not in self.pivots]
        self.left = [self._left(n, free) for n in range(parts)]

    def _take(self, row: list[int]) -> None:
        for at, held in self.pivots.items():
            _less(row, held, row[at])
        pivot = next((n for n, x in enumerate(row) if x), None)
        if pivot is None:
            return
        over = pow(row[pivot], -1, PRIME)
        row = [x * over % PRIME for x in row]
        for held in self.pivots.values():
            _less(held, row, held[pivot])
        self.pivots[pivot] = row

    def _left(self, part: int, free: list[int]) -> Vector:
        if part in self.pivots:
            return tuple(-self.pivots[part][n] % PRIME for n in free)
        return tuple(int(n == part) for n in free)

    def give(self, parts: Sequence[int]) -> bool:
        """Whether the sum of these parts follows."""
        columns = zip(*(self.left[n] for n in parts), strict=True)
        return not any(sum(column) % PRIME for column in columns)


def _less(row: list[int], other: Sequence[int], times: int) -> None:
    """Take a row so many times from another, in place."""
    if times:
        for n, x in enumerate(other):
            row[n] = (row[n] - times * x) % PRIME


def sets(sums: Sums, among: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every set of one to four of these parts whose sum follows."""
    left = sums.left
    alone: dict[Vector, list[int]] = defaultdict(list)
    for n in among:
        alone[left[n]].append(n)
        if not any(left[n]):
            yield (n,)
    pairs: dict[Vector, list[tuple[int, int]]] = defaultdict(list)
    for one, other in combinations(among, 2):
        both = tuple((x + y) % PRIME for x, y in zip(left[one], left[other], strict=True))
        against = tuple(-x % PRIME for x in both)
        if not any(both):
            yield (one, other)
        yield from ((third, one, other) for third in alone.get(against, ()) if third < one)
        yield from _fours(pairs.get(against, ()), one, other)
        pairs[both].append((one, other))


def _fours(
    pairs: Sequence[tuple[int, int]], one: int, other: int
) -> Iterator[tuple[int, int, int, int]]:
    for pair in pairs:
        if len({*pair, one, other}) == LARGEST:
            yield (*pair, one, other)
