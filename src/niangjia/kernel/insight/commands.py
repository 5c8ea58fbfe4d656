"""`niangjia rates count`, `niangjia rates export` and `niangjia rates verify`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.console import Command
from niangjia.kernel.base.context import actor

from . import actions, carrying, checking, comparing


def run_count(_: Namespace) -> int:
    """Count now instead of at night."""
    with system(actions.NAME):
        made = actions.count(actor())
    print(f"{made.cells} cells counted")  # noqa: T201
    return 0


def run_verify(_: Namespace) -> int:
    """Every union's quarters, as counted and as the sealed log has them; 1 where they differ."""
    with system("auditor"):
        found = checking.check()
    print("\n".join(comparing.report(found)))  # noqa: T201
    return 0 if found.good else 1


def run_export(options: Namespace) -> int:
    """Write the file that `rates verify --from` reads."""
    try:
        with system("auditor"):
            cells = carrying.write(options.file)
    except carrying.NothingCounted:
        print("nothing was counted yet: niangjia rates count")  # noqa: T201
        return 1
    print(f"{cells} cells and the sealed log in {options.file}")  # noqa: T201
    return 0


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="where to write it")


COMMANDS = (
    Command("rates count", "count the three rates now", run_count),
    Command("rates export", "write rates and log for an auditor", run_export, _export_arguments),
    Command("rates verify", "count the three rates again from the sealed log", run_verify),
)
