"""A command of a room: words, arguments, and a function that returns the exit code."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass


def _nothing(parser: ArgumentParser) -> None:
    """A command without arguments."""


@dataclass(frozen=True, slots=True)
class Command:
    """`words` as typed after `niangjia`, e.g. "audit verify"."""

    words: str
    summary: str
    run: Callable[[Namespace], int]
    arguments: Callable[[ArgumentParser], None] = _nothing
