"""The embedded server: started once, joined, stopped by the last one, found again after a crash."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from niangjia.run import database, keys, processes, roles
from niangjia.run.account import server_account
from niangjia.run.cluster import DOWN, PORT, UP, Cluster
from niangjia.run.errors import RunError
from niangjia.run.settings import Settings

STARTER = """
import sys
from pathlib import Path
from niangjia.run import database
from niangjia.run.settings import Settings
with database.holding(database.prepare(Path(sys.argv[1]), Settings(), durable=False)) as held:
    print(held.cluster.pid, held.server is not None, flush=True)
    sys.stdin.read()
"""


def value(connection: psycopg.Connection, query: str) -> object:
    """One value, as the server says it."""
    row = connection.execute(query.encode()).fetchone()
    assert row
    return row[0]


def login(cluster: Cluster, user: str, secret: str) -> psycopg.Connection:
    """Connect as one of the runtime logins."""
    return psycopg.connect(
        host=str(cluster.place.sockets),
        port=PORT,
        user=user,
        password=cluster.secrets[secret],
        dbname=roles.DATABASE,
    )


def test_a_server_starts_and_stops_with_its_last_user(cluster: Cluster) -> None:
    with database.holding(cluster) as first:
        assert first.created
        pid = cluster.pid
        with database.holding(cluster) as second:
            assert second.server is None
            assert cluster.pid == pid
        assert cluster.state() == UP
    assert cluster.pid == 0
    assert cluster.state() == DOWN
    assert not processes.alive(pid)


def test_the_last_one_out_need_not_be_the_first_one_in(cluster: Cluster) -> None:
    with database.holding(cluster) as other:
        with database.holding(cluster) as held:
            pid = cluster.pid
            other.leave()
            assert cluster.state() == UP
        assert held.closed
    assert not processes.alive(pid) or processes.zombie(pid)


def test_the_cluster_is_made_the_agreed_way(cluster: Cluster) -> None:
    with database.holding(cluster), cluster.connect(roles.DATABASE) as connection:
        assert value(connection, "SHOW data_checksums") == "on"
        assert value(connection, "SHOW server_encoding") == "UTF8"
        assert value(connection, "SHOW listen_addresses") == ""
        assert value(connection, "SHOW log_error_verbosity") == "terse"
        assert value(connection, "SELECT lower('ÄÖ')") == "äö"
        rules = "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"
        assert value(connection, rules) == "scram-sha-256"
        owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
        assert value(connection, owner) == "nj_owner"


def test_runtime_logins_are_ordinary(cluster: Cluster) -> None:
    with database.holding(cluster):
        for user, secret in roles.LOGINS.items():
            with login(cluster, user, secret) as connection:
                strong = (
                    "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
                )
                assert value(connection, strong) is False


def test_roles_are_made_once_and_follow_a_new_password(cluster: Cluster) -> None:
    with database.holding(cluster):
        assert roles.ensure(cluster) is False
        cluster.secrets["pg_app"] = "another"
        assert roles.ensure(cluster) is True
        login(cluster, "nj_app", "pg_app").close()


def test_foreign_secrets_are_named(cluster: Cluster) -> None:
    with database.holding(cluster):
        foreign = {name: keys.make(name) for name in keys.NAMES}
        stranger = Cluster(cluster.place, cluster.binaries, cluster.account, foreign)
        with pytest.raises(RunError, match="do not fit"):
            stranger.state()


def test_statements_and_values_stay_out_of_the_log(cluster: Cluster) -> None:
    with database.holding(cluster), cluster.connect() as connection:
        connection.execute("CREATE TABLE person (phone text PRIMARY KEY)")
        for _ in range(2):
            with suppress(psycopg.errors.UniqueViolation):
                connection.execute("INSERT INTO person VALUES ('13800000001')")
    assert "13800000001" not in cluster.log_path.read_text()


def test_a_pid_that_means_another_program_is_no_obstacle(cluster: Cluster) -> None:
    with database.holding(cluster):
        lock = cluster.place.pg / "postmaster.pid"
        remembered = lock.read_text()
    lines = remembered.splitlines()
    lock.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    with database.holding(cluster):
        assert cluster.state() == UP


def test_a_server_that_cannot_start_says_why(cluster: Cluster) -> None:
    cluster.ensure_created()
    (cluster.place.pg / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(RunError, match="did not start"), database.holding(cluster):
        pass
    assert cluster.pid == 0


def starters(folder: Path, count: int, *before: str) -> list[subprocess.Popen[str]]:
    """Start several commands on one data directory at the same moment."""
    return [
        subprocess.Popen(
            [*before, sys.executable, "-c", STARTER, str(folder / "data")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(count)
    ]


def finish(process: subprocess.Popen[str]) -> None:
    """Let a starter end by itself."""
    process.communicate("", timeout=60)
    assert process.returncode == 0


def test_four_starters_share_one_server(folder: Path) -> None:
    four = starters(folder, 4)
    said = [process.stdout.readline().split() for process in four if process.stdout]
    assert len({pid for pid, _ in said}) == 1
    assert sorted(started for _, started in said) == ["False", "False", "False", "True"]
    for process in four:
        finish(process)
    assert not processes.alive(int(said[0][0]))


def test_a_killed_command_leaves_a_server_others_find_and_stop(folder: Path) -> None:
    (one,) = starters(folder, 1)
    assert one.stdout
    pid = int(one.stdout.readline().split()[0])
    one.kill()
    one.communicate()
    assert processes.alive(pid)
    found = database.prepare(folder / "data", Settings(), durable=False)
    with database.holding(found) as held:
        assert held.cluster.pid == pid
        assert held.server is None
    assert not processes.alive(pid)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_root_hands_the_server_to_an_ordinary_account(cluster: Cluster) -> None:
    with database.holding(cluster):
        assert Path(f"/proc/{cluster.pid}").stat().st_uid == server_account("").uid != 0
        assert cluster.place.pg.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_an_ordinary_user_runs_everything_alone(folder: Path) -> None:
    home = folder / "home"
    home.mkdir()
    home.chmod(0o777)
    become = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    if subprocess.run([*become, sys.executable, "-V"], capture_output=True).returncode:
        pytest.skip("this Python cannot be entered by other accounts")
    (one,) = starters(home, 1, *become)
    assert one.stdout
    assert one.stdout.readline().split()[1:] == ["True"]
    assert (home / "data").stat().st_mode & 0o777 == 0o700
    finish(one)


def load(cluster: Cluster, counted: list[int], stop: threading.Event) -> None:
    """Insert and count what was acknowledged; a broken connection is opened again."""
    while not stop.is_set():
        try:
            with cluster.connect(roles.DATABASE) as connection:
                while not stop.is_set():
                    connection.execute("INSERT INTO note VALUES (1)")
                    counted.append(1)
        except psycopg.Error:
            stop.wait(0.05)


def test_a_killed_postmaster_comes_back(cluster: Cluster) -> None:
    with database.holding(cluster) as held:
        os.kill(cluster.pid, signal.SIGKILL)
        held.start()
        assert cluster.state() == UP


@pytest.mark.deep
def test_kills_under_load_lose_nothing_acknowledged(
    folder: Path, eventually: Callable[[Callable[[], bool]], None]
) -> None:
    cluster = database.prepare(folder / "data", Settings())
    counted: list[int] = []
    stop = threading.Event()
    with database.holding(cluster) as held:
        with cluster.connect(roles.DATABASE) as connection:
            connection.execute("CREATE TABLE note (n int)")
        workers = [
            threading.Thread(target=load, args=(cluster, counted, stop), daemon=True)
            for _ in range(4)
        ]
        for worker in workers:
            worker.start()
        for _ in range(5):
            before = len(counted)
            eventually(lambda: len(counted) > before + 50)  # noqa: B023  (called at once)
            os.kill(cluster.pid, signal.SIGKILL)
            held.start()
        stop.set()
        for worker in workers:
            worker.join()
        with cluster.connect(roles.DATABASE) as connection:
            stored = value(connection, "SELECT count(*) FROM note")
        assert isinstance(stored, int)
        assert 0 <= stored - len(counted) <= 5 * len(workers)


@pytest.mark.deep
def test_a_long_statement_does_not_hold_up_the_next_start(cluster: Cluster) -> None:
    """An orphaned session keeps the shared memory until it is told to stop."""
    with database.holding(cluster) as held:
        busy = threading.Thread(target=long_statement, args=(cluster,), daemon=True)
        busy.start()
        processes.until(lambda: len(processes.working_in(cluster.place.pg)) > 8, 3)
        os.kill(cluster.pid, signal.SIGKILL)
        held.start()
        assert cluster.state() == UP
        busy.join()


def long_statement(cluster: Cluster) -> None:
    """A statement of minutes that never looks up."""
    with pytest.raises(psycopg.Error), cluster.connect() as connection:
        connection.execute("SELECT count(*) FROM generate_series(1, 3000000000)")
