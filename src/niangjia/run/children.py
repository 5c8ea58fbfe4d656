"""Child processes: a session of their own, restarted with growing pauses, ended whole."""

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from niangjia.run import logs, processes
from niangjia.run.settings import Settings

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 30.0
HEALTHY = 30.0
PATIENCE = 15.0


@dataclass
class Child:
    """One service beside us, such as the web or the worker."""

    name: str
    command: Sequence[str]
    environment: dict[str, str]
    log: Path
    keep: Sequence[int] = ()
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    begun: float = 0.0
    due: float = field(default=0.0, repr=False)

    def start(self) -> None:
        """Start it now, its output going to its log."""
        self.begun = time.monotonic()
        with logs.append_to(self.log) as log:
            self.process = subprocess.Popen(
                self.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=self.keep,
            )

    def tend(self) -> bool:
        """Notice an end, start again when the pause is over; True when something changed."""
        if self.process is not None:
            return self.process.poll() is not None and self.note_end()
        if time.monotonic() < self.due:
            return False
        self.start()
        return True

    def note_end(self) -> bool:
        """Clear away what an ended process left, and plan the next start."""
        lasted = time.monotonic() - self.begun
        self.failures = 1 if lasted > HEALTHY else self.failures + 1
        self.end()
        self.due = time.monotonic() + pause(self.failures)
        return True

    def end(self) -> None:
        """End the whole process group; returns when no member is left."""
        if self.process is None:
            return
        processes.end_group(self.process.pid, self.gone, PATIENCE)
        self.process.wait()
        self.process = None

    def gone(self) -> bool:
        """Whether the process and everything it started have ended."""
        ended = self.process is None or self.process.poll() is not None
        return ended and not (self.process and processes.group_alive(self.process.pid))

    @property
    def pid(self) -> int:
        """The leader's pid, 0 while it is down."""
        return self.process.pid if self.process else 0


def pause(failures: int) -> float:
    """Seconds before the next start: doubling, at most half a minute."""
    return float(min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(failures - 1, 10)))


def web_command(settings: Settings, host: str, port: int) -> list[str]:
    """The granian server: plain HTTP/1, a few processes with a few threads."""
    words = [sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws"]
    words += ["--host", host, "--port", str(port), "--log-level", "warning"]
    words += ["--workers", str(settings.web_workers)]
    words += ["--blocking-threads", str(settings.web_threads)]
    words += ["--respawn-failed-workers", "--respawn-interval", "0.5"]
    return [*words, "--workers-kill-timeout", "10", settings.wsgi]


def manage_command(settings: Settings, *words: str) -> list[str]:
    """A command of the site, such as ``work`` or ``ready --json``."""
    return [sys.executable, "-m", settings.manage, *words]
