"""`niangjia audit verify` and `niangjia audit seal`."""

from __future__ import annotations

from argparse import Namespace

from niangjia.kernel.base.console import Command

from . import seal, verify
from .acting import system


def run_verify(_: Namespace) -> int:
    """Say what is wrong, the first thing first; 1 when anything is."""
    with system("auditor"):
        found = verify.verify()
    for words in found.wrong:
        print(words)  # noqa: T201
    state = "NOT the log that was sealed" if found.wrong else "the log is as it was sealed"
    print(f"{state}: {found.rows} rows under {found.seals} seals, {found.waiting} not sealed yet")  # noqa: T201
    return 1 if found.wrong else 0


def run_seal(_: Namespace) -> int:
    """Seal now instead of within the minute."""
    with system("sealer"):
        made = seal.seal_all()
    seal.note(made)
    print(f"{sum(one.rows for one in made)} rows sealed")  # noqa: T201
    return 0


COMMANDS = (
    Command("audit verify", "check the audit log against its seals", run_verify),
    Command("audit seal", "seal the audit log now", run_seal),
)
