"""Triage for services: suggestions by a word list, and a model that learns from corrections.

The word list alone is plain Python. Learning needs numpy, which is loaded when somebody first
learns, so that web processes that only look words up start without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol

from .engine.explaining import Guess, Reason
from .engine.lexicon import BadLexicon, Lexicon, read
from .engine.reading import Message
from .engine.text import clean

__all__ = ["BadLexicon", "Guess", "Learned", "Lexicon", "Message", "clean", "learn", "read"]


class Learned(Protocol):
    """A model that sorts messages and says why; the engine's `learning.Model`."""

    def guess(self, messages: Sequence[Message]) -> list[Guess]:
        """The board of each message."""

    def kept(self) -> dict[str, object]:
        """What is needed to ask it without numpy."""

    def explain(self, message: Message, most: int = 8) -> tuple[Guess, list[Reason]]:
        """The board of one message, with the words that led there."""


def learn(
    examples: Sequence[Message], words: Lexicon, boards: Sequence[str], *, trust: float
) -> Learned:
    """Learn from corrected messages (`category` is a board), the newest last.

    Without examples the model says what the word list says; `trust` is how strongly the list speaks
    before any example does. Raises ValueError for an example on an unknown board.
    """
    model: Learned = import_module(f"{__package__}.engine.learning").train(
        examples, words, boards, trust=trust
    )
    return model
