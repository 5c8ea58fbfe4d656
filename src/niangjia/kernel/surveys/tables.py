"""From answers to tables in which no number stands for too few people. Pure functions.

A question splits those who answered the survey into cells: one for each option, one for "something
else", one for those who passed it over. The whole is known, so a single hidden cell would be the
difference; cells are hidden until at least two of them, and at least `least` people, are hidden
together. By employer the same is asked of every row and of every column, and at the end bounds are
drawn as an attacker would draw them: where one stays tight, the whole split is not shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .rules import CHANNEL, OTHER, PICKED, Ask, Question, words_key

#: An answer: the employer (or ""), and what was said.
Said = tuple[str, Mapping[str, Any]]
Cells = list[int | None]
#: The group of those whose employer cannot be shown.
REST = ""


def keys_of(one: Question, said: Iterable[Mapping[str, Any]] = ()) -> list[Any]:
    """What the cells of a question are keyed by; months are read from the answers."""
    if one.kind == Ask.DATE:
        return sorted({str(s[one.id])[:7] for s in said if s.get(one.id)})
    picks: list[Any] = list(range(len(one.labels)))
    return [*picks, OTHER] if one.other else picks


def _key(one: Question, said: Mapping[str, Any]) -> Any:
    value = said.get(one.id)
    return str(value)[:7] if one.kind == Ask.DATE and value else value


def counted(one: Question, keys: Sequence[Any], said: Sequence[Mapping[str, Any]]) -> list[int]:
    """People in each cell, and at the end those who passed the question over."""
    found = Counter(_key(one, s) for s in said)
    cells = [found[key] for key in keys]
    return [*cells, len(said) - sum(cells)]


def hide(cells: Sequence[int], least: int) -> Cells:
    """Cells of a known whole, None where a number would speak of fewer than `least` people."""
    hidden = {n for n, v in enumerate(cells) if 0 < v < least}
    if not hidden:
        return list(cells)
    hidden |= {n for n, v in enumerate(cells) if v == 0}
    while len(hidden) < len(cells) and not _covered([cells[n] for n in hidden], least):
        hidden.add(min((v, n) for n, v in enumerate(cells) if n not in hidden)[1])
    return [None if n in hidden else v for n, v in enumerate(cells)]


def _covered(values: Sequence[int], least: int) -> bool:
    return sum(v > 0 for v in values) >= 2 and sum(values) >= least


def groups(firms: Sequence[str], least: int) -> dict[str, list[int]]:
    """Positions by employer; those of small ones together, and never too few of these either.

    Nothing when there would be fewer than two groups.
    """
    found: dict[str, list[int]] = {}
    for n, firm in enumerate(firms):
        found.setdefault(firm, []).append(n)
    rest = found.pop(REST, [])
    for firm in [f for f, rows in found.items() if len(rows) < least]:
        rest += found.pop(firm)
    while found and 0 < len(rest) < least:
        rest += found.pop(min(found, key=lambda f: (len(found[f]), f)))
    named = dict(sorted(found.items()))
    out = {**named, REST: sorted(rest)} if rest else named
    return out if len(out) > 1 else {}


@dataclass(slots=True)
class Split:
    """A table by employer with its bottom line. `bottom` is what is published of the whole."""

    rows: list[list[int]]
    bottom: Cells
    least: int

    def shown(self) -> list[Cells] | None:
        """The rows with cells hidden; None when nothing safe is left."""
        hidden = {
            (r, c)
            for r, row in enumerate(self.rows)
            for c, v in enumerate(row)
            if 0 < v < self.least
        }
        while more := self._missing(hidden):
            hidden |= more
        if len(hidden) == sum(map(len, self.rows)) or not self._stands(hidden):
            return None
        return [
            [None if (r, c) in hidden else v for c, v in enumerate(row)]
            for r, row in enumerate(self.rows)
        ]

    def _missing(self, hidden: set[tuple[int, int]]) -> set[tuple[int, int]]:
        """One more cell to hide, in the first line that would give a hidden one away."""
        for line, free in self._lines():
            held = [cell for cell in line if cell in hidden]
            if not held and not free:
                continue
            if free and held:
                continue
            values = [self.rows[r][c] for r, c in held]
            if _covered(values, self.least):
                continue
            rest = [cell for cell in line if cell not in hidden]
            rest.sort(key=lambda cell: (self.rows[cell[0]][cell[1]] == 0, self._value(cell), cell))
            if rest:
                return {rest[0]}
        return set()

    def _value(self, cell: tuple[int, int]) -> int:
        return self.rows[cell[0]][cell[1]]

    def _lines(self) -> list[tuple[list[tuple[int, int]], bool]]:
        """Rows, columns, and all columns whose sum is hidden, of which the sum is known together;
        True for a line of which nobody knows the sum."""
        wide = range(len(self.bottom))
        tall = range(len(self.rows))
        across = [([(r, c) for c in wide], False) for r in tall]
        down = [([(r, c) for r in tall], self.bottom[c] is None) for c in wide]
        block = [(r, c) for r in tall for c in wide if self.bottom[c] is None]
        return [*across, *down, (block, False)]

    def _stands(self, hidden: set[tuple[int, int]]) -> bool:
        """Whether every small hidden cell could also be nobody, or as many as may be shown."""
        low = dict.fromkeys(hidden, 0)
        high = {(r, c): sum(self.rows[r]) for r, c in hidden}
        sums = [
            (held, sum(self._value(cell) for cell in held))
            for line, free in self._lines()
            if not free and (held := [cell for cell in line if cell in hidden])
        ]
        for _round in range(len(hidden) + 1):
            if not sum(_tightened(held, total, low, high) for held, total in sums):
                break
        small = {cell for cell in hidden if 0 < self._value(cell) < self.least}
        loose = all(high[cell] >= self.least and low[cell] != high[cell] for cell in small)
        solved = self._solved(hidden)
        return loose and not small & solved and not any(r < 0 for r, _c in solved)

    def _solved(self, hidden: set[tuple[int, int]]) -> set[tuple[int, int]]:
        """Hidden cells that linear algebra leaves one value."""
        unknown = [*sorted(hidden), *((-1, c) for c, v in enumerate(self.bottom) if v is None)]
        wide, tall = range(len(self.bottom)), range(-1, len(self.rows))
        lines = [[int(u[0] == r) for u in unknown] for r in tall]
        lines += [[(u[1] == c) * (-1 if u[0] < 0 else 1) for u in unknown] for c in wide]
        alone = (line for line in reduced(lines) if sum(map(bool, line)) == 1)
        return {unknown[next(n for n, v in enumerate(line) if v)] for line in alone}


#: Elimination is done modulo a large prime: whole numbers, no rounding.
PRIME = 2**61 - 1


def reduced(lines: list[list[int]]) -> list[list[int]]:
    """Reduced row echelon form of a system, modulo `PRIME`."""
    done: list[list[int]] = []
    for at in range(len(lines[0]) if lines else 0):
        first = next((n for n, line in enumerate(lines) if line[at] % PRIME), None)
        if first is None:
            continue
        pivot = lines.pop(first)
        scale = pow(pivot[at], -1, PRIME)
        pivot = [v * scale % PRIME for v in pivot]
        lines = [_without(line, pivot, at) for line in lines]
        done = [*(_without(line, pivot, at) for line in done), pivot]
    return done


def _without(line: list[int], pivot: list[int], at: int) -> list[int]:
    factor = line[at]
    if not factor:
        return line
    return [(v - factor * p) % PRIME for v, p in zip(line, pivot, strict=True)]


def _tightened(
    held: list[tuple[int, int]],
    total: int,
    low: dict[tuple[int, int], int],
    high: dict[tuple[int, int], int],
) -> bool:
    """Bounds that follow from a known sum; True when one moved."""
    moved = False
    lows, highs = sum(low[cell] for cell in held), sum(high[cell] for cell in held)
    for cell in held:
        most = min(high[cell], total - lows + low[cell])
        fewest = max(low[cell], total - highs + high[cell])
        if (most, fewest) != (high[cell], low[cell]):
            lows, highs = lows + fewest - low[cell], highs + most - high[cell]
            high[cell], low[cell], moved = most, fewest, True
    return moved


def numbers(values: Sequence[int], least: int) -> dict[str, Any] | None:
    """Sum and mean; nothing when too few answered or one of them is most of the sum."""
    if len(values) < least or (least > 1 and 2 * max(map(abs, values)) > sum(map(abs, values)) > 0):
        return None
    return {"sum": sum(values), "mean": round(sum(values) / len(values), 1)}


def table(one: Question, said: Sequence[Said], least: int) -> dict[str, Any]:
    """One question's table, as it is kept: cells, those who passed, and the same by employer."""
    if one.kind == Ask.MANY:
        return _of_many(one, said, least)
    if one.use == CHANNEL:
        return _of_channel(one, said, least)
    words = [s for _firm, s in said]
    keys = keys_of(one, words) if one.kind in (*PICKED, Ask.DATE) else ["+"]
    if keys == ["+"]:
        return _of_words(one, words, least)
    bottom = hide(counted(one, keys, words), least)
    return {
        "id": one.id,
        "keys": keys,
        "cells": bottom[:-1],
        "passed": bottom[-1],
        "groups": _by_firm(one, keys, said, bottom, least),
        "texts": _texts(one, words, least),
    }


def _of_channel(one: Question, said: Sequence[Said], least: int) -> dict[str, Any]:
    """The usual channel: whole as any question, by employer only none or any.

    Both tables by employer would give away by subtraction what each of them hides.
    """
    keys, last = keys_of(one), len(one.options) - 1
    words = [s for _firm, s in said]
    bottom = hide(counted(one, keys, words), least)
    none = bottom[keys.index(last)]
    found = groups([firm for firm, _s in said], least)
    split = [_silent(one, last, [said[n][1] for n in at]) for at in found.values()]
    under: Cells = [none, None if none is None else len(said) - none]
    shown = Split(split, under, least).shown() if split else None
    rows: list[Cells] = shown or [[None]] * len(found)
    return {
        "id": one.id,
        "keys": keys,
        "cells": bottom[:-1],
        "passed": bottom[-1],
        "groups": [],
        "silent": [
            {"firm": firm, "answered": len(at), "none": row[0]}
            for (firm, at), row in zip(found.items(), rows, strict=True)
        ],
        "texts": _texts(one, words, least),
    }


def _silent(one: Question, last: int, said: Sequence[Mapping[str, Any]]) -> list[int]:
    none = sum(s.get(one.id) == last for s in said)
    return [none, len(said) - none]


def _of_words(one: Question, words: list[Mapping[str, Any]], least: int) -> dict[str, Any]:
    """Numbers and sentences: how many wrote something, and what may be shown of it."""
    given = [s[one.id] for s in words if s.get(one.id) not in (None, "")]
    shown = hide([len(given), len(words) - len(given)], least)
    number = one.kind == Ask.NUMBER and shown[0] is not None and given
    return {
        "id": one.id,
        "keys": [],
        "cells": [],
        "passed": shown[1],
        "given": shown[0],
        "numbers": numbers([int(v) for v in given], least) if number else None,
        "groups": [],
        "texts": _texts(one, words, least),
    }


def _of_many(one: Question, said: Sequence[Said], least: int) -> dict[str, Any]:
    """Each option apart: chosen or not."""
    words = [s for _firm, s in said]
    keys = keys_of(one)
    passed = sum(not s.get(one.id) for s in words)
    split = [_chosen(one, key, said, least) for key in keys]
    firms = [firm for firm, _rows in split[0][1]] if split else []
    return {
        "id": one.id,
        "keys": keys,
        "cells": [cell for cell, _rows in split],
        "passed": hide([passed, len(words) - passed], least)[0],
        "groups": [
            {"firm": firm, "answered": n, "cells": [dict_of[1][at][1] for dict_of in split]}
            for at, (firm, n) in enumerate(_sizes(said, least))
        ]
        if firms
        else [],
        "texts": _texts(one, words, least),
    }


def _sizes(said: Sequence[Said], least: int) -> list[tuple[str, int]]:
    found = groups([firm for firm, _s in said], least)
    return [(firm, len(rows)) for firm, rows in found.items()]


def _chosen(
    one: Question, key: Any, said: Sequence[Said], least: int
) -> tuple[int | None, list[tuple[str, int | None]]]:
    """How many chose one option; and by employer, None where that cannot be shown."""

    def split(rows: Iterable[int]) -> list[int]:
        picks = [key in (said[n][1].get(one.id) or []) for n in rows]
        return [sum(picks), len(picks) - sum(picks)]

    bottom = hide(split(range(len(said))), least)
    found = groups([firm for firm, _s in said], least)
    shown = Split([split(rows) for rows in found.values()], bottom, least).shown()
    cells = [row[0] for row in shown] if shown else [None] * len(found)
    return bottom[0], list(zip(found, cells, strict=True))


def _by_firm(
    one: Question, keys: Sequence[Any], said: Sequence[Said], bottom: Cells, least: int
) -> list[dict[str, Any]]:
    found = groups([firm for firm, _s in said], least)
    rows = [counted(one, keys, [said[n][1] for n in at]) for at in found.values()]
    shown = Split(rows, bottom, least).shown() if rows else None
    return [
        {"firm": firm, "answered": len(at), "cells": row[:-1]}
        for (firm, at), row in zip(found.items(), shown or [], strict=False)
    ]


def _texts(one: Question, said: Iterable[Mapping[str, Any]], least: int) -> list[str]:
    """What was written, in the order of the alphabet: the order of writing tells who was when."""
    key = one.id if one.kind == Ask.TEXT else words_key(one.id)
    found = [str(s[key]) for s in said if s.get(key)] if one.kind == Ask.TEXT or one.other else []
    return sorted(found) if len(found) >= least else []


def frozen(
    questions: Iterable[Question], said: Sequence[Said], asked: int, least: int
) -> dict[str, Any]:
    """Everything of a survey. `least` 1 hides nothing: the answers have names.

    Fewer answers than a number may stand for: nothing but that.
    """
    few = 0 < len(said) < least
    return {
        "asked": asked,
        "answered": len(said),
        "few": few,
        "questions": [] if few else [table(one, said, least) for one in questions],
    }
