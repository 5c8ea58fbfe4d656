"""Kinds of problems that a word list knows, in whole messages and in their subjects.

How much a word tells of its kinds is how seldom it is, in common letters and on this site; how much
a kind tells is how few of the site's messages speak of it. What a subject says counts once more.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain

from .lexicon import Lexicon
from .sparse import Rows, stack
from .speech import Common

#: Messages that hold nothing, added when kinds are weighed on a small site.
SMOOTH = 10.0
#: The least a word of the list tells. Common letters count pairs of characters; a single character
#: counts as if every tenth of them held it.
LEAST, SINGLE = 0.3, 0.1

Told = dict[str, float]


class Kinds:
    """What each message says of every kind."""

    def __init__(
        self, texts: Sequence[str], subjects: Sequence[str], matters: Lexicon, common: Common
    ) -> None:
        self.size, self.matters, self.common = len(texts), matters, common
        said, headed = ([Counter(matters.overlapping(t)) for t in ts] for ts in (texts, subjects))
        holders = Counter(chain.from_iterable(said))
        self.weights = {word: self._weight(word, n) for word, n in holders.items()}
        self.told = [self._told(words) for words in said]
        self.headed = [self._told(words) for words in headed]

    def _weight(self, word: str, holders: int) -> float:
        """How seldom a word is."""
        common = self.common
        known = common.count(word) if len(word) > 1 else common.size * SINGLE
        return max(LEAST, math.log((1 + common.size + self.size) / (1 + known + holders)))

    def _told(self, words: Counter[str]) -> Told:
        """Kinds with the sum of what the words say; a word of several kinds says less of each."""
        out: Told = defaultdict(float)
        for word, times in sorted(words.items()):
            held = self.matters.weights[word]
            value = (1 + math.log(times)) * self.weights[word] / math.sqrt(len(held))
            for kind, weight in held.items():
                out[kind] += value * weight
        return out

    def rows(self, most: float) -> tuple[Rows, Rows]:
        """The messages with their subjects once more, and the subjects alone.

        Kinds that more than `most` messages speak of are left out.
        """
        holders = Counter(chain.from_iterable(self.told))
        kept = sorted(kind for kind, n in holders.items() if n <= most)
        columns = {kind: at for at, kind in enumerate(kept)}
        seldom = {k: math.log((1 + self.size + SMOOTH) / (1 + holders[k])) for k in kept}
        heads = [_row(head, columns, seldom) for head in self.headed]
        both = [_added(one, head) for one, head in zip(self.told, self.headed, strict=True)]
        whole = [_row(one, columns, seldom) for one in both]
        return stack(whole, len(kept)), stack(heads, len(kept))


def _added(one: Told, two: Told) -> Told:
    return {kind: value + two.get(kind, 0.0) for kind, value in one.items()}


def _row(told: Told, columns: dict[str, int], seldom: Told) -> dict[int, float]:
    """A row of numbers by column."""
    return {columns[k]: value * seldom[k] for k, value in sorted(told.items()) if k in columns}
