"""Roles, passwords and the database itself: what only the superuser may do, once."""

import hashlib
from importlib.resources import files

import psycopg
from psycopg import sql

from niangjia.run.cluster import SUPER, Cluster

DATABASE = "niangjia"
OWNER = "nj_owner"
LOGINS = {"nj_migrate": "pg_migrate", "nj_app": "pg_app", "nj_jobs": "pg_jobs"}


def script() -> str:
    """The SQL that makes all roles; safe to run again."""
    return (files("niangjia") / "kernel/base/sql/roles.sql").read_text("utf-8")


def ensure(cluster: Cluster) -> bool:
    """Make roles, passwords and database as this version wants them; False when they are.

    The cluster itself remembers what was done, as a comment on the superuser: a copied or
    restored cluster then tells the truth about itself.
    """
    with cluster.connect() as connection:
        wanted = fingerprint(cluster)
        if done(connection) == wanted:
            return False
        connection.execute(script().encode())
        set_passwords(connection, cluster.secrets)
        make_database(connection)
        note = sql.SQL("COMMENT ON ROLE {} IS {}").format(sql.Identifier(SUPER), wanted)
        connection.execute(note)
    return True


def fingerprint(cluster: Cluster) -> str:
    """A text that changes with the roles wanted or with a password."""
    parts = [script(), *(cluster.secrets[name] for name in sorted(LOGINS.values()))]
    return "niangjia roles " + hashlib.sha256("\0".join(parts).encode()).hexdigest()


def done(connection: psycopg.Connection) -> str | None:
    """What the cluster remembers; nothing as long as the database is missing."""
    row = connection.execute(
        "SELECT shobj_description(r.oid, 'pg_authid') FROM pg_roles r, pg_database d"
        " WHERE r.rolname = %s AND d.datname = %s",
        (SUPER, DATABASE),
    ).fetchone()
    return str(row[0]) if row else None


def set_passwords(connection: psycopg.Connection, secrets: dict[str, str]) -> None:
    """Give the logins their passwords; only the scrambled form travels to the server."""
    for login, name in LOGINS.items():
        scrambled = connection.pgconn.encrypt_password(
            secrets[name].encode(), login.encode(), b"scram-sha-256"
        )
        words = sql.SQL("ALTER ROLE {} WITH LOGIN PASSWORD {}")
        connection.execute(words.format(sql.Identifier(login), scrambled.decode()))


def make_database(connection: psycopg.Connection) -> None:
    """Create the database for its owner and close it to everybody but the logins."""
    name, owner = sql.Identifier(DATABASE), sql.Identifier(OWNER)
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,))
    if not found.fetchone():
        words = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0")
        connection.execute(words.format(name, owner))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    logins = sql.SQL(", ").join(map(sql.Identifier, LOGINS))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, logins))
