"""The test database: a template made once per state of the schema, cloned for every session."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from psycopg import sql

from . import cluster

SOURCE = Path(__file__).resolve().parents[2] / "src" / "niangjia"
#: Everything the schema, its functions and its policies are made from.
MADE_FROM = (
    "**/migrations/*.py",
    "**/sql/*.sql",
    "**/models.py",
    "**/models/*.py",
    "**/flow.py",
    "kernel/base/*.py",
    "site/settings.py",
    "site/commands.py",
)
#: Rows that came with the schema and outlive every test.
KEPT = ("django_content_type", "django_migrations", "auth_permission")


def clone_name() -> str:
    """This session's database."""
    return f"nj_test_{os.getpid()}"


def template_name() -> str:
    """Named by what it is made from: a change of the schema makes another."""
    mark = hashlib.sha256()
    for pattern in MADE_FROM:
        for path in sorted(SOURCE.glob(pattern)):
            mark.update(str(path.relative_to(SOURCE)).encode() + path.read_bytes())
    return f"nj_template_{mark.hexdigest()[:16]}"


def make(name: str) -> None:
    """Clone the template to `name`; make the template first when it is missing."""
    template = template_name()
    with cluster.as_super() as link:
        link.execute("SELECT pg_advisory_lock(330199)")
        if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", (template,)).fetchone():
            _forget_old(link)
            _make_template(link, template)
        link.execute(
            sql.SQL("CREATE DATABASE {} OWNER nj_owner TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )


def drop(name: str) -> None:
    """Remove a database, whoever is still connected."""
    with cluster.as_super() as link:
        link.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


def _forget_old(link: object) -> None:
    """Templates of earlier states, and clones whose session is gone."""
    for (name,) in link.execute(  # type: ignore[attr-defined]
        "SELECT datname FROM pg_database WHERE datname LIKE 'nj\\_template\\_%'"
    ).fetchall():
        drop(name)


def _make_template(link: object, template: str) -> None:
    """Install into a draft the way an operator does, then give it the template's name."""
    draft = f"{template}_draft"
    drop(draft)
    link.execute(sql.SQL("CREATE DATABASE {} OWNER nj_owner").format(sql.Identifier(draft)))  # type: ignore[attr-defined]
    subprocess.run(
        [sys.executable, "-m", "niangjia.site.manage", "install"],
        env={
            **os.environ,
            "NIANGJIA_PG_NAME": draft,
            "NIANGJIA_PROCESS": "owner",
            "DJANGO_SETTINGS_MODULE": "niangjia.site.settings",
        },
        check=True,
    )
    words = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    link.execute(words.format(sql.Identifier(draft), sql.Identifier(template)))  # type: ignore[attr-defined]


#: Deleting a few rows is ten times quicker than giving a table new files. Nobody's triggers and
#: references are asked: everything goes.
SWEEP = """
DO $$
DECLARE
    t text;
    n bigint;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR t IN SELECT tablename FROM pg_tables
             WHERE schemaname = 'public' AND tablename <> ALL ('{kept}') LOOP
        EXECUTE format('SELECT count(*) FROM (SELECT 1 FROM %I LIMIT {many}) few', t) INTO n;
        IF n = {many} THEN
            EXECUTE format('TRUNCATE %I CASCADE', t);
        ELSIF n > 0 THEN
            EXECUTE format('DELETE FROM %I', t);
        END IF;
    END LOOP;
END
$$
"""


def sweep(name: str, *, many: int = 2000) -> None:
    """Empty every table that tests may have filled with committed rows; from `many` rows on, and
    with none of them all, by new files: the planner knows nothing of what was there then.
    """
    words = SWEEP.replace("{kept}", "{" + ",".join(KEPT) + "}").replace("{many}", str(many))
    with cluster.as_super(name) as link:
        link.execute(words.encode())
