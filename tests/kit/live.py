"""The real thing beside the tests: granian on loopback and the job worker, on the test database.

They log in as `nj_app` and `nj_jobs` with the site's own settings, as in production.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import IO

from niangjia.run import children, settings

from . import database

PATIENCE = 30.0


@dataclass(slots=True)
class Running:
    """A process of the house, with what it said."""

    command: list[str]
    environment: dict[str, str]
    url: str = ""
    log: IO[bytes] = field(default_factory=tempfile.TemporaryFile)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait for its first answer where it has an address."""
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )
        if self.url:
            self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while not answers(self.url):
            if self.process is None or self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"no answer from {self.url}:\n{self.said()}")
            time.sleep(0.05)

    def stop(self, number: int = 15) -> None:
        """End the process and all it started; signal 9 is the power cut."""
        if self.process is None:
            return
        os.killpg(self.process.pid, number)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, 9)
            self.process.wait()
        self.process = None

    def said(self) -> str:
        """Everything it wrote so far."""
        return self.raw().decode(errors="replace")

    def raw(self) -> bytes:
        """The same, byte for byte."""
        self.log.seek(0)
        return self.log.read()


def answers(url: str) -> bool:
    """Whether anything, even an error page, comes back."""
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except urllib.error.HTTPError as answer:
        answer.close()
        return True
    except OSError:
        return False


def environment(process: str) -> dict[str, str]:
    """The environment `niangjia up` gives its children, pointed at the test database."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "niangjia.site.settings",
        "NIANGJIA_PROCESS": process,
        "NIANGJIA_PG_NAME": database.clone_name(),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }


def free_port() -> int:
    """A port nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def collect_static() -> None:
    """Put today's styles and scripts where the web finds them."""
    subprocess.run(
        [sys.executable, "-m", "niangjia.site.manage", "collectstatic", "--noinput"],
        env=environment("web"),
        check=True,
        stdout=subprocess.DEVNULL,
    )


def web(workers: int = 1) -> Running:
    """The web, not yet started."""
    port = free_port()
    chosen = replace(settings.load({}), web_workers=workers, web_threads=4)
    command = children.web_command(chosen, "127.0.0.1", port)
    return Running(command, environment("web"), f"http://127.0.0.1:{port}")


def jobs() -> Running:
    """The job worker, not yet started."""
    return Running(children.manage_command(settings.load({}), "work"), environment("jobs"))


@contextmanager
def running(one: Running) -> Iterator[Running]:
    """Keep a process running during a block."""
    try:
        one.start()
        yield one
    finally:
        one.stop()
        one.log.close()


def chromium() -> str:
    """The browser's program; empty where there is none."""
    path = os.environ.get("PATH", "") + os.pathsep + "/usr/bin"
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name, path=path))), "")
