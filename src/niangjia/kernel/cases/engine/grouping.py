"""Clusters: messages about one hot matter.

Every pair has a probability of being of one matter. Two groups become one while the mean over
their pairs, raised by the number of these pairs, is above the cut: many pairs that are somewhat
alike tell more than one. Pairs that are hardly alike count as nothing and are not kept, so memory
grows with the look-alikes, not with the square of the site. The same messages in the same order
always give the same groups.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from heapq import heappop, heappush

import numpy as np

from .likeness import Likeness
from .reading import Message
from .speech import Words

#: Mean probability from which two single messages are one matter.
CUT = 0.5
#: The mean of n pairs counts n ** RAISED times: 25 pairs count 2.6 times, 100 pairs 4 times.
RAISED = 0.3
#: The weights were learnt on sites of so many messages; on larger ones chance brings more
#: look-alikes together, so log-odds fall with the logarithm of the size.
USUAL, FALL = 200, 0.3
#: Below this probability a pair counts as nothing; so much as log-odds.
LEAST = 0.02
LEAST_ODDS = math.log(LEAST / (1 - LEAST))

Sums = list[dict[int, float]]
Heap = list[tuple[float, int, int]]


def group(messages: Sequence[Message], words: Words) -> list[int | None]:
    """The cluster of each message: 1, 2, 3 in the order of their first messages; None alone."""
    if not messages:
        return []
    return _numbered(_link(_pairs(Likeness(messages, words))))


def _pairs(likeness: Likeness) -> Sums:
    """For each message the others that may be of its matter, with their probability."""
    sums: Sums = [{} for _ in range(likeness.size)]
    fall = FALL * math.log(likeness.size / USUAL)
    for at in range(likeness.size):
        others, odds = likeness.near(at, LEAST_ODDS + fall)
        chances = (1 / (1 + np.exp(fall - odds))).tolist()
        for other, chance in zip(others.tolist(), chances, strict=True):
            sums[at][other] = sums[other][at] = chance
    return sums


def _link(sums: Sums) -> list[int]:
    """For each message the position of its group's first one; `sums` is used up."""
    labels, sizes = list(range(len(sums))), [1] * len(sums)
    heap: Heap = []
    for one in range(len(sums)):
        _offer(heap, sums, sizes, one)
    while heap:
        worth, one, two = heappop(heap)
        if worth == -_worth(sums, sizes, one, two):
            labels[two] = one
            _merge(sums, sizes, one, two)
            _offer(heap, sums, sizes, one)
    return [_first(labels, at) for at in range(len(labels))]


def _worth(sums: Sums, sizes: list[int], one: int, two: int) -> float:
    """The raised mean of two groups; 0 where one of them is gone."""
    return sums[one].get(two, 0.0) / math.pow(sizes[one] * sizes[two], 1 - RAISED)


def _merge(sums: Sums, sizes: list[int], keep: int, gone: int) -> None:
    """Let one group take in another."""
    sizes[keep] += sizes[gone]
    for other, value in sums[gone].items():
        del sums[other][gone]
        if other != keep:
            sums[keep][other] = sums[other][keep] = sums[keep].get(other, 0.0) + value
    sums[gone] = {}


def _offer(heap: Heap, sums: Sums, sizes: list[int], one: int) -> None:
    """Put a group's pairs forward again after it has grown."""
    for other in sums[one]:
        worth = _worth(sums, sizes, one, other)
        if worth >= CUT:
            heappush(heap, (-worth, min(one, other), max(one, other)))


def _first(labels: list[int], at: int) -> int:
    while labels[at] != at:
        at = labels[at]
    return at


def _numbered(labels: Sequence[int]) -> list[int | None]:
    counts = Counter(labels)
    numbers: dict[int, int] = {}
    return [
        None if counts[label] < 2 else numbers.setdefault(label, len(numbers) + 1)
        for label in labels
    ]
