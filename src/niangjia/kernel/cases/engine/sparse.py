"""Sparse rows of numbers: as much of them as weighing and comparing texts needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import cast

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Rows:
    """n sparse rows over `width` columns: starts (n + 1), columns and values, one after another."""

    def __init__(self, starts: Ints, columns: Ints, values: Floats, width: int) -> None:
        self.starts, self.columns, self.values, self.width = starts, columns, values, width
        self._posting_starts: Ints | None = None

    def __len__(self) -> int:
        return len(self.starts) - 1

    def row(self, at: int) -> tuple[Ints, Floats]:
        """Columns and values of one row."""
        where = slice(self.starts[at], self.starts[at + 1])
        return self.columns[where], self.values[where]

    def owners(self) -> Ints:
        """The row of every entry."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def norms(self) -> Floats:
        """Euclidean length of each row."""
        return np.sqrt(np.bincount(self.owners(), self.values**2, minlength=len(self)))

    def unit(self) -> Rows:
        """The rows at length 1; empty rows stay empty."""
        norms = self.norms()
        norms[norms == 0] = 1
        return Rows(self.starts, self.columns, self.values / norms[self.owners()], self.width)

    def dots(self, at: int) -> Floats:
        """Products of one row with every row: n numbers."""
        return self.products(*self.row(at))

    def products(self, columns: Ints, values: Floats) -> Floats:
        """Products of a row over the same columns with every row: n numbers."""
        if self._posting_starts is None:
            self._turn()
        assert self._posting_starts is not None
        begin = self._posting_starts[columns]
        counts = self._posting_starts[columns + 1] - begin
        ends = np.cumsum(counts)
        total = int(ends[-1]) if len(ends) else 0
        where = np.arange(total) + np.repeat(begin - ends + counts, counts)
        weights = self._posting_values[where] * np.repeat(values, counts)
        sums = np.bincount(self._posting_rows[where], weights, minlength=len(self))
        return sums.astype(np.float64, copy=False)

    def some(self, at: int, others: Ints) -> Floats:
        """Products of one row with some rows: as many numbers as `others`."""
        dense = np.zeros(self.width)
        columns, values = self.row(at)
        dense[columns] = values
        chosen = self.pick(others)
        weights = chosen.values * dense[chosen.columns]
        sums = np.bincount(chosen.owners(), weights, minlength=len(others))
        return sums.astype(np.float64, copy=False)

    def pick(self, rows: Ints) -> Rows:
        """Some of the rows, in their order."""
        begin = self.starts[rows]
        counts = self.starts[rows + 1] - begin
        ends = np.cumsum(counts)
        total = int(ends[-1]) if len(ends) else 0
        where = np.arange(total) + np.repeat(begin - ends + counts, counts)
        starts = np.concatenate(([0], ends))
        return Rows(starts, self.columns[where], self.values[where], self.width)

    def _turn(self) -> None:
        """Entries in the order of their columns."""
        order = np.argsort(self.columns, kind="stable")
        self._posting_rows: Ints = self.owners()[order]
        self._posting_values: Floats = self.values[order]
        counts = np.bincount(self.columns, minlength=self.width)
        self._posting_starts = np.concatenate(([0], np.cumsum(counts)))

    def times(self, dense: Floats) -> Floats:
        """Rows (n, width) times a dense matrix (width, k)."""
        out = np.zeros((len(self), dense.shape[1]))
        for column in range(dense.shape[1]):
            weights = self.values * dense[self.columns, column]
            out[:, column] = np.bincount(self.owners(), weights, minlength=len(self))
        return out

    def turned_times(self, dense: Floats) -> Floats:
        """Transposed rows (width, n) times a dense matrix (n, k)."""
        out = np.zeros((self.width, dense.shape[1]))
        owners = self.owners()
        for column in range(dense.shape[1]):
            weights = self.values * dense[owners, column]
            out[:, column] = np.bincount(self.columns, weights, minlength=self.width)
        return out


def stack(rows: Sequence[dict[int, float]], width: int) -> Rows:
    """Rows given as values by column."""
    sizes = np.fromiter(map(len, rows), np.int64, len(rows))
    total = int(sizes.sum())
    columns = np.fromiter(chain.from_iterable(rows), np.int64, total)
    values = np.fromiter(chain.from_iterable(row.values() for row in rows), np.float64, total)
    return Rows(np.concatenate(([0], np.cumsum(sizes))), columns, values, width)


class Weighing:
    """How much each feature of some texts tells: seldom ones more (inverse document frequency)."""

    def __init__(self, texts: Iterable[Sequence[str]], *, smooth: float, plus: float) -> None:
        """`smooth` texts are added that hold nothing; `plus` is added to every weight."""
        found = Counter[str]()
        size = 0
        for features in texts:
            size += 1
            found.update(set(features))
        self.features = sorted(found)
        self.columns = {feature: at for at, feature in enumerate(self.features)}
        counts = np.array([found[feature] for feature in self.features], np.float64)
        self.idf: Floats = np.log((1 + size + smooth) / (1 + counts)) + plus

    def rows(self, texts: Iterable[Iterable[str]]) -> Rows:
        """One row for each text: 1 + ln(times) times the weight; unknown features are left out."""
        counted: list[dict[int, float]] = []
        for features in texts:
            times = Counter[int | None](map(self.columns.get, features))
            times.pop(None, None)
            counted.append(cast("dict[int, float]", times))
        rows = stack(counted, len(self.columns))
        rows.values = (1 + np.log(rows.values)) * self.idf[rows.columns]
        return rows
