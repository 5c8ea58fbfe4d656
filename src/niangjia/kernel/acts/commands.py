"""`niangjia audit verify`, `audit seal`, `audit key` and `niangjia retention`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable

from niangjia.kernel.base.console import Command
from niangjia.kernel.base.context import actor

from . import carrying, retention, seal, verify
from .acting import system


def run_verify(_: Namespace) -> int:
    """Say what is wrong, the first thing first; 1 when anything is."""
    with system("auditor"):
        found = verify.verify()
    for words in found.wrong:
        print(words)  # noqa: T201
    state = "NOT the log that was sealed" if found.wrong else "the log is as it was sealed"
    print(f"{state}: {found.rows} rows under {found.seals} seals, {found.waiting} not sealed yet")  # noqa: T201
    if found.newest:
        print(f"sealed up to {found.newest}")  # noqa: T201
    return 1 if found.wrong else 0


def run_seal(_: Namespace) -> int:
    """Seal now instead of within the minute."""
    with system("sealer"):
        made = seal.seal_all()
    seal.note(made)
    print(f"{sum(one.rows for one in made)} rows sealed")  # noqa: T201
    return 0


def run_key(_: Namespace) -> int:
    """The public key, for whoever checks what this house signed."""
    print(carrying.public_key())  # noqa: T201
    return 0


def _retention_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="say what is due, erase nothing")


def run_retention(options: Namespace) -> int:
    """Carry retention out now instead of at night; the table says what was done."""
    lines = _look() if options.dry_run else _erase()
    print("\n".join(table(lines)))  # noqa: T201
    return 0


def _look() -> list[retention.Line]:
    with system(retention.NAME):
        return retention.due(actor())


def _erase() -> list[retention.Line]:
    """Run until nothing is due; the rows of all runs together."""
    total: dict[str, retention.Line] = {}
    more = True
    while more:
        with system(retention.NAME):
            done = retention.run(actor())
        total = {line.model: line.after(total.get(line.model)) for line in done.lines}
        more = done.more
    return list(total.values())


HEAD = ("model", "basis", "days", "due now", "erased", "held")


def table(lines: Iterable[retention.Line]) -> list[str]:
    """Lines of equal columns, words left and numbers right."""
    rows = [HEAD, *((x.model, x.basis, *map(str, x.numbers)) for x in lines)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEAD))]
    return ["  ".join(_cell(row[n], widths[n], n) for n in range(len(HEAD))) for row in rows]


def _cell(text: str, width: int, n: int) -> str:
    return text.ljust(width) if n < 2 else text.rjust(width)


COMMANDS = (
    Command(
        "retention", "erase what has been kept long enough", run_retention, _retention_arguments
    ),
    Command("audit verify", "check the audit log against its seals", run_verify),
    Command("audit seal", "seal the audit log now", run_seal),
    Command("audit key", "print the public key of seals and hand-over bundles", run_key),
)
