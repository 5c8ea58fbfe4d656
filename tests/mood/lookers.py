"""The children that look at films, as the system sees them."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from tests.kit import live


def children(pid: int) -> list[int]:
    """Whom a process started, and whom those did."""
    out = []
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for one in (task / "children").read_text().split():
                out += [int(one), *children(int(one))]
    return out


def looking(server: live.Running) -> list[int]:
    """The children that look at films now."""
    assert server.process
    out = []
    for pid in children(server.process.pid):
        with suppress(OSError):
            if b"film.child" in Path(f"/proc/{pid}/cmdline").read_bytes():
                out.append(pid)
    return out


def begun(server: live.Running) -> list[int]:
    """Wait until one looks."""
    until = time.monotonic() + 20
    while not (found := looking(server)):
        assert time.monotonic() < until
        time.sleep(0.01)
    return found
