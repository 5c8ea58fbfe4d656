"""Using the database: every command holds it while it works, the last one out stops the server.

``run/pg.users`` is locked shared by everyone who uses the server (child processes inherit the
lock), ``run/pg.lock`` is held alone while someone starts or stops it. The kernel drops both when a
process dies, so a killed command leaves nothing that would have to be cleaned up by hand.
"""

import fcntl
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from niangjia.run import keys, roles
from niangjia.run.account import server_account
from niangjia.run.binaries import find, reachable
from niangjia.run.cluster import PORT, Cluster
from niangjia.run.locks import alone, open_lock, try_lock
from niangjia.run.place import Place, open_place, settle_server
from niangjia.run.settings import Settings


def prepare(root: Path, settings: Settings, durable: bool = True) -> Cluster:
    """Make everything a cluster needs except the cluster: folders, secrets, programs."""
    account = server_account(settings.pg_user)
    place = open_place(root, account)
    with alone(place.run / "pg.lock"):
        secrets = keys.ensure(place.secrets)
        settle_server(place, account)
        binaries = reachable(find(settings.pg_bin), account)
    return Cluster(place, binaries, account, secrets, durable)


@dataclass
class Holding:
    """One command's use of a running server."""

    cluster: Cluster
    users: int
    server: subprocess.Popen[bytes] | None = None
    created: bool = False
    closed: bool = field(default=False, repr=False)

    def start(self) -> None:
        """Start or join the server; also called again after it died."""
        with alone(self.lock, 180):
            self.created = self.cluster.ensure_created() or self.created
            before = self.server
            self.server = self.cluster.ensure_running(before) or before
            if before is not None and self.server is not before:
                before.wait()
            roles.ensure(self.cluster)

    @property
    def lock(self) -> Path:
        return self.cluster.place.run / "pg.lock"

    @property
    def lost(self) -> bool:
        """Whether the server is gone."""
        return self.collect() or not self.cluster.pid

    def collect(self) -> bool:
        """Collect a server of ours that has ended; True when it had."""
        ended = self.server is not None and self.server.poll() is not None
        self.server = None if ended else self.server
        return ended

    def leave(self) -> None:
        """Stop using the server, and stop it when nobody else does."""
        if self.closed:
            return
        self.closed = True
        with alone(self.lock, 180):
            if try_lock(self.users, fcntl.LOCK_EX):
                self.cluster.stop(self.server)
            elif self.server is not None:
                self.server.returncode = 0  # it lives on for the others, who will stop it
            os.close(self.users)


@contextmanager
def holding(cluster: Cluster) -> Iterator[Holding]:
    """Hold a running server during a block."""
    held = Holding(cluster, open_lock(cluster.place.run / "pg.users"))
    with alone(held.lock):
        try_lock(held.users, fcntl.LOCK_SH)
    try:
        held.start()
        yield held
    finally:
        held.leave()


def environment(place: Place, settings: Settings, mode: str = "") -> dict[str, str]:
    """The environment of every child process: where the database is, and how we run."""
    words = {
        "NIANGJIA_DATA": str(place.root),
        "NIANGJIA_DEMO": "1" if (mode or place.mode) == "demo" else "0",
        "DJANGO_SETTINGS_MODULE": os.environ.get(
            "DJANGO_SETTINGS_MODULE", "niangjia.site.settings"
        ),
        "PYTHONUNBUFFERED": "1",
    }
    if settings.embedded:
        words |= {
            "NIANGJIA_PG_HOST": str(place.sockets),
            "NIANGJIA_PG_PORT": str(PORT),
            "NIANGJIA_PG_NAME": roles.DATABASE,
        }
    inherited = {name: value for name, value in os.environ.items() if name != "NIANGJIA_PROCESS"}
    return {**inherited, **words}
