"""A word list that a cadre can edit: one section per board, one word per line.

    # a comment
    [交通运输]
    出租车
    停运 0.5        # a weight other than 1: how much the word says

A word may stand in several sections. Spaces, full-width forms and upper case make no difference.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from .text import clean

HEADING = re.compile(r"\[\s*([^\[\]]+?)\s*\]$")
WEIGHT_MAX = 100.0
#: A word counts from 0.75 (one character) to 1.5 (four and more): longer words mean one thing.
SHORT, PER_CHARACTER, LONG = 0.5, 0.25, 1.5


class BadLexicon(ValueError):
    """A line that cannot be understood; `line` counts from 1 and is 0 for the file as a whole."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}" if line else why)
        self.line = line
        self.why = why


class Lexicon:
    """Words with their weight in each section, found in a text in one pass."""

    def __init__(self, sections: dict[str, dict[str, float]]) -> None:
        self.sections = tuple(sections)
        self.weights: dict[str, dict[str, float]] = defaultdict(dict)
        for section, words in sections.items():
            for word, weight in words.items():
                self.weights[word][section] = weight
        lengths: dict[str, set[int]] = defaultdict(set)
        for word in self.weights:
            lengths[word[:2]].add(len(word))
        self._lengths = {start: sorted(found, reverse=True) for start, found in lengths.items()}

    def __contains__(self, word: str) -> bool:
        return word in self.weights

    def spans(self, text: str) -> Iterator[tuple[int, str]]:
        """Places and words of a cleaned text, the longest first, none over another."""
        at, size = 0, len(text)
        weights, lengths = self.weights, self._lengths
        while at < size:
            for length in lengths.get(text[at : at + 2], ()):
                word = text[at : at + length]
                if word in weights:
                    yield at, word
                    at += length
                    break
            else:
                word = text[at]
                if word in weights:
                    yield at, word
                at += 1

    def words(self, text: str) -> list[str]:
        """Words of a cleaned text, longest first, none over another."""
        return [word for _, word in self.spans(text)]

    def overlapping(self, text: str) -> Iterator[str]:
        """Every word of a cleaned text, also one inside another."""
        weights, lengths = self.weights, self._lengths
        for at in range(len(text)):
            for length in lengths.get(text[at : at + 2], ()):
                if text[at : at + length] in weights:
                    yield text[at : at + length]
            if text[at] in weights:
                yield text[at]

    def says(self, word: str, times: int = 1) -> dict[str, float]:
        """What a word found `times` times gives to each of its sections; shared words give less."""
        held = self.weights[word]
        size = min(LONG, SHORT + PER_CHARACTER * len(word))
        share = size * (1 + math.log(times)) / len(held)
        return {section: share * weight for section, weight in held.items()}

    def score(self, words: Iterable[str]) -> dict[str, float]:
        """Sections with the sum of what the words say; sections without a word are missing."""
        out: dict[str, float] = defaultdict(float)
        for word, times in Counter(words).items():
            for section, value in self.says(word, times).items():
                out[section] += value
        return dict(out)

    def only(self, sections: Iterable[str]) -> Lexicon:
        """The same words in these sections alone."""
        chosen: dict[str, dict[str, float]] = {section: {} for section in sections}
        for word, held in self.weights.items():
            for section, weight in held.items():
                if section in chosen:
                    chosen[section][word] = weight
        return Lexicon(chosen)


def parse(text: str) -> Lexicon:
    """Read a word list. Raises BadLexicon with the number of the first line that is wrong."""
    sections: dict[str, dict[str, float]] = {}
    section = ""
    for number, raw in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        line = _narrow(raw).partition("#")[0].strip()
        if line.startswith("["):
            section = _heading(line, number)
            if section in sections:
                raise BadLexicon(number, f"section [{section}] stands twice")
            sections[section] = {}
        elif line:
            _add(sections, section, line, number)
    if not any(sections.values()):
        raise BadLexicon(0, "there is no word in it")
    return Lexicon(sections)


def _narrow(line: str) -> str:
    """A line as a program reads it: people type full-width signs and other brackets."""
    return unicodedata.normalize("NFKC", line).replace("【", "[").replace("】", "]")


def _heading(line: str, number: int) -> str:
    found = HEADING.match(line)
    if found is None:
        raise BadLexicon(number, f"a section is written [name], not {line}")
    return found[1]


def _add(sections: dict[str, dict[str, float]], section: str, line: str, number: int) -> None:
    word, *rest = line.split()
    word = clean(word)
    if not section:
        raise BadLexicon(number, f"{word} stands before the first [section]")
    if len(rest) > 1:
        raise BadLexicon(number, "one word per line, with one weight at most")
    if not word:
        raise BadLexicon(number, "there is a weight but no word")
    if word in sections[section]:
        raise BadLexicon(number, f"{word} stands twice in [{section}]")
    sections[section][word] = _weight(rest[0], number) if rest else 1.0


def _weight(text: str, number: int) -> float:
    try:
        weight = float(text)
    except ValueError:
        raise BadLexicon(number, f"the weight must be a number, not {text}") from None
    if not 0 < weight <= WEIGHT_MAX:
        raise BadLexicon(number, f"the weight must be above 0 and at most {WEIGHT_MAX:g}")
    return weight


def read(path: Path) -> Lexicon:
    """Read a word list from a UTF-8 file. Raises BadLexicon or OSError."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as wrong:
        raise BadLexicon(0, "it is not UTF-8 text") from wrong
