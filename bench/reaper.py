"""A house under `niangjia up`, and somebody who kills its processes one after the other."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from bench import load
from niangjia.run import processes, record
from niangjia.run.place import Place


@dataclass(slots=True)
class Victim:
    """One data directory with its supervisor, and who can be killed in it."""

    data: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def place(self) -> Place:
        """Where everything of it lies."""
        return Place(self.data)

    def connect(self) -> psycopg.Connection[Any]:
        """The superuser's own connection."""
        return psycopg.connect(
            host=str(self.place.sockets),
            port=5432,
            user="nj_super",
            password=(self.place.secrets / "pg_super").read_text().strip(),
            dbname="niangjia",
            autocommit=True,
        )

    def child(self, name: str) -> int:
        """Pid of `web` or `worker`, 0 while it is down."""
        found = record.read(self.place)
        return found.children.get(name, (0, ""))[0] if found else 0

    def web_process(self) -> int:
        """One of the processes that answer."""
        return next(iter(load.tree(self.child("web"))[1:]), 0) if self.child("web") else 0

    def web(self) -> int:
        """The process that holds the port, and starts those that answer."""
        return self.child("web")

    def worker(self) -> int:
        """The job worker."""
        return self.child("worker")

    def backend(self) -> int:
        """One process of the database that serves the web."""
        with suppress(psycopg.Error), self.connect() as link:
            row = link.execute(
                "SELECT pid FROM pg_stat_activity WHERE usename = 'nj_app'"
                " ORDER BY state <> 'active' LIMIT 1"
            ).fetchone()
            return int(row[0]) if row else 0
        return 0

    def database(self) -> int:
        """The whole database."""
        lock = self.place.pg / "postmaster.pid"
        with suppress(OSError, ValueError, IndexError):
            return int(lock.read_text().split()[0])
        return 0

    def answers(self) -> bool:
        """Whether a page comes that had to ask the database."""
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/services/", timeout=5).close()
        except (urllib.error.URLError, OSError):
            return False
        return True

    def asks(self) -> bool:
        """Whether the database answers."""
        try:
            with self.connect() as link:
                link.execute("SELECT 1")
        except psycopg.Error:
            return False
        return True


@contextmanager
def standing(data: Path) -> Iterator[Victim]:
    """The house, answering; ended the way a service manager does."""
    port = load.free_port()
    words = ["up", "--empty", "--no-open", "--port", str(port), "--data", str(data)]
    with (data.parent / "up.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "niangjia.run.cli", *words], stdout=log, stderr=log
        )
        victim = Victim(data, port, process)
        try:
            wait(lambda: victim.answers() and bool(victim.child("worker")), 180)
            yield victim
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.wait(90)


def wait(done: Callable[[], bool], seconds: float) -> bool:
    """Until something is true, or the time is up."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


@contextmanager
def reaping(victim: Victim, every: float, seconds: float) -> Iterator[list[dict[str, Any]]]:
    """Kill one of the house every so often during a block; what died, and when it was back."""
    deaths: list[dict[str, Any]] = []
    over = threading.Event()
    kinds = (victim.web_process, victim.database, victim.worker, victim.backend, victim.web)
    turns = itertools.cycle(kinds)

    def reap() -> None:
        end = time.monotonic() + seconds
        while not over.wait(every) and time.monotonic() < end:
            who = next(turns)
            pid = who()
            if not pid or not processes.alive(pid):
                continue
            os.kill(pid, signal.SIGKILL)
            death: dict[str, Any] = {"who": who.__name__, "at": time.monotonic()}
            deaths.append(death)
            if who.__name__ == "database" and wait(victim.asks, 60):
                death["back"] = time.monotonic()

    thread = threading.Thread(target=reap, daemon=True)
    thread.start()
    try:
        yield deaths
    finally:
        over.set()
        thread.join(90)
