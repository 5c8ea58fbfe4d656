"""The PostgreSQL server under the tests, and the login they run as.

`bin/test` names a server in the environment. Where none is named a throw-away one is started and
gone at exit; with NIANGJIA_TEST_DATA=DIR it is kept there between runs, and starts faster.
"""

from __future__ import annotations

import atexit
import hashlib
import hmac
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from niangjia.run import database, settings
from niangjia.run.throwaway import throwaway

LOGIN = "nj_app_test"
#: Roles a test may step into by name; it inherits none of them.
STEPS = ("nj_entry", "nj_worker", "nj_staff", "nj_firm", "nj_admin", "nj_system", "nj_keeper")


_held = ExitStack()
atexit.register(_held.close)


def ensure() -> None:
    """Make the environment name a running server; the demo's pages exist in tests."""
    if not os.environ.get("NIANGJIA_PG_HOST") or _beside_another():
        os.environ.update(_held.enter_context(_started()))
        os.environ.pop("DATABASE_URL", None)
    os.environ["NIANGJIA_DEMO"] = "1"


def release() -> None:
    """Stop the server this process started; processes of pytest-xdist end without `atexit`."""
    _held.close()


def _beside_another() -> bool:
    """A seal waits for every transaction on its server: tests that run at the same time need a
    server each. The first of them takes the one that is there."""
    return os.environ.get("PYTEST_XDIST_WORKER", "gw0") != "gw0"


@contextmanager
def _started() -> Iterator[dict[str, str]]:
    chosen = settings.load({})
    kept = os.environ.get("NIANGJIA_TEST_DATA")
    if not kept:
        with throwaway(chosen) as environment:
            yield environment
        return
    cluster = database.prepare(Path(kept), chosen, durable=False)
    with database.holding(cluster):
        yield database.environment(cluster.place, chosen, "empty")


def secret(name: str) -> str:
    """A secret of the server's data directory."""
    return (Path(os.environ["NIANGJIA_DATA"]) / "secrets" / name).read_text().strip()


def password() -> str:
    """The test login's password: the same for every session on one server."""
    return hmac.new(secret("pg_super").encode(), LOGIN.encode(), hashlib.sha256).hexdigest()


def connect(user: str, word: str, name: str = "postgres") -> psycopg.Connection[Any]:
    """A connection of our own, each statement its own transaction."""
    return psycopg.connect(
        host=os.environ["NIANGJIA_PG_HOST"],
        port=int(os.environ["NIANGJIA_PG_PORT"]),
        user=user,
        password=word,
        dbname=name,
        autocommit=True,
    )


def as_super(name: str = "postgres") -> psycopg.Connection[Any]:
    """The superuser: makes databases and looks behind the wall; never the subject of a test."""
    return connect("nj_super", secret("pg_super"), name)


def ensure_login() -> None:
    """The runtime role of tests: nj_app, and able to step into every other runtime role."""
    name = sql.Identifier(LOGIN)
    with as_super() as link, link.transaction():
        link.execute("SELECT pg_advisory_xact_lock(330199)")
        if not link.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (LOGIN,)).fetchone():
            link.execute(sql.SQL("CREATE ROLE {} LOGIN NOINHERIT").format(name))
        link.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, password()))
        link.execute(sql.SQL("GRANT nj_app TO {} WITH INHERIT TRUE").format(name))
        for step in STEPS:
            words = sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE")
            link.execute(words.format(sql.Identifier(step), name))
