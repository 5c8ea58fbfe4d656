"""Commands that take a file and need neither the database nor Django."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from niangjia.kernel.base.console import Command, Words

#: First words of such commands and the module that holds them; it is loaded when one is asked for.
MODULES = {
    "triage": "niangjia.kernel.cases.commands",
    "cluster": "niangjia.kernel.cases.commands",
    "bundle": "niangjia.kernel.bundles.commands",
}


#: The same for a command that needs them too, unless it is given this option.
UNLESS = {"rates": ("niangjia.kernel.insight.offline", "--from")}


def knows(words: Sequence[str]) -> bool:
    """Is this one of them?"""
    return bool(words) and _module(words) is not None


def _module(words: Sequence[str]) -> str | None:
    module, option = UNLESS.get(words[0], ("", ""))
    if any(option and word.split("=")[0] == option for word in words):
        return module
    return MODULES.get(words[0])


def run(words: Sequence[str]) -> int:
    """Run one command line; returns the exit code, 2 after one sentence about what is missing."""
    known: dict[str, Command] = {c.words: c for c in import_module(str(_module(words))).COMMANDS}
    for length in (2, 1):
        command = known.get(" ".join(words[:length]))
        if command is not None:
            return _run(command, words[length:])
    offered = ", ".join(name for name in known if name.split()[0] == words[0])
    print(f"niangjia: {words[0]} is followed by a word: {offered}.", file=sys.stderr)
    return 2


def _run(command: Command, rest: Sequence[str]) -> int:
    parser = Words(prog=f"niangjia {command.words}", description=command.summary)
    command.arguments(parser)
    return command.run(parser.parse_args(rest))
