"""How alike two messages are: the same place or firm, and the same problem there.

People write about one matter in different words, and about different matters of one place in the
same words. So these are compared: how much of the one's subject the other says anywhere; runs of
characters that are no ordinary words (names), above all those that somebody put into a subject; and
the kinds of problems that a word list knows, in the whole and in the subject. Where a letter begins
these count once more, for long letters say much besides. Much that is said of different kinds, a
subject that speaks of another kind of problem, two regions or two named places that do not agree
speak against; that no kind is known speaks neither for nor against. Where neither subject names
anything, that no name is shared says less.

How much a run tells is how seldom it is, in common letters and on this site together. A name that
common letters do not know stays a rare word even where half the site complains of that one place.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from .kinds import Kinds
from .reading import Message
from .sparse import Floats, Ints, stack
from .speech import AFTER, REGION, Common, Speech, Words
from .text import clean, grams, plain

#: Characters of a body that are looked at, and those whose kinds of problems count once more.
LONGEST, OPENING = 3000, 100
#: A run unknown to common letters counts as if at most so many messages held it, and one more for
#: every so many messages of the site.
FEW, PER = 2.0, 100.0
#: Unless more messages hold it than one matter has: 50 and 2 % of a large site. What nearly all of
#: a site say tells nothing; of less than 20 messages nearly all may well be of one matter.
MANY, SHARE = 50.0, 0.02
NEARLY_ALL, ALL_OF = 0.75, 20.0
#: Log-odds that two messages are of one matter. A logistic regression on the pairs of seven sets,
#: made by bench/likeness.py (docs/adr/0014-one-matter-many-cases.md).
BASE = 4.49
SIGNS = {
    "kind": 0.85,
    "apart": -1.05,
    "again": 5.05,
    "elsewhere": -4.18,
    "strangers": -0.52,
    "unsorted": -2.87,
    "shared": 2.28,
    "both otherwise": -1.78,
    "one otherwise": -0.76,
    "unnamed": 1.68,
}
WEIGHTS: Floats = np.array(list(SIGNS.values()))
#: So many signs, the first, are about kinds of problems; the second never speaks for a pair.
KINDS = 2
#: Texts without names this many times alike speak of the same kind of problem.
ALIKE = 2.0
#: Names that a message might have said besides, as squared weight: one seldom run. Who says but one
#: word in common has less in common than who says a whole name.
UNSAID = 36.0
#: Who names a firm, its street and its neighbours is not asked for more names in common than who
#: names one: about three seldom runs, as in a name of three characters.
ASKED = 70.0
NAME_FLOOR, KIND_FLOOR = 0.05, 0.1
#: What a run counts that stands in nobody's subject, as squared weight: few of these are names.
UNTITLED = 0.05


class Likeness:
    """Scores of pairs of messages, a row at a time; memory grows with the texts alone."""

    def __init__(self, messages: Sequence[Message], words: Words) -> None:
        self.size, self.common = len(messages), words.common
        speech = Speech(words)
        subjects = [plain(clean(m.subject)) for m in messages]
        bodies = [plain(clean(m.body[:LONGEST])) for m in messages]
        texts = [f"{subject} {body}" for subject, body in zip(subjects, bodies, strict=True)]
        self._told([set(grams(text, (2,))) for text in texts], [grams(s, (2,)) for s in subjects])
        self._runs([speech.runs(text) for text in texts], _titled(subjects, speech))
        self._heads(subjects, speech)
        begun = [f"{t} {body[:OPENING]}" for t, body in zip(texts, bodies, strict=True)]
        self._kinds(Kinds(begun, subjects, words.matters, words.common))
        self._names(texts, speech)
        self._regions([set(REGION.findall(text)) for text in texts])

    def _told(self, texts: list[set[str]], subjects: list[list[str]]) -> None:
        """What each text says at all, and what part of a subject each of its pairs is."""
        weights, columns = self._weighed(texts)
        said = [{columns[pair]: 1.0 for pair in sorted(text)} for text in texts]
        parts = [
            {columns[pair]: weights[pair] for pair in sorted(set(subject))} for subject in subjects
        ]
        shares = [_shares(part) for part in parts]
        self.said, self.parts = stack(said, len(columns)), stack(shares, len(columns))

    def _runs(self, found: list[set[str]], titled: set[str]) -> None:
        """Names: runs that two messages hold, and no more than one matter has."""
        weights, columns = self._weighed(found)
        times = Counter(run for runs in found for run in runs)
        most = _most(self.size)
        aside = UNTITLED**0.5 if titled else 1.0
        told = {
            run: weights[run] * (1.0 if run in titled else aside)
            for run, n in times.items()
            if 1 < n <= most
        }
        held = [{columns[run]: told[run] for run in sorted(runs) if run in told} for runs in found]
        self.runs = stack(held, len(columns))
        self._masses = self.runs.norms() ** 2
        self._repeated = frozenset(told)

    def _heads(self, subjects: list[str], speech: Speech) -> None:
        """Whether each subject names anything."""
        self._untold = np.array(
            [
                self._repeated.isdisjoint(speech.runs(subject)) and not any(speech.names(subject))
                for subject in subjects
            ],
            bool,
        )

    def _kinds(self, kinds: Kinds) -> None:
        """Kinds of problems in the whole and in the subject, over the same columns."""
        whole, subjects = kinds.rows(_nearly_all(self.size))
        self._spoken = np.log1p(whole.norms())
        self.kinds, self.subjects = whole.unit(), subjects.unit()
        self._sorted = np.diff(whole.starts) > 0
        self._headed = np.diff(subjects.starts) > 0

    def _names(self, texts: list[str], speech: Speech) -> None:
        """Names of places by their endings, and what the texts say beside them."""
        begun = {name for text in texts for name in speech.after_regions(text)}
        names = [[*speech.names(text), *_inside(text, begun)] for text in texts]
        every = {name: at for at, name in enumerate(sorted(set().union(*names)))}
        held = [{every[name]: 1.0 for name in sorted(set(found))} for found in names]
        self.names = stack(held, len(every))
        self._named = np.diff(self.names.starts) > 0
        rest = [_blanked(text, found) for text, found in zip(texts, names, strict=True)]
        pairs = [grams(text, (2,)) for text in rest]
        weights, columns = self._weighed([set(p) for p in pairs])
        self.nameless = stack([_counted(p, weights, columns) for p in pairs], len(columns)).unit()

    def _weighed(self, found: Sequence[set[str]]) -> tuple[dict[str, float], dict[str, int]]:
        """How much each run tells, and a column for each."""
        times = Counter(run for runs in found for run in runs)
        weights = {run: _weight(run, times[run], self.size, self.common) for run in times}
        return weights, {run: at for at, run in enumerate(sorted(times))}

    def _regions(self, found: list[set[str]]) -> None:
        """Cities as bits of a number, districts as rows."""
        bits = [sum(1 << (ord(c) - 97) for c in {r[0] for r in regions}) for regions in found]
        self.cities: Ints = np.array(bits, np.int64)
        districts = [sorted(r for r in regions if len(r) > 2) for regions in found]
        every = {region: at for at, region in enumerate(sorted(set().union(*districts)))}
        self.districts = stack([{every[r]: 1.0 for r in held} for held in districts], len(every))
        self.in_district = np.diff(self.districts.starts) > 0

    def near(self, at: int, least: float) -> tuple[Ints, Floats]:
        """Earlier messages whose log-odds with `at` reach `least`, and these log-odds.

        Whatever could not even if both spoke of the same kind of problem is not looked at closely.
        """
        odds = BASE + self.but_kind(at) @ WEIGHTS[KINDS:]
        found = np.flatnonzero(odds[:at] + WEIGHTS[0] * math.log(1 + KIND_FLOOR) >= least)
        odds = odds[found] + self.kind(at, found) @ WEIGHTS[:KINDS]
        reached = odds >= least
        return found[reached], odds[reached]

    def signs(self, at: int) -> Floats:
        """Everything that says whether `at` and each other are of one matter: n rows of SIGNS."""
        every = np.arange(self.size)
        return np.column_stack([self.kind(at, every), self.but_kind(at)])

    def kind(self, at: int, others: Ints) -> Floats:
        """The same kind of problem, by the word list or by the words themselves; and how much is
        said of different kinds."""
        known = self.kinds.some(at, others)
        alike = np.minimum(1, ALIKE * self.nameless.some(at, others))
        apart = (1 - known) * np.minimum(self._spoken[others], self._spoken[at])
        return np.column_stack([np.log(np.maximum(known, alike) + KIND_FLOOR), apart])

    def but_kind(self, at: int) -> Floats:
        """The other signs, in the order of SIGNS."""
        mine = self.said.products(*self.parts.row(at))
        others = self.parts.products(*self.said.row(at))
        one, other = self._otherwise(at)
        unsorted = ~(self._sorted & self._sorted[at])
        signs = [np.maximum(mine, others), self._elsewhere(at), self._strangers(at), unsorted]
        signs += [np.log(self._shared(at) + NAME_FLOOR), one & other, one | other]
        return np.column_stack([*signs, self._untold & self._untold[at]])

    def _shared(self, at: int) -> Floats:
        """Names in common, as a share of the shorter list: half a name is a name, and one of many
        names is one."""
        short = np.minimum(np.minimum(self._masses, self._masses[at]), ASKED)
        return np.asarray(np.minimum(1, self.runs.dots(at) / (short + UNSAID)), np.float64)

    def _otherwise(self, at: int) -> tuple[Ints, Ints]:
        """Whether the one's subject speaks of kinds that the other does not, and the other way."""
        mine = self.kinds.products(*self.subjects.row(at)) == 0
        theirs = self.subjects.products(*self.kinds.row(at)) == 0
        one = mine & self._headed[at] & self._sorted
        return one, theirs & self._headed & self._sorted[at]

    def _strangers(self, at: int) -> Floats:
        """1 where both name places and none agrees."""
        apart = self._named & self._named[at] & (self.names.dots(at) == 0)
        return np.asarray(apart, np.float64)

    def _elsewhere(self, at: int) -> Floats:
        """1 where both name regions and none agrees; a city agrees with its districts."""
        cities = self.cities[at]
        apart = (cities != 0) & (self.cities != 0) & (self.cities & cities == 0)
        if self.in_district[at]:
            apart |= self.in_district & (self.districts.dots(at) == 0)
        return np.asarray(apart, np.float64)


def _titled(subjects: Iterable[str], speech: Speech) -> set[str]:
    """Every run that stands in a subject."""
    return {run for s in subjects for run in (*grams(s, (2, 3)), *speech.runs(s))}


def _weight(run: str, times: int, size: int, common: Common) -> float:
    """How much a run tells: the logarithm of how seldom it is; nothing in nearly every one."""
    if times > _nearly_all(size):
        return 0.0
    known = common.count(run)
    name = not known and times <= _most(size)
    count = min(times, FEW + size / PER) if name else known + times
    return math.log((1 + common.size + size) / (1 + count))


def _most(size: int) -> float:
    """As many messages as one matter may have."""
    return min(_nearly_all(size), MANY + SHARE * size)


def _nearly_all(size: int) -> float:
    """As many messages as may say a thing before it tells nothing."""
    return max(ALL_OF, NEARLY_ALL * size)


def _counted(
    found: Sequence[str], weights: dict[str, float], columns: dict[str, int]
) -> dict[int, float]:
    """1 + ln(times) times the weight, by column."""
    times = Counter(found)
    return {columns[one]: (1 + math.log(n)) * weights[one] for one, n in times.items()}


def _inside(text: str, names: set[str]) -> list[str]:
    """Beginnings of names that stand anywhere in the text, also where no region is named."""
    runs = (text[at : at + AFTER] for at in range(len(text) - AFTER + 1))
    return [run for run in runs if run in names]


def _blanked(text: str, names: Iterable[str]) -> str:
    """A text without its regions and names: what is left speaks of the problem."""
    for name in sorted(set(names), key=lambda name: (-len(name), name)):
        text = text.replace(name, " ")
    return REGION.sub(" ", text)


def _shares(weights: dict[int, float]) -> dict[int, float]:
    """Weights as parts of their sum."""
    total = sum(weights.values()) or 1.0
    return {column: weight / total for column, weight in weights.items()}
