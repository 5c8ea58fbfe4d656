"""What corrections taught, asked in plain Python: pages load no numpy.

The numbers are those of the engine's model (`engine.learning`): a word list that speaks first, and
weights of pairs and triples of characters that correct it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .engine.explaining import Guess
from .engine.lexicon import Lexicon
from .engine.reading import Message
from .engine.text import clean, grams, plain

LENGTHS = (2, 3)


@dataclass(frozen=True, slots=True)
class Learned:
    """A model as it is kept; `runs` gives each known run of characters its weight and its pulls,
    one for every board."""

    words: Lexicon
    boards: tuple[str, ...]
    bias: tuple[float, ...]
    trust: float
    temperature: float
    runs: Mapping[str, Sequence[float]]
    sections: Mapping[str, Sequence[float]]

    def guess(self, messages: Sequence[Message]) -> list[Guess]:
        """The board of each message."""
        return [self._guess(f"{message.subject}{message.body}") for message in messages]

    def _guess(self, text: str) -> Guess:
        cleaned = clean(text)
        said = self.words.score(self.words.words(cleaned))
        columns = zip(
            self.bias, self._prior(said), self._of_runs(cleaned), self._of_list(said), strict=True
        )
        scores = [sum(column) for column in columns]
        powers = [math.exp((one - max(scores)) / self.temperature) for one in scores]
        shares = dict(zip(self.boards, (one / sum(powers) for one in powers), strict=True))
        best = max(shares, key=lambda board: shares[board])
        return Guess(best, shares[best], shares)

    def _prior(self, said: Mapping[str, float]) -> list[float]:
        """What the word list alone says, from -1 to 1 times the trust in it."""
        total = sum(said.get(board, 0.0) for board in self.boards)
        if not total:
            return [0.0] * len(self.boards)
        return [self.trust * (2 * said.get(board, 0.0) / total - 1) for board in self.boards]

    def _of_runs(self, cleaned: str) -> list[float]:
        counted = Counter(run for run in grams(plain(cleaned), LENGTHS) if run in self.runs)
        weighed = {run: (1 + math.log(n)) * self.runs[run][0] for run, n in counted.items()}
        return self._pulled(weighed, {run: self.runs[run][1:] for run in weighed})

    def _of_list(self, said: Mapping[str, float]) -> list[float]:
        return self._pulled(said, self.sections)

    def _pulled(
        self, weighed: Mapping[str, float], pulls: Mapping[str, Sequence[float]]
    ) -> list[float]:
        """Pulls of features at length 1."""
        length = math.sqrt(sum(value**2 for value in weighed.values())) or 1.0
        out = [0.0] * len(self.boards)
        for feature, value in weighed.items():
            for at, pull in enumerate(pulls.get(feature, ())):
                out[at] += value / length * pull
        return out


def read(weights: Mapping[str, Any], words: Lexicon) -> Learned:
    """A model from what was kept of it; the word list is the one of today."""
    return Learned(
        words,
        tuple(weights["boards"]),
        tuple(weights["bias"]),
        weights["trust"],
        weights["temperature"],
        weights["runs"],
        weights["sections"],
    )
