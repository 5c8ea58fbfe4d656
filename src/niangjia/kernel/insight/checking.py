"""Are the rates what happened? Counted again from the sealed log alone, and from the events.

Heads are not compared: the log does not say who asked where a cadre wrote it down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from niangjia.kernel.acts import verify
from niangjia.kernel.cases.door import steps
from niangjia.kernel.people import door as people

from . import counting, rules
from .counting import Key
from .models import Cell
from .rollup import BEGINNING
from .rules import Counts
from .sheets import counts_of


@dataclass(frozen=True, slots=True)
class Compared:
    """One cell three ways; None where that way has no such cell."""

    key: Key
    name: str
    kept: Counts | None
    log: Counts | None
    events: Counts | None

    @property
    def agrees(self) -> bool:
        """True when all three are the same."""
        return self.kept == self.log == self.events


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


def check() -> Checked:
    """Verify the seals, then compare every cell. As the system."""
    found = verify.verify()
    newest = Cell.objects.order_by("-before").values_list("before", flat=True).first()
    if found.wrong or newest is None:
        return Checked(newest, found.wrong, found.waiting)
    return Checked(newest, (), found.waiting, tuple(_compared(newest)))


def _compared(before: datetime) -> Iterator[Compared]:
    unions = people.unions()
    kept = {_key(cell): counts_of(cell) for cell in Cell.objects.all()}
    log = _counted(steps.sealed(verify.sealed_facts(), before), unions, before)
    events = _counted(steps.histories(BEGINNING, before), unions, before)
    names = {one.id: one.name for one in people.orgs({key.org for key in kept}).values()}
    for key in sorted({*kept, *log, *events}, key=lambda key: (names.get(key.org, ""), key)):
        name = names.get(key.org, str(key.org))
        yield Compared(key, name, kept.get(key), log.get(key), events.get(key))


def _key(cell: Cell) -> Key:
    return Key(cell.service, cell.scope, cell.org_id, cell.board, cell.months, cell.start)


def _counted(
    histories: Iterable[steps.History], unions: Mapping[UUID, people.OrgFacts], before: datetime
) -> dict[Key, Counts]:
    found = counting.cells(histories, {}, unions, before)
    return {key: tally.counts for key, tally in found.items()}


def line(one: Compared) -> str:
    """A cell as the terminal shows it: three rates by every way that knows it."""
    ways = (("counted", one.kept), ("log", one.log), ("events", one.events))
    shown = [f"{way} {_rates(counts)}" for way, counts in ways]
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
