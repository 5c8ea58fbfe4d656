"""How good a sorting or a grouping is, against one made by people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 (0 to 1) of one class with `n` true members."""

    precision: float
    recall: float
    f1: float
    n: int


def score(both: int, said: int, true: int) -> Score:
    """From the number of hits, of answers given and of right answers."""
    total = said + true
    return Score(
        both / said if said else 0.0,
        both / true if true else 0.0,
        2 * both / total if total else 0.0,
        true,
    )


def per_class(true: Sequence[str], said: Sequence[str]) -> dict[str, Score]:
    """A score for each class that is true or said anywhere."""
    hits = Counter(t for t, s in zip(true, said, strict=True) if t == s)
    trues, saids = Counter(true), Counter(said)
    return {name: score(hits[name], saids[name], trues[name]) for name in sorted(trues | saids)}


def macro_f1(scores: dict[str, Score]) -> float:
    """The mean over classes, each counted once."""
    return sum(one.f1 for one in scores.values()) / len(scores) if scores else 0.0


def micro_f1(true: Sequence[str], said: Sequence[str]) -> float:
    """The share of right answers."""
    return sum(t == s for t, s in zip(true, said, strict=True)) / len(true) if true else 0.0


def pairs(true: Sequence[Hashable | None], said: Sequence[Hashable | None]) -> Score:
    """Pairwise score of a grouping: a pair counts when both stand in one group; None is alone."""
    both = _pairs([(t, s) for t, s in zip(true, said, strict=True) if None not in (t, s)])
    return score(
        both, _pairs([s for s in said if s is not None]), _pairs([t for t in true if t is not None])
    )


def _pairs(labels: Sequence[Hashable]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(labels).values())
