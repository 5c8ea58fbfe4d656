"""One cell counted several ways, and how it is shown; neither database nor Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from . import rules
from .counting import TREE, Key
from .rules import Counts


@dataclass(frozen=True, slots=True)
class Compared:
    """One cell by every way of counting; None where that way has no such cell."""

    key: Key
    name: str
    ways: tuple[tuple[str, Counts | None], ...]

    @property
    def agrees(self) -> bool:
        """True when all are the same."""
        return len({counts for _, counts in self.ways}) == 1


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. `wrong` is about the log itself; nothing is compared with a bad log."""

    before: datetime | None
    wrong: tuple[str, ...]
    waiting: int
    cells: tuple[Compared, ...] = ()

    @property
    def good(self) -> bool:
        """True when the log is as it was sealed and every cell agrees with it."""
        return not self.wrong and self.before is not None and all(c.agrees for c in self.cells)


def compared(
    ways: Mapping[str, Mapping[Key, Counts]], names: Mapping[UUID, str]
) -> Iterator[Compared]:
    """Every cell that any way knows, by name."""
    every: set[Key] = set().union(*ways.values())
    for key in sorted(every, key=lambda key: (names.get(key.org, ""), key)):
        found = tuple((way, cells.get(key)) for way, cells in ways.items())
        yield Compared(key, names.get(key.org, str(key.org)), found)


def report(found: Checked) -> Iterator[str]:
    """What the terminal shows: what is wrong, each union's quarters, whatever differs, the end."""
    yield from found.wrong
    for one in found.cells:
        shown = one.key.scope == TREE and one.key.months == 3 and not one.key.board
        if shown or not one.agrees:
            yield ("" if one.agrees else "DIFFERS ") + line(one)
    yield verdict(found)


def verdict(found: Checked) -> str:
    """The last line."""
    if found.wrong:
        return "the log is NOT what was sealed: nothing was compared with it"
    if found.before is None:
        return "nothing was counted yet: niangjia rates count"
    differ = sum(not one.agrees for one in found.cells)
    said = f"{differ} of {len(found.cells)} cells DIFFER" if differ else "the rates are the log's"
    waiting = f", {found.waiting} rows not sealed yet (niangjia audit seal)"
    return f"{said}: {len(found.cells)} cells{waiting if found.waiting else ''}"


def line(one: Compared) -> str:
    """A cell as the terminal shows it: three rates by every way that knows it."""
    shown = [f"{way} {_rates(counts)}" for way, counts in one.ways]
    if one.agrees:
        shown = [shown[0].removeprefix("counted ")]
    kind = "" if not one.key.board else f" {one.key.board}"
    when = f"{one.key.start:%Y-%m} +{one.key.months}"
    return f"{one.name} {one.key.scope}{kind} {when}: {'; '.join(shown)}"


def _rates(counts: Counts | None) -> str:
    if counts is None:
        return "none"
    rates = (rules.response(counts), rules.resolution(counts), rules.satisfaction(counts))
    return " ".join(f"{rate.part}/{rate.whole}" for rate in rates) + f" of {counts.opened}"
