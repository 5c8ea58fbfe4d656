"""One embedded PostgreSQL server: created, started, found again after a crash, stopped.

The server outlives a killed supervisor, so every question is put to the running server itself
(a real connection), never to a remembered pid alone.
"""

import os
import re
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

from niangjia.run import logs, processes
from niangjia.run.account import Account
from niangjia.run.binaries import Binaries
from niangjia.run.errors import RunError
from niangjia.run.place import Place
from niangjia.run.tuning import server_options

SUPER = "nj_super"
PORT = 5432
START_PATIENCE = 60.0
RECOVERY_PATIENCE = 600.0
ORPHAN_PATIENCE = 10.0
STOP_PATIENCE = 60.0
STILL_HELD = re.compile(r'shared memory block|lock file ".*" already exists')

UP, STARTING, DOWN = "up", "starting", "down"


@dataclass(frozen=True)
class Cluster:
    """A cluster at its place, with the programs and the account that run it.

    ``durable=False`` is for throw-away test clusters only: it gives up safety on power loss.
    """

    place: Place
    binaries: Binaries
    account: Account
    secrets: dict[str, str]
    durable: bool = True

    # -- questions ---------------------------------------------------------------------------

    @property
    def pid(self) -> int:
        """The postmaster's pid when one runs on this data directory, else 0."""
        pid = pid_in(self.place.pg / "postmaster.pid")
        return pid if processes.is_postgres(pid) else 0

    def state(self) -> str:
        """Ask the server with a real connection: ``up``, ``starting`` or ``down``."""
        try:
            self.connect().close()
        except psycopg.OperationalError as error:
            return self.understand(str(error))
        return UP

    def understand(self, message: str) -> str:
        """Tell a server that is busy starting from none; a refused password is a RunError."""
        if "password authentication failed" in message:
            raise RunError(
                f"The secrets in {self.place.secrets} do not fit the database in {self.place.pg}."
            )
        busy = ("starting up", "in recovery", "not yet accepting", "shutting down")
        return STARTING if any(words in message for words in busy) else DOWN

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """Connect as the superuser, outside any transaction; raises psycopg.OperationalError."""
        return psycopg.connect(
            host=str(self.place.sockets),
            port=PORT,
            user=SUPER,
            password=self.secrets["pg_super"],
            dbname=database,
            connect_timeout=5,
            autocommit=True,
            application_name="niangjia run",
        )

    # -- creating ----------------------------------------------------------------------------

    def ensure_created(self) -> bool:
        """Make the cluster when there is none, in a draft folder renamed at the end."""
        if (self.place.pg / "PG_VERSION").is_file():
            self.check_major()
            return False
        draft = self.place.pg.with_name("pg.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self.account.takes(draft)
        self.initdb(draft)
        draft.rename(self.place.pg)
        return True

    def check_major(self) -> None:
        """Refuse a data directory that only another PostgreSQL can read."""
        found = (self.place.pg / "PG_VERSION").read_text("ascii").strip()
        if found != str(self.binaries.major):
            raise RunError(
                f"The database in {self.place.pg} was made by PostgreSQL {found}, and this is "
                f"{self.binaries.major}: dump it with the version that made it, then restore."
            )

    def initdb(self, folder: Path) -> None:
        """Run initdb with nothing taken from the environment but the password file."""
        password = self.place.sockets / f"first-{os.getpid()}"
        descriptor = os.open(password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(descriptor, self.secrets["pg_super"].encode())
            if self.account.other:
                os.fchown(descriptor, self.account.uid, self.account.gid)
            answer = self.call([*self.initdb_words(folder), f"--pwfile={password}"])
        finally:
            os.close(descriptor)
            password.unlink()
        if answer.returncode:
            raise RunError(f"PostgreSQL could not be set up: {last_line(answer.stderr)}")

    def initdb_words(self, folder: Path) -> list[str]:
        """The initdb command: UTF-8, checksums, one locale everywhere, passwords always."""
        words = [self.binaries.program("initdb"), "-D", str(folder), "-U", SUPER, "-E", "UTF8"]
        words += ["--auth=scram-sha-256", "--data-checksums", "--no-instructions"]
        if self.binaries.major >= 17:
            words += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
        else:
            words += ["--locale=C.UTF-8"]
        return [*words, "--lc-messages=C"] + ([] if self.durable else ["--no-sync"])

    def call(self, words: list[str]) -> subprocess.CompletedProcess[str]:
        """Run a program as the server account and collect what it says."""
        return subprocess.run(
            words, cwd="/", env=bare(), capture_output=True, text=True, **self.account.identity
        )

    # -- starting ----------------------------------------------------------------------------

    def ensure_running(
        self, before: subprocess.Popen[bytes] | None = None
    ) -> subprocess.Popen[bytes] | None:
        """Return once the server answers: found running (None), or started by us.

        ``before`` is an earlier server of ours: once dead it must be collected, since a process
        that waits for its parent still counts as running for PostgreSQL.
        After a killed postmaster its last sessions may hold the shared memory until their
        statement ends, so starting is tried again for a minute, and they are told to stop.
        """
        begun = time.monotonic()
        while True:
            if before is not None:
                before.poll()
            if self.attach():
                return None
            self.clear_stale_locks()
            mark = self.log_size()
            server = self.spawn()
            if self.comes_up(server):
                return server
            self.explain(mark, time.monotonic() - begun)

    def attach(self) -> bool:
        """Join a server that already runs here; waits while it recovers."""
        if not self.pid:
            return False
        processes.until(lambda: not self.pid or self.state() == UP, RECOVERY_PATIENCE)
        return bool(self.pid) and self.state() == UP

    def clear_stale_locks(self) -> None:
        """Remove lock files whose pid now belongs to some other program (restarted machine),
        or to a dead server that nobody collects (containers).

        PostgreSQL would take that program for a server and refuse for ever. Real leftovers are
        still caught: the server checks its shared memory before it touches any data.
        """
        for lock in (
            self.place.pg / "postmaster.pid",
            self.place.sockets / f".s.PGSQL.{PORT}.lock",
        ):
            pid = pid_in(lock)
            if pid and processes.exists(pid) and not processes.is_postgres(pid):
                lock.unlink(missing_ok=True)

    def spawn(self) -> subprocess.Popen[bytes]:
        """Start the server in its own session, so that Ctrl-C reaches it only through us."""
        words = [self.binaries.program("postgres"), "-D", str(self.place.pg)]
        for name, value in server_options(self.place.sockets, PORT, self.durable).items():
            words += ["-c", f"{name}={value}"]
        with logs.append_to(self.log_path) as log:
            return subprocess.Popen(
                words,
                cwd="/",
                env=bare(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self.account.identity,
            )

    def comes_up(self, server: subprocess.Popen[bytes]) -> bool:
        """Wait for a started server: True when it answers, False when it gave up."""
        settled = processes.until(
            lambda: server.poll() is not None or self.state() == UP, RECOVERY_PATIENCE
        )
        if not settled:
            raise RunError(f"PostgreSQL has been recovering for too long; see {self.log_path}.")
        return server.poll() is None

    def explain(self, mark: int, waited: float) -> None:
        """Decide after a failed start: try again while leftovers hold on, else say why."""
        said = self.log_since(mark)
        if not STILL_HELD.search(said) or waited > START_PATIENCE:
            raise RunError(f"PostgreSQL did not start: {fatal_line(said)}")
        if waited > ORPHAN_PATIENCE:
            self.dismiss_orphans(waited)
        time.sleep(0.3)

    def dismiss_orphans(self, waited: float) -> None:
        """Tell sessions of a dead postmaster to stop, as it would have done in a crash."""
        insist = signal.SIGKILL if waited > 3 * ORPHAN_PATIENCE else signal.SIGQUIT
        for pid in processes.working_in(self.place.pg):
            if processes.is_postgres(pid):
                processes.tell(pid, insist)

    # -- stopping ----------------------------------------------------------------------------

    def stop(self, server: subprocess.Popen[bytes] | None = None) -> None:
        """Stop the server: sessions are cut off, data is flushed, no process is left."""
        pid = self.pid
        if pid:
            processes.tell(pid, signal.SIGINT)
            if not processes.until(lambda: ended(pid, server), STOP_PATIENCE):
                processes.tell(pid, signal.SIGQUIT)
                processes.until(lambda: ended(pid, server), 10)
        if server is not None:
            server.wait()

    # -- log ---------------------------------------------------------------------------------

    @property
    def log_path(self) -> Path:
        return self.place.log / "postgresql.log"

    def log_size(self) -> int:
        return self.log_path.stat().st_size if self.log_path.exists() else 0

    def log_since(self, mark: int) -> str:
        """What the server wrote after a position in its log."""
        with self.log_path.open("rb") as log:
            log.seek(mark)
            return log.read().decode(errors="replace")


def pid_in(lock: Path) -> int:
    """The pid on the first line of a lock file, 0 when there is none."""
    try:
        return abs(int(lock.read_text("ascii").split("\n")[0]))
    except (OSError, ValueError):
        return 0


def ended(pid: int, server: subprocess.Popen[bytes] | None) -> bool:
    """Whether the server is gone, collecting it when it is our child."""
    if server is not None:
        server.poll()
    return not processes.alive(pid)


def bare() -> dict[str, str]:
    """An environment without PG* variables or a locale of the machine."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def last_line(text: str) -> str:
    """The last thing a program said."""
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "it gave no reason."


def fatal_line(text: str) -> str:
    """The reason in a server log, without time stamps; refused visitors are no reason."""
    found = re.findall(r"(?:FATAL|PANIC|postgres):\s+(.*)", text)
    reasons = [line for line in found if not line.startswith("the database system is")]
    return str(reasons[0]).strip() if reasons else last_line(text)
