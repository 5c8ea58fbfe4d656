"""Telling whether words speak of a matter, in plain Python: while somebody types, without numpy.

A matter is known by the pairs of characters its cases share and others lack. No sentence is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from niangjia.kernel.base.search import lexemes

#: A pair counts when so much more of the matter's cases hold it than of the others.
LEAST, MOST = 0.2, 80
#: What a title says counts so much, less what others say too.
TITLE = 0.7
#: Words are of a matter from so much weight in so many different pairs on.
ENOUGH, PAIRS = 1.5, 3
ROUND = 3
WORDS = re.compile(r"[^\W_]{2,}")


def pairs(text: str) -> set[str]:
    """Pairs of characters, and Latin words, of a text."""
    return {one for one in lexemes(text) if len(one) > 1}


def shared(title: str, inside: Sequence[str], beside: Sequence[str]) -> dict[str, float]:
    """What the texts of a matter have in common and the others have not, with its weight."""
    mine, others = _shares(inside), _shares(beside)
    least = min(2, len(inside)) / max(len(inside), 1)
    found = {pair: share - others.get(pair, 0.0) for pair, share in mine.items() if share >= least}
    for pair in pairs(title):
        found[pair] = max(found.get(pair, 0.0), TITLE - others.get(pair, 0.0))
    kept = sorted((w for w in found.items() if w[1] >= LEAST), key=lambda w: (-w[1], w[0]))
    return {pair: round(weight, ROUND) for pair, weight in kept[:MOST]}


def _shares(texts: Sequence[str]) -> dict[str, float]:
    """For each pair the share of texts that hold it."""
    found = Counter(pair for text in texts for pair in pairs(text))
    return {pair: count / len(texts) for pair, count in found.items()}


def likeness(text: str, words: Mapping[str, float]) -> float:
    """How much of a matter's words a text says; 0 when it is too little to say anything."""
    said = [words[pair] for pair in pairs(text) if pair in words]
    total = sum(said)
    return total if len(said) >= PAIRS and total >= ENOUGH else 0.0


def named(inside: Sequence[str], beside: Sequence[str], most: int = 6) -> list[str]:
    """Words most of these texts say and few others do, the longest reading of each."""
    mine, others = _runs(inside), _runs(beside)
    scored = {
        run: (share - others.get(run, 0.0)) * len(run) ** 0.5
        for run, share in mine.items()
        if share >= 0.5
    }
    chosen: list[str] = []
    for run in sorted((r for r in scored if scored[r] > LEAST), key=lambda r: (-scored[r], r)):
        if not any(set(run) & set(one) and _touch(run, one) for one in chosen):
            chosen.append(run)
        if len(chosen) == most:
            break
    return chosen


def _touch(one: str, other: str) -> bool:
    """Whether two runs are readings of one word: the end of one begins the other."""
    return one in other or other in one or one[1:] == other[:-1] or other[1:] == one[:-1]


def _runs(texts: Sequence[str]) -> dict[str, float]:
    """For each run of two to four characters the share of texts that hold it."""
    found = Counter(run for text in texts for run in set(_cut(text)))
    return {run: count / len(texts) for run, count in found.items()}


def _cut(text: str) -> Iterator[str]:
    for part in WORDS.findall(text):
        for length in (2, 3, 4):
            yield from (part[at : at + length] for at in range(len(part) - length + 1))
