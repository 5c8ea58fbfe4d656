"""`niangjia bundle verify`: needs neither the database nor the house."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from niangjia.kernel.base.console import Command

from . import proof


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the bundle, as it was downloaded")
    parser.add_argument(
        "--key", default="", help="the house's public key, 64 hex digits: niangjia audit key"
    )


def run_verify(options: Namespace) -> int:
    """Say what is wrong, a line each, and 1; or that the bundle is whole, and 0."""
    if not options.file.is_file():
        print(f"niangjia: no such file: {options.file}", file=sys.stderr)  # noqa: T201
        return 2
    found = proof.check(options.file, options.key)
    for words in found.wrong:
        print(words)  # noqa: T201
    print(verdict(found, bool(options.key)))  # noqa: T201
    return 1 if found.wrong else 0


def verdict(found: proof.Checked, known: bool) -> str:
    """The last line."""
    if found.wrong:
        return "NOT the bundle that was made"
    whose = "the house's key" if known else f"key {found.key}: compare it with the house's"
    return (
        f"the bundle is as it was made: {found.files} files of {found.case}, "
        f"root {found.root}, signed with {whose}"
    )


COMMANDS = (
    Command("bundle verify", "check a hand-over bundle without a network", run_verify, _arguments),
)
