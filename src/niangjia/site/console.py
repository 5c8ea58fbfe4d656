"""Finds a command among the rooms' own, else among Django's."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence

import django
from django.core.management import execute_from_command_line

from niangjia.kernel.base.console import Command
from niangjia.kernel.base.types import Refusal


def commands() -> dict[str, Command]:
    """Every command of the house by its words. Rooms load after Django did."""
    from . import catalogue  # noqa: PLC0415

    return {command.words: command for command in catalogue.COMMANDS}


def run(words: Sequence[str]) -> int:
    """Run one command line; returns the exit code. A refusal is one sentence and code 2."""
    django.setup()
    known = commands()
    for length in (2, 1):
        command = known.get(" ".join(words[:length]))
        if command is not None and len(words) >= length:
            return _run(command, words[length:])
    execute_from_command_line(["niangjia", *words])
    return 0


def _run(command: Command, rest: Sequence[str]) -> int:
    parser = ArgumentParser(prog=f"niangjia {command.words}", description=command.summary)
    command.arguments(parser)
    try:
        return command.run(parser.parse_args(rest))
    except Refusal as refusal:
        print(refusal.message, file=sys.stderr)  # noqa: T201
        return 2
