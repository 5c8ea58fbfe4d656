"""Advisory locks on files: the kernel lets go of them when a process dies, however it dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from niangjia.run.errors import RunError


def open_lock(path: Path) -> int:
    """Open a lock file, made 0600 when new; returns the descriptor."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def try_lock(descriptor: int, how: int) -> bool:
    """Take a lock (``fcntl.LOCK_EX`` or ``LOCK_SH``) without waiting."""
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def alone(path: Path, seconds: float = 120) -> Iterator[None]:
    """Hold a lock alone during a block; RunError when others keep it for too long."""
    descriptor = open_lock(path)
    try:
        wait_for(descriptor, path, seconds)
        yield
    finally:
        os.close(descriptor)


def wait_for(descriptor: int, path: Path, seconds: float) -> None:
    """Wait for a lock in small steps, so that a signal can still end the command."""
    deadline = time.monotonic() + seconds
    while not try_lock(descriptor, fcntl.LOCK_EX):
        if time.monotonic() > deadline:
            raise RunError(f"Another niangjia command has been holding {path} for {seconds:.0f} s.")
        time.sleep(0.05)
