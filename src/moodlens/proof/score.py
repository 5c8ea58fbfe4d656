"""Scoring by the rule of the MEGC challenges: a found interval is right when it overlaps a true one
of its kind by at least half of their union; each counts once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from moodlens.records import Event

ENOUGH = 0.5
CLEAR = 1.2
"""Percent of the eye distance from which movements should be found."""
NEAR = 0.15
"""Seconds between a blink and the time told for it."""
BINS = (0.0, 0.6, 1.0, 1.2, 2.0, 3.0, 4.5, 100.0)


@dataclass(frozen=True, slots=True)
class Known:
    """A movement that is known to be in a clip. ``size_iod`` and apex may be unknown."""

    kind: str
    onset: float
    offset: float
    apex: float | None = None
    size_iod: float | None = None
    regions: tuple[str, ...] = ()


def overlap(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Intersection over union of two intervals."""
    both = min(a[1], b[1]) - max(a[0], b[0])
    either = max(a[1], b[1]) - min(a[0], b[0])
    return max(both, 0.0) / either if either > 0 else 0.0


def matched(found: Sequence[Event], true: Sequence[Known]) -> list[tuple[Event, Known]]:
    """Pairs of one kind that overlap enough, the best overlap first."""
    pairs = [
        (overlap((one.onset, one.offset), (real.onset, real.offset)), i, j)
        for i, one in enumerate(found)
        for j, real in enumerate(true)
        if one.kind == real.kind
    ]
    out, used_i, used_j = [], set(), set()
    for share, i, j in sorted(pairs, reverse=True):
        if share >= ENOUGH and i not in used_i and j not in used_j:
            used_i.add(i)
            used_j.add(j)
            out.append((found[i], true[j]))
    return out


@dataclass(slots=True)
class Eyes:
    """Blinks: found, false and missed. One is found when its time is told within ``NEAR``."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    def add(self, found: Sequence[float], true: Sequence[float]) -> None:
        """One more clip."""
        left = list(true)
        for at in sorted(found):
            near = min(left, key=lambda real: abs(real - at), default=None)
            if near is not None and abs(near - at) <= NEAR:
                left.remove(near)
                self.hits += 1
            else:
                self.false += 1
        self.missed += len(left)

    def rates(self) -> dict[str, float | int | None]:
        """Precision and recall."""
        found, true = self.hits + self.false, self.hits + self.missed
        return {
            "true": true,
            "precision": _short(self.hits / found if found else None),
            "recall": _short(self.hits / true if true else None),
        }


@dataclass(slots=True)
class Score:
    """Counts over clips, and what follows from them."""

    hits: list[tuple[Event, Known]] = field(default_factory=list)
    false: list[Event] = field(default_factory=list)
    missed: list[Known] = field(default_factory=list)
    seconds: float = 0.0
    eyes: Eyes = field(default_factory=Eyes)

    def add(self, found: Sequence[Event], true: Sequence[Known], seconds: float) -> None:
        """One more clip."""
        pairs = matched(found, true)
        mine, theirs = [id(one) for one, _ in pairs], [id(real) for _, real in pairs]
        self.hits += pairs
        self.false += [one for one in found if id(one) not in mine]
        self.missed += [real for real in true if id(real) not in theirs]
        self.seconds += seconds

    def rates(self, least: float = 0.0) -> dict[str, float | int | None]:
        """Precision, recall and F1; with ``least``, smaller movements count neither way."""
        hits = sum(1 for _one, real in self.hits if _size(real) >= least)
        missed = sum(1 for real in self.missed if _size(real) >= least)
        found = hits + len(self.false)
        precision = hits / found if found else None
        recall = hits / (hits + missed) if hits + missed else None
        both = 2 * hits + len(self.false) + missed
        return {
            "true": hits + missed,
            "hits": hits,
            "false": len(self.false),
            "precision": _short(precision),
            "recall": _short(recall),
            "f1": _short(2 * hits / both if both else None),
        }

    def summary(self) -> dict[str, object]:
        """Everything ``moodlens evaluate`` prints."""
        minutes = self.seconds / 60
        return {
            "all": self.rates(),
            f"at_least_{CLEAR}": self.rates(CLEAR),
            "recall_by_size": self._by_size(),
            "minutes": round(minutes, 2),
            "false_a_minute": _short(len(self.false) / minutes if minutes else None),
            "timing": self._timing(),
            "confidence": {
                "hits": _mean([one.confidence for one, _real in self.hits]),
                "false": _mean([one.confidence for one in self.false]),
            },
            "blinks": self.eyes.rates(),
            "region": _mean(
                [float(one.region in real.regions) for one, real in self.hits if real.regions]
            ),
        }

    def _by_size(self) -> dict[str, str]:
        out = {}
        for low, high in pairwise(BINS):
            hit = sum(1 for _one, real in self.hits if low <= _size(real) < high)
            all_ = hit + sum(1 for real in self.missed if low <= _size(real) < high)
            if all_:
                out[f"{low}-{high}"] = f"{hit}/{all_}"
        return out

    def _timing(self) -> dict[str, float | None]:
        """Mean absolute errors in seconds."""
        return {
            "onset": _mean([abs(one.onset - real.onset) for one, real in self.hits]),
            "apex": _mean(
                [abs(one.apex - real.apex) for one, real in self.hits if real.apex is not None]
            ),
            "offset": _mean([abs(one.offset - real.offset) for one, real in self.hits]),
        }


def _size(real: Known) -> float:
    return float("inf") if real.size_iod is None else real.size_iod


def _mean(values: Iterable[float]) -> float | None:
    many = list(values)
    return _short(sum(many) / len(many)) if many else None


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
