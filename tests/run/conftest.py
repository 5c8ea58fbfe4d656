"""Folders, servers and the command line for the tests of ``run``. No Django here."""

import os
import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from niangjia.run import database
from niangjia.run.cluster import Cluster
from niangjia.run.settings import Settings
from tests.run.command import Command

HERE = Path(__file__).parent
OURS = ("NIANGJIA_", "DATABASE_URL", "DJANGO_", "PG")


def clean_environment() -> dict[str, str]:
    """Our environment without what the suite's own database put there."""
    return {key: value for key, value in os.environ.items() if not key.startswith(OURS)}


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short temporary folder that the server's account may pass through."""
    made = Path(tempfile.mkdtemp(prefix="nj-")).resolve()
    made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def cluster(folder: Path) -> Iterator[Cluster]:
    """A cluster that is not running; whatever runs at the end is stopped."""
    made = database.prepare(folder / "data", Settings(), durable=False)
    yield made
    made.stop()


@pytest.fixture
def command(folder: Path) -> Iterator[Command]:
    """The command line; whatever still runs at the end is stopped."""
    environment = clean_environment() | {
        "PYTHONPATH": str(HERE / "site"),
        "NIANGJIA_MANAGE": "fakesite.manage",
        "NIANGJIA_WSGI": "fakesite.wsgi:application",
        "NIANGJIA_WEB_WORKERS": "1",
    }
    made = Command(folder / "data", environment)
    yield made
    made.stop_all()


@pytest.fixture
def port() -> int:
    """A free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def eventually() -> Callable[[Callable[[], bool]], None]:
    """Wait up to half a minute for something to become true."""

    def wait(done: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 30
        while not done():
            assert time.monotonic() < deadline, "it did not happen within 30 s"
            time.sleep(0.05)

    return wait
