"""How alike two messages are: the same place, and the same kind of problem there.

People write about one matter in different words, and about different matters of one place in the
same words. So these are compared: how much of the one's subject the other says anywhere, and the
other way round; runs that are no ordinary words (names), names of places by their endings, and the
kinds of problem that a word list knows, in the whole and in the subject. All are weighed by how
seldom they are on this site. Two masked regions or two named places that do not agree speak
against.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np

from .lexicon import Lexicon
from .reading import Message
from .sparse import Floats, Ints, Rows, Weighing, stack
from .text import clean, grams, plain

#: Sections of the word list of ordinary speech.
PLACES, PHRASES = "places", "phrases"
#: A masked region: a letter for the city, a number for the district in it.
REGION = re.compile(r"[a-z]\d*[市区县州]")
#: Characters after a masked region that are taken for the beginning of a name.
AFTER = 3
#: Characters of a body that are looked at.
LONGEST = 3000
SMOOTH = 10.0
#: Log-odds that two messages are of one matter: base, place, kind, kind in the subject, subjects
#: told again (the better and the worse of the two ways), and what speaks against it (regions,
#: names). A logistic regression on the pairs of four sets (docs/adr/0014-one-matter-many-cases.md).
BASE, PLACE, KIND, SUBJECT, AGAIN, BOTH = -0.2, 1.33, 3.3, 0.6, 5.4, 5.7
REGIONS, NAMES = -3.8, -2.0
#: Texts without names this many times alike speak of the same kind of problem.
ALIKE = 2.0
PLACE_FLOOR, KIND_FLOOR = 0.05, 0.1
ONE: Floats = np.ones(1)
#: What a comparison keeps of every message.
ROWS = ("said", "parts", "unknown", "names", "nameless", "kinds", "subjects", "districts")


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists: kinds of problems, words of every board, and ordinary speech."""

    matters: Lexicon
    boards: Lexicon
    speech: Lexicon


class Speech:
    """Tells names from ordinary words."""

    def __init__(self, words: Words) -> None:
        self.matters = words.matters
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

    def kinds(self, text: str) -> list[str]:
        """Kinds of problems, one for every word that speaks of one."""
        weights = self.matters.weights
        return [kind for word in self.matters.overlapping(text) for kind in weights[word]]


def _mostly_ending(word: str, endings: set[str]) -> bool:
    return word in endings or word[1:] in endings


def _without(text: str, lexicon: Lexicon) -> str:
    rest = list(text)
    for at, word in lexicon.spans(text):
        rest[at : at + len(word)] = " " * len(word)
    return "".join(rest)


class Likeness:
    """Scores of pairs of messages, a row at a time; memory grows with the texts alone."""

    def __init__(self, messages: Sequence[Message], words: Words) -> None:
        speech = Speech(words)
        subjects = [plain(clean(m.subject)) for m in messages]
        bodies = [plain(clean(m.body[:LONGEST])) for m in messages]
        texts = [f"{subject} {body}" for subject, body in zip(subjects, bodies, strict=True)]
        self.size = len(messages)
        self._told([set(grams(text, (2,))) for text in texts], [grams(s, (2,)) for s in subjects])
        self.unknown = _rows([grams(speech.unknown(text), (2, 3)) for text in texts]).unit()
        begun = {name for text in texts for name in speech.after_regions(text)}
        names = [[*speech.names(text), *_inside(text, begun)] for text in texts]
        self.names = _rows(names)
        rest = [_blanked(text, found) for text, found in zip(texts, names, strict=True)]
        self.nameless = _rows([grams(text, (2,)) for text in rest]).unit()
        self.kinds = _rows([speech.kinds(text) for text in texts]).unit()
        self.subjects = _rows([speech.kinds(subject) for subject in subjects]).unit()
        self._regions([set(REGION.findall(text)) for text in texts])
        self._lengths = self.names.norms()

    def _told(self, texts: list[set[str]], subjects: list[list[str]]) -> None:
        """What each text says at all, and what part of a subject each of its pairs is."""
        weighing = Weighing([sorted(text) for text in texts], smooth=SMOOTH, plus=0.0)
        columns = weighing.columns
        said = [{columns[pair]: 1.0 for pair in sorted(text)} for text in texts]
        parts = [
            {columns[pair]: float(weighing.idf[columns[pair]]) for pair in sorted(set(subject))}
            for subject in subjects
        ]
        shares = [_shares(part) for part in parts]
        self.said, self.parts = stack(said, len(columns)), stack(shares, len(columns))

    def _regions(self, found: list[set[str]]) -> None:
        """Cities as bits of a number, districts as rows."""
        bits = [sum(1 << (ord(c) - 97) for c in {r[0] for r in regions}) for regions in found]
        self.cities: Ints = np.array(bits, np.int64)
        self.districts = _rows([sorted(r for r in regions if len(r) > 2) for regions in found])
        self.in_district = np.diff(self.districts.starts) > 0

    def row(self, at: int) -> Floats:
        """Log-odds that message `at` and each other are of one matter: n numbers."""
        known = self.kinds.dots(at)
        odds = self._but_kind(at)
        odds += self._of_kind(known, self.nameless.dots(at))
        odds[at] = -np.inf
        return odds

    def near(self, at: int, least: float) -> Ints:
        """Earlier messages whose log-odds with `at` reach `least`.

        Whatever could not even if both spoke of the same kind of problem is not looked at closely.
        """
        odds = self._but_kind(at)[:at]
        found = np.flatnonzero(odds + self._of_kind(ONE, ONE) >= least)
        known = self.kinds.dots(at)[found]
        closely = odds[found] + self._of_kind(known, self.nameless.some(at, found))
        return np.asarray(found[closely >= least], np.int64)

    def _but_kind(self, at: int) -> Floats:
        """What all but the kind of problem says."""
        mine = self.said.products(*self.parts.row(at))
        others = self.parts.products(*self.said.row(at))
        names = self.names.dots(at)
        place = np.maximum(self.unknown.dots(at), self._contained(names, at))
        odds = BASE + SUBJECT * self.subjects.dots(at)
        odds += PLACE * np.log(place + PLACE_FLOOR)
        odds += AGAIN * np.maximum(mine, others) + BOTH * np.minimum(mine, others)
        odds += REGIONS * self._elsewhere(at)
        if self._lengths[at]:
            odds += NAMES * ((self._lengths > 0) & (names == 0))
        return np.asarray(odds, np.float64)

    def _of_kind(self, known: Floats, alike: Floats) -> Floats:
        """What the kind of problem says, by the word list or by the words themselves."""
        kind = np.maximum(known, np.minimum(1, ALIKE * alike))
        return np.asarray(KIND * np.log(kind + KIND_FLOOR), np.float64)

    def pick(self, members: Sequence[int]) -> Likeness:
        """The same comparison among some of the messages alone."""
        chosen = copy(self)
        where = np.array(members, np.int64)
        for name in ROWS:
            setattr(chosen, name, getattr(self, name).pick(where))
        chosen.size, chosen.cities = len(members), self.cities[where]
        chosen.in_district, chosen._lengths = self.in_district[where], self._lengths[where]
        return chosen

    def _contained(self, dots: Floats, at: int) -> Floats:
        """Between the cosine and the share of the shorter list that the longer one holds."""
        short = np.minimum(self._lengths, self._lengths[at])
        long = np.maximum(self._lengths, self._lengths[at])
        under = short**1.5 * long**0.5
        share = np.divide(dots, under, out=np.zeros_like(dots), where=under > 0)
        return np.asarray(np.minimum(1, share), np.float64)

    def _elsewhere(self, at: int) -> Floats:
        """1 where both name regions and none agrees; a city agrees with its districts."""
        cities = self.cities[at]
        apart = (cities != 0) & (self.cities != 0) & (self.cities & cities == 0)
        if self.in_district[at]:
            apart |= self.in_district & (self.districts.dots(at) == 0)
        return np.asarray(apart, np.float64)


def _inside(text: str, names: set[str]) -> list[str]:
    """Beginnings of names that stand anywhere in the text, also where no region is named."""
    runs = (text[at : at + AFTER] for at in range(len(text) - AFTER + 1))
    return [run for run in runs if run in names]


def _blanked(text: str, names: list[str]) -> str:
    """A text without its regions and names: what is left speaks of the problem."""
    for name in sorted(set(names), key=lambda name: (-len(name), name)):
        text = text.replace(name, " ")
    return REGION.sub(" ", text)


def _shares(weights: dict[int, float]) -> dict[int, float]:
    """Weights as parts of their sum."""
    total = sum(weights.values()) or 1.0
    return {column: weight / total for column, weight in weights.items()}


def _rows(texts: Sequence[Sequence[str]]) -> Rows:
    return Weighing(texts, smooth=SMOOTH, plus=0.0).rows(texts)


def cut(size: int) -> float:
    """Log-odds from which two groups of messages are one: more on a large site, where chance
    brings more look-alikes together, less on a small one."""
    return min(1.0, max(-1.5, 0.35 * math.log(max(1, size) / 200) - 0.75))
