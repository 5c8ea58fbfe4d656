"""Triage: learns from sorted messages which board a message belongs to.

Four blocks of features are compared: runs of two and three characters of the body and of the
subject, and what a word list says about the whole and about the subject. The classifier is a ridge
regression over the sum of the blocks' products (a least-squares support vector machine): one linear
system, no chance in it, and the score of every message *as if it had not been learnt from* falls
out of the same solution. Those scores set how sure a confidence may sound.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .explaining import Guess, Reason, pick
from .lexicon import Lexicon
from .reading import Message
from .sparse import Floats, Ints, Rows, Weighing, stack
from .text import clean, grams, plain

LENGTHS = (2, 3)
#: How much each block counts, found by repeated cross-validation.
BODY, SUBJECT, WORDS, SUBJECT_WORDS = 1.0, 1.0, 0.5, 0.25
RIDGE = 1.0
#: The last so many messages are learnt from: the linear system grows with their square.
MOST = 4000
#: So many messages are in memory as features at a time.
AT_ONCE = 500
TEMPERATURES = np.geomspace(0.05, 2.0, 30)


@dataclass(frozen=True, slots=True)
class Texts:
    """One message cut into what the blocks look at."""

    body: list[str]
    subject: list[str]
    words: list[str]
    subject_words: list[str]


def cut(message: Message, lexicon: Lexicon) -> Texts:
    """Cut one message."""
    subject, body = clean(message.subject), clean(message.body)
    subject_words = lexicon.words(subject)
    return Texts(
        grams(plain(body), LENGTHS),
        grams(plain(subject), LENGTHS),
        subject_words + lexicon.words(body),
        subject_words,
    )


class Model:
    """What was learnt. Made by `train`."""

    def __init__(self, lexicon: Lexicon, boards: Sequence[str], texts: Sequence[Texts]) -> None:
        self.lexicon, self.boards = lexicon, tuple(boards)
        self.sections = {section: at for at, section in enumerate(lexicon.sections)}
        least = 1 if len(texts) < 1000 else 2
        self.body = Weighing(_often((t.body for t in texts), least), smooth=0, plus=1)
        self.subject = Weighing(_often((t.subject for t in texts), least), smooth=0, plus=1)
        self.coefficients: tuple[Floats, ...] = ()
        self.bias = np.zeros(len(boards))
        self.trust = 0.0
        self.temperature = 1.0

    def blocks(self, texts: Sequence[Texts], known: frozenset[str] | None = None) -> list[Rows]:
        """The four blocks at length 1. `known`, when given, are the words that count."""
        return [
            self.body.rows(t.body for t in texts).unit(),
            self.subject.rows(t.subject for t in texts).unit(),
            self._said((t.words for t in texts), known).unit(),
            self._said((t.subject_words for t in texts), known).unit(),
        ]

    def _said(self, texts: Iterable[list[str]], known: frozenset[str] | None) -> Rows:
        rows = []
        for words in texts:
            heard = words if known is None else [word for word in words if word in known]
            said = self.lexicon.score(heard)
            rows.append({self.sections[section]: value for section, value in said.items()})
        return stack(rows, len(self.sections))

    def prior(self, texts: Sequence[Texts]) -> Floats:
        """What the word list alone says, from -1 to 1: (messages, boards)."""
        out = np.zeros((len(texts), len(self.boards)))
        if not self.trust:
            return out
        for row, text in zip(out, texts, strict=True):
            said = self.lexicon.score(text.words)
            total = sum(said.get(board, 0.0) for board in self.boards)
            if total:
                row[:] = [2 * said.get(board, 0.0) / total - 1 for board in self.boards]
        return self.trust * out

    def scores(self, messages: Sequence[Message]) -> Floats:
        """A score for every message and board: (messages, boards)."""
        texts = [cut(message, self.lexicon) for message in messages]
        out = self.prior(texts) + self.bias
        for block, coefficients in zip(self.blocks(texts), self.coefficients, strict=True):
            out += block.times(coefficients)
        return out

    def guess(self, messages: Sequence[Message]) -> list[Guess]:
        """The board of each message."""
        parts = (messages[at : at + AT_ONCE] for at in range(0, len(messages), AT_ONCE))
        return [guess for part in parts for guess in self._guess(part)]

    def _guess(self, messages: Sequence[Message]) -> list[Guess]:
        shares = _shares(self.scores(messages), self.temperature)
        best = shares.argmax(1)
        return [
            Guess(
                self.boards[at],
                float(row[at]),
                {board: float(x) for board, x in zip(self.boards, row, strict=True)},
            )
            for at, row in zip(best, shares, strict=True)
        ]

    def kept(self, digits: int = 5) -> dict[str, object]:
        """What is needed to ask the model without numpy (`cases.learned`)."""
        body, listed = self.coefficients[0], self.coefficients[2]
        columns = self.body.features
        return {
            "boards": list(self.boards),
            "bias": [round(float(one), digits) for one in self.bias],
            "trust": self.trust,
            "temperature": self.temperature,
            "runs": {
                run: [round(float(x), digits) for x in (self.body.idf[at], *body[at])]
                for at, run in enumerate(columns)
            },
            "sections": {
                section: [round(float(x), digits) for x in listed[at]]
                for section, at in self.sections.items()
            },
        }

    def explain(self, message: Message, most: int = 8) -> tuple[Guess, list[Reason]]:
        """The board of one message with the words that led there, the weightiest first."""
        guess = self.guess([message])[0]
        at = self.boards.index(guess.board)
        text = cut(message, self.lexicon)
        blocks = self.blocks([text])
        pulls: dict[str, float] = defaultdict(float)
        for number, weighing in enumerate((self.body, self.subject)):
            lean = _lean(self.coefficients[number], at)
            for column, value in zip(*blocks[number].row(0), strict=True):
                pulls[weighing.features[column]] += float(value * lean[column])
        words: dict[str, float] = defaultdict(float)
        for number, found in ((2, text.words), (3, text.subject_words)):
            lean = _lean(self.coefficients[number], at)
            length = _length(self.lexicon.score(found))
            for word, times in Counter(found).items():
                said = self.lexicon.says(word, times)
                pull = sum(value * lean[self.sections[s]] for s, value in said.items())
                words[word] += float(pull) / length
        return guess, pick(words, pulls, most)


def _often(texts: Iterable[list[str]], least: int) -> list[list[str]]:
    """The features that at least so many texts hold."""
    every = list(texts)
    if least < 2:
        return every
    found = Counter(feature for features in every for feature in set(features))
    return [[f for f in features if found[f] >= least] for features in every]


def _lean(coefficients: Floats, at: int) -> Floats:
    """What a feature does for one board more than for the others."""
    return np.asarray(coefficients[:, at] - coefficients.mean(1))


def _length(said: dict[str, float]) -> float:
    return math.sqrt(sum(value**2 for value in said.values())) or 1.0


def _shares(scores: Floats, temperature: float) -> Floats:
    power = np.exp((scores - scores.max(1, keepdims=True)) / temperature)
    return np.asarray(power / power.sum(1, keepdims=True))


def train(
    examples: Sequence[Message],
    lexicon: Lexicon,
    boards: Sequence[str] | None = None,
    *,
    trust: float = 0.0,
) -> Model:
    """Learn from sorted messages, the newest last.

    `boards` are the answers allowed, by default the categories of the examples. With `trust` above
    0 the word list, whose sections are then named like the boards, speaks first with that weight
    and the examples correct it; without examples it speaks alone. Raises ValueError when there is
    neither an example nor a board, or an example is on an unknown board.
    """
    examples = list(examples)[-MOST:]
    boards = sorted({m.category for m in examples}) if boards is None else boards
    if not boards:
        raise ValueError("there is nothing to learn from")
    texts = [cut(message, lexicon) for message in examples]
    model = Model(lexicon, boards, texts)
    model.trust = trust
    right = np.array([model.boards.index(m.category) for m in examples], np.int64)
    _solve(model, texts, right)
    return model


def _solve(model: Model, texts: list[Texts], right: Ints) -> None:
    """Find the coefficients, and the temperature from the leave-one-out scores."""
    shares = (BODY, SUBJECT, WORDS, SUBJECT_WORDS)
    blocks = model.blocks(texts, _heard_twice(texts))
    target = np.where(right[:, None] == np.arange(len(model.boards)), 1.0, -1.0)
    target = target.reshape(len(texts), len(model.boards)) - model.prior(texts)
    gram = np.ones((len(texts), len(texts)))
    for share, block in zip(shares, blocks, strict=True):
        for at in range(len(texts)):
            gram[at] += share * block.dots(at)
    counts = np.bincount(right, minlength=len(model.boards))
    ridge = RIDGE * np.count_nonzero(counts) * counts[right] / max(1, len(texts))
    gram[np.diag_indices(len(texts))] += ridge
    inverse = np.linalg.inv(gram)
    answer: Floats = np.asarray(inverse @ target, np.float64)
    model.coefficients = tuple(
        share * block.turned_times(answer) for share, block in zip(shares, blocks, strict=True)
    )
    model.bias = answer.sum(0)
    if len(texts) > 1:
        left_out = target - answer / np.diag(inverse)[:, None] + model.prior(texts)
        model.temperature = _temperature(left_out, right)


def _heard_twice(texts: list[Texts]) -> frozenset[str]:
    """Words that more than one example holds.

    A word that only one example holds tells nothing about how far the list can be believed:
    whoever wrote the list may have had that very message before them.
    """
    found = Counter(word for text in texts for word in set(text.words))
    return frozenset(word for word, times in found.items() if times > 1)


def _temperature(scores: Floats, right: Ints) -> float:
    """The temperature under which the right boards were the least surprising."""
    at = np.arange(len(right))
    surprises = [-np.log(_shares(scores, t)[at, right] + 1e-12).mean() for t in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(surprises))])
