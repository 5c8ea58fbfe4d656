"""Three rates, said once: what counts, in which denominator, and what is left out. Pure.

No law defines them. The definitions are the house's own (docs/requirements.md 003-10, 000-21), on
the side of whoever asked: nobody disappears from a denominator by waiting, and only the author, or
an independent caller, makes a matter solved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import add
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from niangjia.kernel.base.clock import local
from niangjia.kernel.cases.flow import FLOW

if TYPE_CHECKING:
    from niangjia.kernel.cases import steps

#: States in which a union, or the firm it asked, owes the next step.
OWED = frozenset(state for state, wait in FLOW.waits.items() if wait.owner != "author")
#: Steps that are a first answer to the author. Taking a case over is accepting it.
ANSWERS = ("accept", "forward", "says", "reply")
#: Words on an answer: the author's own, or said to an independent caller.
VERDICTS = ("verdict_ok", "verdict_back", "call_ok", "call_back")
#: The author leaves an answer without a verdict and goes higher.
AWAY = ("appeal", "press")
#: Stars from which an author is satisfied: 4 and 5 of 5.
GLAD = 4


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one matter, in the words of the rates; "" is not yet due, or not counted.

    response: kept or late, at the union that owed it then. result: solved, partly, settled
    (explained, guided, or in a legal procedure) or open. verdict: glad, sorry or silent.
    """

    opened: datetime
    union: UUID
    responsible: UUID
    response: str
    result: str
    verdict: str
    withdrawn: bool


@dataclass(slots=True)
class _Reading:
    """What is known of a matter while its steps are read."""

    union: UUID
    responsible: UUID
    state: str = ""
    due: datetime | None = None
    response: str = ""
    late: bool = False
    word: str = ""
    stars: int | None = None
    judged: bool = False

    def overdue(self, at: datetime) -> bool:
        return self.due is not None and self.due < at

    def pass_to(self, at: datetime) -> None:
        """A deadline of the union's or the firm's that went by without a step."""
        if self.state in OWED and self.overdue(at):
            self.late = True
            self._respond("late", self.union)

    def take(self, step: steps.Step) -> None:
        if step.verb in ANSWERS:
            self._respond("kept", step.union)
        if step.verb in VERDICTS:
            self.judged, self.stars, self.word = True, step.stars, step.outcome or "back"
        elif step.verb in AWAY and self.state == "answered":
            self.judged, self.stars, self.word = True, 0, "back"
        elif step.verb == "reopen":
            self.word = "back"
        self.union, self.state, self.due = step.union, step.state, step.due

    def _respond(self, how: str, union: UUID) -> None:
        if not self.response:
            self.response, self.responsible = how, union


def fate(history: steps.History, before: datetime) -> Fate:
    """What a matter counts as at a moment. Steps are in order, and none is later than `before`."""
    first = history.steps[0]
    read = _Reading(first.union, first.union)
    for step in history.steps:
        read.pass_to(step.at)
        read.take(step)
    read.pass_to(before)
    silent = read.state == "answered" and read.overdue(before)
    withdrawn = read.state == "withdrawn"
    return Fate(
        first.at,
        read.union,
        read.responsible if read.response else read.union,
        read.response,
        "" if withdrawn else _result(read, silent),
        "" if withdrawn else _verdict(read, silent),
        withdrawn,
    )


def _result(read: _Reading, silent: bool) -> str:
    """Solved is the author's word alone. What was late, sent back or never judged is open."""
    if read.state == "closed":
        return read.word if read.word in ("solved", "partly") else "settled"
    return "open" if read.late or silent or read.word == "back" else ""


def _verdict(read: _Reading, silent: bool) -> str:
    if read.judged:
        return "glad" if (read.stars or 0) >= GLAD else "sorry"
    return "silent" if silent else ""


class Counts(NamedTuple):
    """How many matters; every rate's numerator beside its denominator."""

    opened: int = 0
    withdrawn: int = 0
    due: int = 0
    kept: int = 0
    ended: int = 0
    solved: int = 0
    partly: int = 0
    settled: int = 0
    asked: int = 0
    glad: int = 0
    silent: int = 0


COUNTED = Counts._fields


def together(one: Counts, other: Counts) -> Counts:
    """Both."""
    return Counts(*map(add, one, other))


def of_answer(fate: Fate) -> Counts:
    """What a matter adds where its first answer was owed."""
    return Counts(due=int(bool(fate.response)), kept=int(fate.response == "kept"))


def of_matter(fate: Fate) -> Counts:
    """What it adds at the union that answers for it."""
    return Counts(
        opened=1,
        withdrawn=int(fate.withdrawn),
        ended=int(bool(fate.result)),
        solved=int(fate.result == "solved"),
        partly=int(fate.result == "partly"),
        settled=int(fate.result == "settled"),
        asked=int(bool(fate.verdict)),
        glad=int(fate.verdict == "glad"),
        silent=int(fate.verdict == "silent"),
    )


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its numerator and denominator; None where nothing was due."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """To one decimal."""
        return round(100 * self.part / self.whole, 1) if self.whole else None


def response(counts: Counts) -> Rate:
    """First answers within the promised working days, of all that were due."""
    return Rate(counts.kept, counts.due)


def resolution(counts: Counts) -> Rate:
    """Solved by the author's word, of all that should have come to an end, silence included."""
    return Rate(counts.solved, counts.ended)


def satisfaction(counts: Counts) -> Rate:
    """Four or five stars, of all who were asked; who did not say stays in the denominator."""
    return Rate(counts.glad, counts.asked)


def month_of(moment: datetime) -> date:
    """The first day of the month in Shanghai."""
    return local(moment).date().replace(day=1)


def quarter_of(month: date) -> date:
    """The first day of a month's quarter."""
    return month.replace(month=(month.month - 1) // 3 * 3 + 1)


#: Fewer people, or matters, than this are not shown: somebody might be told apart.
K = 5
#: A firm is named in a table from so many matters on.
FIRM_FROM = 10


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many matters a cell is about, and of how many people."""

    matters: int
    people: int

    @property
    def small(self) -> bool:
        """True where somebody might be told apart. Nothing at all tells nobody apart."""
        return self.matters > 0 and (self.matters < K or self.people < K)


def hidden(cells: Iterable[Crowd], also: Sequence[bool] = ()) -> list[bool]:
    """Which cells of a table whose total is known must not be shown.

    The small ones, and as many of the next smallest as it takes, so that what is missing cannot be
    found by subtraction: at least two cells, of at least `K` matters together. `also` are those
    that must go for another reason.
    """
    rows = list(cells)
    gone = [row.small or away for row, away in zip(rows, also or [False] * len(rows), strict=True)]
    order = sorted((n for n, row in enumerate(rows) if row.matters), key=lambda n: rows[n].matters)
    for n in order:
        if not any(gone) or (sum(gone) > 1 and _sum(rows, gone) >= K):
            break
        gone[n] = True
    return gone


def _sum(rows: list[Crowd], gone: list[bool]) -> int:
    return sum(row.matters for row, away in zip(rows, gone, strict=True) if away)


def rounded(number: int) -> int:
    """To the nearest five: a firm that knows its own matters learns of no other one."""
    return (number + 2) // 5 * 5
