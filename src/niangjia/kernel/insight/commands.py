"""`niangjia rates count` and `niangjia rates verify`."""

from __future__ import annotations

from argparse import Namespace

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.console import Command
from niangjia.kernel.base.context import actor

from . import actions, checking
from .counting import TREE


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
    for words in found.wrong:
        print(words)  # noqa: T201
    for one in found.cells:
        shown = one.key.scope == TREE and one.key.months == 3 and not one.key.board
        if shown or not one.agrees:
            print(("" if one.agrees else "DIFFERS ") + checking.line(one))  # noqa: T201
    print(verdict(found))  # noqa: T201
    return 0 if found.good else 1


def verdict(found: checking.Checked) -> str:
    """The last line."""
    if found.wrong:
        return "the log is NOT what was sealed: nothing was compared with it"
    if found.before is None:
        return "nothing was counted yet: niangjia rates count"
    differ = sum(not one.agrees for one in found.cells)
    said = f"{differ} of {len(found.cells)} cells DIFFER" if differ else "the rates are the log's"
    waiting = f", {found.waiting} rows not sealed yet (niangjia audit seal)"
    return f"{said}: {len(found.cells)} cells{waiting if found.waiting else ''}"


COMMANDS = (
    Command("rates count", "count the three rates now", run_count),
    Command("rates verify", "count the three rates again from the sealed log", run_verify),
)
