"""A database for one command: ``python -m niangjia.run.throwaway COMMAND …``.

Makes a cluster in a temporary folder, runs the command with the environment of a child of ``up``,
stops the server and removes everything, also when the command fails. Such a cluster does not wait
for the disk, and its migrating roles may create databases: test runners need that.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from niangjia.run import database, processes
from niangjia.run.cluster import pid_in
from niangjia.run.commands import complain
from niangjia.run.errors import RunError
from niangjia.run.locks import open_lock, try_lock
from niangjia.run.settings import Settings, load
from niangjia.run.supervisor import Stopped, stoppable

PREFIX = "niangjia-test-"
SETTLED = 300.0
BUILDERS = ("nj_owner", "nj_migrate")


@contextmanager
def throwaway(settings: Settings) -> Iterator[dict[str, str]]:
    """Yield the environment of a database that is gone afterwards."""
    sweep()
    with temporary() as folder:
        cluster = database.prepare(folder / "data", settings, durable=False)
        with database.holding(cluster) as held:
            with held.cluster.connect() as connection:
                for role in BUILDERS:
                    connection.execute(f"ALTER ROLE {role} CREATEDB".encode())
            yield database.environment(cluster.place, settings, "empty")


def sweep() -> None:
    """Clear away what killed test runs left: folders of ours that nobody has used for a while."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        lock = folder / "data/run/pg.users"
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > SETTLED and unused(lock):
                end_server(folder / "data/pg/postmaster.pid")
                shutil.rmtree(folder, ignore_errors=True)


def end_server(lock: Path) -> None:
    """Stop a forgotten server at once; nothing in it is worth keeping."""
    pid = pid_in(lock)
    if pid and processes.is_postgres(pid):
        processes.tell(pid, signal.SIGQUIT)
        processes.until(lambda: not processes.alive(pid), 10)


def unused(lock: Path) -> bool:
    """Whether a folder is ours and its server is held by nobody."""
    if lock.stat().st_uid != os.geteuid():
        return False
    descriptor = open_lock(lock)
    try:
        return try_lock(descriptor, fcntl.LOCK_EX)
    finally:
        os.close(descriptor)


@contextmanager
def temporary() -> Iterator[Path]:
    """A temporary folder; the server's account may pass through, and see nothing."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o711)
    try:
        yield folder.resolve()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(command: list[str], environment: dict[str, str]) -> int:
    """Run the command in our terminal; an end of ours ends it first."""
    with subprocess.Popen(command, env=environment) as process:
        try:
            code = process.wait()
        except Stopped:
            process.send_signal(signal.SIGINT)
            process.wait()
            raise
    return code if code >= 0 else 128 - code


def main() -> int:
    """Run one command; returns its exit code."""
    code = 130
    try:
        settings = load({key: value for key, value in os.environ.items() if key != "DATABASE_URL"})
        with stoppable(), throwaway(settings) as environment:
            code = run(sys.argv[1:], environment)
    except RunError as error:
        return complain(str(error))
    return code


if __name__ == "__main__":
    sys.exit(main())
