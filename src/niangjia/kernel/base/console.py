"""A command of a room: words, arguments, and a function that returns the exit code."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn


def _nothing(parser: ArgumentParser) -> None:
    """A command without arguments."""


@dataclass(frozen=True, slots=True)
class Command:
    """`words` as typed after `niangjia`, e.g. "audit verify"."""

    words: str
    summary: str
    run: Callable[[Namespace], int]
    arguments: Callable[[ArgumentParser], None] = _nothing


class Words(ArgumentParser):
    """A parser that says in one sentence what is wrong with the words, and ends with code 2."""

    def error(self, message: str) -> NoReturn:
        """No usage of several lines: it hides the sentence."""
        told = message.removeprefix("argument ")
        self.exit(2, f"niangjia: {told} (see {self.prog} --help).\n")
