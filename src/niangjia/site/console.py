"""Finds a command among the rooms' own, else among Django's."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import django
from django.core.management import execute_from_command_line
from django.utils.module_loading import import_string

from niangjia.kernel.base.console import Command, Words
from niangjia.kernel.base.types import Refusal


def commands() -> dict[str, Command]:
    """Every command of the house by its words. Rooms load after Django did, hence by name."""
    listed: tuple[Command, ...] = import_string("niangjia.site.catalogue.COMMANDS")
    return {command.words: command for command in listed}


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
    parser = Words(prog=f"niangjia {command.words}", description=command.summary)
    command.arguments(parser)
    try:
        return command.run(parser.parse_args(rest))
    except Refusal as refusal:
        print(refusal.message, file=sys.stderr)  # noqa: T201
        return 2
