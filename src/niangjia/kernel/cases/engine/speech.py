"""Names told from ordinary words, so that a place is compared apart from its problem."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .lexicon import Lexicon
from .text import grams

#: Sections of the word list of ordinary speech.
PLACES, PHRASES = "places", "phrases"
#: A masked region: a letter for the city, a number for the district in it. A letter alone is a
#: block of houses where 区 follows.
REGION = re.compile(r"[a-z](?:\d+[市区县州]|[市县州])")
#: Characters after a masked region that are taken for the beginning of a name.
AFTER = 3
#: What names nobody: figures, codes, and runs that only count or date something.
FIGURES = re.compile(r"[0-9a-z]+")
#: Figures that are a name all the same: lines of buses and trains.
LINES = re.compile(r"[0-9]{1,3}(?:路|号线)")
#: Figures that begin a name, with the two characters after them, unless these count or date.
NUMBERED = re.compile(
    r"(?<![0-9])[0-9]{2,4}(?![0-9年月日号元万千块个栋平米多岁人户天小时分点层楼亩公路期届级次条名家余])"
    r"[^\W0-9a-z_]{2}"
)
COUNTING = re.compile(r"[零一二三四五六七八九十百千万亿两多几年月日号时分点元块个]+$")


@dataclass(frozen=True, slots=True)
class Common:
    """How many of `size` letters hold a pair of characters."""

    size: int
    counts: Mapping[str, int]

    def count(self, run: str) -> int:
        """Letters that hold the rarest pair of a run: it cannot stand in more."""
        return min(self.counts.get(run[at : at + 2], 0) for at in range(len(run) - 1))


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists: kinds of problems, words of every board, ordinary speech, common pairs."""

    matters: Lexicon
    boards: Lexicon
    speech: Lexicon
    common: Common


class Speech:
    """Tells names from ordinary words."""

    def __init__(self, words: Words) -> None:
        endings = {w for w, held in words.speech.weights.items() if PLACES in held}
        self.endings = Lexicon({PLACES: dict.fromkeys(endings, 1.0)})
        every = set(words.matters.weights) | set(words.boards.weights)
        every |= {w for w, held in words.speech.weights.items() if PHRASES in held}
        self.ordinary = Lexicon({PHRASES: dict.fromkeys(every, 1.0)})
        loose = {word for word in every - endings if not _mostly_ending(word, endings)}
        self.between = Lexicon({PHRASES: dict.fromkeys(loose, 1.0)})

    def unknown(self, text: str) -> str:
        """A plain text with blanks for every ordinary word."""
        return _without(text, self.ordinary)

    def names(self, text: str) -> Iterator[str]:
        """Endings of places with the two and the three characters before them."""
        rest = _without(text, self.between)
        for at in range(2, len(text)):
            ending = next(self.endings.spans(text[at : at + 4]), (1, ""))
            if ending[0]:
                continue
            for before in (2, 3):
                start = at - before
                if start >= 0 and " " not in rest[start:at]:
                    yield text[start : at + len(ending[1])]

    def after_regions(self, text: str) -> Iterator[str]:
        """The three characters after each masked region, unless an ordinary word stands there."""
        rest = _without(text, self.between)
        for region in REGION.finditer(text):
            here = slice(region.end(), region.end() + AFTER)
            if len(rest[here]) == AFTER and " " not in rest[here]:
                yield text[here]

    def runs(self, text: str) -> set[str]:
        """Two and three characters that no ordinary word holds: what a name is made of."""
        rest = FIGURES.sub(" ", REGION.sub(" ", self.unknown(text)))
        runs = {run for run in grams(rest, (2, 3)) if not COUNTING.match(run)}
        return runs | set(LINES.findall(text)) | set(NUMBERED.findall(text))


def _mostly_ending(word: str, endings: set[str]) -> bool:
    return word in endings or word[1:] in endings


def _without(text: str, lexicon: Lexicon) -> str:
    rest = list(text)
    for at, word in lexicon.spans(text):
        rest[at : at + len(word)] = " " * len(word)
    return "".join(rest)
