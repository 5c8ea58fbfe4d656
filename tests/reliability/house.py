"""A real installation under `niangjia up`, whose processes a test may kill."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from niangjia.run import processes, record
from niangjia.run.place import Place
from tests.kit import live

OURS = ("NIANGJIA_", "DATABASE_URL", "DJANGO_", "PG")


@dataclass(slots=True)
class House:
    """One data directory with its supervisor."""

    data: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def place(self) -> Place:
        return Place(self.data)

    def connect(self, user: str = "nj_super", secret: str = "pg_super") -> psycopg.Connection[Any]:
        """A connection of our own to the embedded database."""
        return psycopg.connect(
            host=str(self.place.sockets),
            port=5432,
            user=user,
            password=(self.place.secrets / secret).read_text().strip(),
            dbname="niangjia",
            autocommit=True,
        )

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """Rows, read by the superuser: no policy hides anything from the question."""
        with self.connect() as link:
            return link.execute(statement.encode()).fetchall()

    def child(self, name: str) -> int:
        """Pid of `web` or `worker`, 0 while it is down."""
        found = record.read(self.place)
        return found.children.get(name, (0, ""))[0] if found else 0

    @property
    def postmaster(self) -> int:
        """Pid of the database server, 0 while there is none."""
        lock = self.place.pg / "postmaster.pid"
        return int(lock.read_text().split()[0]) if lock.exists() else 0

    def servers(self) -> list[int]:
        """Every database process standing in our cluster."""
        return [pid for pid in processes.working_in(self.place.pg) if processes.alive(pid)]

    def answers(self) -> bool:
        """Whether a page comes that had to ask the database."""
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/services/", timeout=5).close()
        except (urllib.error.URLError, OSError):
            return False
        return True

    def stop(self) -> None:
        """End it the way a service manager does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(90)


def children_of(pid: int) -> list[int]:
    """Pids started by a process."""
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def wait(done: Callable[[], bool], seconds: float = 90.0) -> None:
    """Until something is true; an assertion when it never is."""
    until = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)


@contextmanager
def standing(*words: str, data: Path | None = None) -> Iterator[House]:
    """An installation that answers, an empty one unless told otherwise.

    Gone afterwards, whatever happened to it; one in a folder that was given is only stopped.
    """
    given = data is not None
    folder = data.parent if data else Path(tempfile.mkdtemp(prefix="nj-storm-")).resolve()
    folder.chmod(0o711)
    data, port = data or folder / "data", live.free_port()
    asked = ["up", *(words or ("--empty", "--no-open")), "--port", str(port), "--data", str(data)]
    clean = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
    with (folder / "up.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "niangjia.run.cli", *asked], env=clean, stdout=log, stderr=log
        )
        house = House(data, port, process)
        try:
            wait(lambda: house.answers() and bool(house.child("worker")), 180)
            yield house
        finally:
            house.stop()
            if not given:
                shutil.rmtree(folder, ignore_errors=True)
