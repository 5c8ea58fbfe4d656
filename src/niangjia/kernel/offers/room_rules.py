"""Who is let in when: the rounds of a waiting room, and a turn within its round. Pure.

Everybody who comes before an offer opens is of one round, and all are equal; afterwards a round is
a few seconds long. Rounds are let in one after the other, the people of a round in the order of
their lots, so many a second as the house can carry. Times are seconds since 1970.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

#: Seconds of a round once the offer is open; how long before it the room opens; and for how long
#: after their round everybody in it may still come in.
LENGTH, EARLY, GRACE = 5, 1800, 1800
#: Into how many parts a round's lots fall: those of a part see the same page.
PARTS = 100
#: Seconds between two looks at the own place.
SHORTEST, LONGEST = 4, 30


@dataclass(frozen=True, slots=True)
class Round:
    """A round that is over: when its first is let in, and how many it has."""

    n: int
    begins: float
    count: int


@dataclass(frozen=True, slots=True)
class Hall:
    """A room as it stands: people let in a second, when its offer opens, and the rounds that are
    over and still count. Rounds before `since` have passed."""

    rate: int
    opens: float
    rounds: tuple[Round, ...] = ()
    since: int = 0


def round_at(opens: float, at: float) -> int:
    """The round of somebody who comes at a moment."""
    return 0 if at < opens else 1 + math.floor((at - opens) / LENGTH)


def begins(opens: float, n: int, before: Round | None, rate: int) -> float:
    """When the first of round `n` is let in: not before it is over, nor before the one before it
    has been let in whole."""
    end = opens + n * LENGTH
    return end if before is None else max(end, before.begins + before.count / rate)


def over(hall: Hall, n: int, at: float) -> bool:
    """Whether nobody comes into round `n` any more."""
    return at >= hall.opens + n * LENGTH


def lot(mark: str) -> float:
    """What decides within a round: at least 0 and below 1, from a mark nobody could choose."""
    return int(mark[:13], 16) / 16**13


def turn(hall: Hall, n: int, lot: float) -> float | None:
    """When somebody of round `n` is let in; None while the round is not over. Who is of a round
    that was counted without them goes first in the next."""
    for one in hall.rounds:
        if one.n == n:
            return one.begins + lot * one.count / hall.rate
        if one.n > n:
            return one.begins
    return None


def passed(hall: Hall, n: int, at: float) -> bool:
    """Whether a place was not used while it could be."""
    known = next((one for one in hall.rounds if one.n >= n), None)
    late = known is not None and known.begins + known.count / hall.rate + GRACE < at
    return n < hall.since or late


def part(lot: float) -> int:
    """Which part of its round a lot falls into."""
    return min(PARTS - 1, int(lot * PARTS))


def part_turn(hall: Hall, n: int, part: int) -> float | None:
    """When everybody of one part of a round is let in."""
    return turn(hall, n, (part + 1) / PARTS)


def ahead(hall: Hall, turn: float, at: float) -> int:
    """About how many are let in before a turn: rounded up to two figures."""
    many = max(1, math.ceil((turn - at) * hall.rate))
    step = int(10 ** max(0, len(str(many)) - 2))
    return math.ceil(many / step) * step


def pause(wait: float, part: int) -> int:
    """Seconds until the page looks again: soon when it is nearly time, and not all at once."""
    spread = part % 7 if wait > 2 * LONGEST else 0
    return min(LONGEST, max(SHORTEST, math.ceil(wait / 3))) + spread


def pause_before(hall: Hall, part: int, at: float) -> int:
    """The same before a turn is known: whoever is first looks first when the offer opens."""
    rest = hall.opens - at
    if rest > LONGEST:
        return LONGEST + part % 7
    return max(SHORTEST, math.ceil(rest) + part * 8 // PARTS)
