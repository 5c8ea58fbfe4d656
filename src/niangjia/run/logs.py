"""Log files of the child processes: private, appended to, kept small, read for a last word."""

import os
import shutil
from io import FileIO
from pathlib import Path

LARGEST = 20 * 2**20


def append_to(path: Path) -> FileIO:
    """Open a log for appending, readable by its owner only."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
    return os.fdopen(os.open(path, flags, 0o600), "ab", buffering=0)


def turn(folder: Path) -> None:
    """Move what a full log holds to ``<name>.1`` and empty it in place.

    The writers keep their descriptors: they append, so they go on at the start of the file.
    """
    for path in folder.glob("*.log"):
        if path.stat().st_size > LARGEST:
            shutil.copy2(path, path.with_name(f"{path.name}.1"))
            os.truncate(path, 0)


def tail(path: Path, lines: int = 1) -> str:
    """The last lines of a log; empty when there is none."""
    try:
        return "\n".join(path.read_text("utf-8", "replace").splitlines()[-lines:])
    except FileNotFoundError:
        return ""
