"""Small truths about other processes: is it alive, what is it, end it and wait."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
STEP = 0.05


def alive(pid: int) -> bool:
    """Whether a process runs; a dead one its parent has not collected yet does not count."""
    return exists(pid) and not zombie(pid)


def exists(pid: int) -> bool:
    """Whether the kernel knows a pid, dead or alive."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def zombie(pid: int) -> bool:
    """Whether the process has ended and only waits to be collected."""
    return look(pid, "stat", "state").startswith("Z")


def look(pid: int, proc_name: str, ps_word: str) -> str:
    """Read one fact from /proc, or from ps where there is no /proc; empty when gone."""
    if PROC.is_dir():
        return from_proc(pid, proc_name)
    answer = subprocess.run(["ps", "-o", f"{ps_word}=", "-p", str(pid)], capture_output=True)
    return answer.stdout.decode(errors="replace").strip()


def from_proc(pid: int, name: str) -> str:
    """Read a /proc file; ``stat`` begins after the name, so its first word is the state."""
    try:
        text = (PROC / str(pid) / name).read_bytes().decode(errors="replace")
    except OSError:
        return ""
    return text.rpartition(")")[2].strip() if name == "stat" else text.strip()


def is_postgres(pid: int) -> bool:
    """Whether the program behind a pid is a PostgreSQL server."""
    return alive(pid) and "postgres" in look(pid, "comm", "comm")


def birth(pid: int) -> str:
    """A text that tells two processes with the same pid apart; empty when gone."""
    words = look(pid, "stat", "lstart").split()
    return words[19] if PROC.is_dir() and len(words) > 19 else " ".join(words)


def everyone() -> Iterator[int]:
    """All pids where /proc lists them; nobody elsewhere."""
    if PROC.is_dir():
        yield from (int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit())


def working_in(folder: Path) -> list[int]:
    """Pids whose working directory is a folder: a cluster's server processes stand in it."""
    return [pid for pid in everyone() if where(pid) == str(folder)]


def where(pid: int) -> str:
    """The working directory of a process, empty when not ours to know."""
    try:
        return str((PROC / str(pid) / "cwd").readlink())
    except OSError:
        return ""


def group_of(group: int) -> list[int]:
    """Living members of a process group, the leader or its orphans, where /proc lists them."""
    return [pid for pid in everyone() if belongs(look(pid, "stat", "").split(), group)]


def belongs(facts: list[str], group: int) -> bool:
    """Read state and group from the facts of /proc/<pid>/stat."""
    return facts[2:3] == [str(group)] and facts[0] not in {"Z", "X"}


def group_alive(group: int) -> bool:
    """Whether a process group has a living member."""
    if PROC.is_dir():
        return bool(group_of(group))
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def tell(pid: int, number: signal.Signals) -> None:
    """Send a signal to one process, who may be gone."""
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)


def tell_group(group: int, number: signal.Signals) -> None:
    """Send a signal to a whole process group, which may be gone."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def until(done: Callable[[], bool], seconds: float) -> bool:
    """Wait for something to become true; False when the time is over."""
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(STEP)
    return True


def end_group(group: int, gone: Callable[[], bool], patience: float) -> None:
    """Ask a process group to end, insist after ``patience`` seconds, leave no member behind."""
    tell_group(group, signal.SIGTERM)
    if not until(gone, patience):
        tell_group(group, signal.SIGKILL)
        until(gone, 5)
