"""PostgreSQL's own client programs, run as the superuser of the embedded server."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from niangjia.run.cluster import PORT, SUPER, Cluster, last_line
from niangjia.run.errors import RunError


@contextmanager
def reading(cluster: Cluster, name: str, *words: str) -> Iterator[IO[bytes]]:
    """Run a program and yield its output; a failure is a RunError with its last line."""
    with start(cluster, name, words, stdout=subprocess.PIPE) as process:
        assert process.stdout
        yield process.stdout
        settle(process, name)


@contextmanager
def writing(cluster: Cluster, name: str, *words: str) -> Iterator[IO[bytes]]:
    """Run a program and yield its input; a failure is a RunError with its last line."""
    with start(cluster, name, words, stdin=subprocess.PIPE) as process:
        assert process.stdin
        with suppress(BrokenPipeError):  # the program gave up: its own words say why
            yield process.stdin
            process.stdin.close()
        settle(process, name)


def start(
    cluster: Cluster,
    name: str,
    words: tuple[str, ...],
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Start a program; the password travels in its environment, never on its command line."""
    host = ["-h", str(cluster.place.sockets), "-p", str(PORT), "-U", SUPER, "--no-password"]
    return subprocess.Popen(
        [cluster.binaries.program(name), *host, *words],
        env={**os.environ, "PGPASSWORD": cluster.secrets["pg_super"], "LC_ALL": "C"},
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


def settle(process: subprocess.Popen[bytes], name: str) -> None:
    """Wait for the end and look at the exit code."""
    assert process.stderr
    said = process.stderr.read().decode(errors="replace")
    if process.wait():
        raise RunError(f"{name} failed: {last_line(said)}")
