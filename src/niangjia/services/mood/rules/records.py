"""What a questionnaire is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Band:
    """Scores from `least` up to the next band's: a kind word and what helps. No illness has a
    name here: whoever asks a person five questions knows none (精神卫生法 art. 23).
    """

    least: int
    key: str
    title: str
    words: str
    helps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """Questions with one row of answers. `options` are (points, words) in the order shown.

    The score is the sum of the points times `factor`; `bright` when more is better. `bands` begin
    at 0 and go up. `source` says who made it, `licence` why it may stand here.
    """

    key: str
    title: str
    hint: str
    lead: str
    items: tuple[str, ...]
    options: tuple[tuple[int, str], ...]
    factor: int
    bright: bool
    bands: tuple[Band, ...]
    source: str
    licence: str

    @property
    def best(self) -> int:
        """The highest score there is."""
        return self.factor * len(self.items) * max(points for points, _ in self.options)

    def field(self, number: int) -> str:
        """The name of question `number` (from 1) in a form."""
        return f"{self.key}_{number}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one scale came to."""

    scale: Scale
    score: int
    band: Band
