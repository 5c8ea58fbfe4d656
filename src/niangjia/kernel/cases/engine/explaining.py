"""A suggestion and the words that led to it, for the cadre who decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guess:
    """A board for one message, how sure (0 to 1), and every board's share (they add up to 1)."""

    board: str
    confidence: float
    shares: dict[str, float]


@dataclass(frozen=True, slots=True)
class Reason:
    """A word or run of characters and how strongly it pulled (its part of the score)."""

    word: str
    pull: float
    listed: bool


def pick(words: Mapping[str, float], runs: Mapping[str, float], most: int) -> list[Reason]:
    """The strongest words of the list and runs of two and more characters, none inside another."""
    found = [Reason(word, pull, True) for word, pull in words.items() if pull > 0]
    found += [Reason(run, pull, False) for run, pull in runs.items() if pull > 0 and len(run) > 1]
    chosen: list[Reason] = []
    for reason in sorted(found, key=lambda r: (-r.pull, r.word)):
        if not any(reason.word in one.word or one.word in reason.word for one in chosen):
            chosen.append(reason)
        if len(chosen) == most:
            break
    return chosen
