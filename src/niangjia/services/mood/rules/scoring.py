"""Counting answers. Nothing here knows whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .records import Band, Outcome, Scale
from .scales import HARM, MORE, WHO5


def run_of(wanted: Iterable[str]) -> tuple[Scale, ...]:
    """The scales of a run: those wished for, in their own order, and WHO-5 at the end."""
    wished = set(wanted)
    return (*(scale for scale in MORE if scale.key in wished), WHO5)


def score(scale: Scale, points: Iterable[int]) -> int:
    """The sum times the scale's factor; every question has to be answered."""
    given = list(points)
    allowed = {value for value, _ in scale.options}
    if len(given) != len(scale.items) or not set(given) <= allowed:
        raise ValueError(f"{scale.key} takes {len(scale.items)} answers")
    return scale.factor * sum(given)


def band(scale: Scale, of: int) -> Band:
    """The band a score lies in: the last one that begins at or below it."""
    if not 0 <= of <= scale.best:
        raise ValueError(f"{of} is no score of {scale.key}")
    return [one for one in scale.bands if one.least <= of][-1]


def outcome(scale: Scale, answers: Mapping[str, Any]) -> Outcome:
    """The score and its band from a form's answers."""
    points = [int(answers[scale.field(n + 1)]) for n in range(len(scale.items))]
    found = score(scale, points)
    return Outcome(scale, found, band(scale, found))


def needs_people(answers: Mapping[str, Any]) -> bool:
    """True as soon as thoughts of dying or of hurting oneself were there on any day, whatever else
    was answered or left open.
    """
    return str(answers.get(HARM, "")) in {"1", "2", "3"}


def cannot_wait(answers: Mapping[str, Any]) -> bool:
    """True when they were there on more than half the days: then the words are shorter."""
    return str(answers.get(HARM, "")) in {"2", "3"}
