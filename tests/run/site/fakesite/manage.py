"""Stands for the site's commands in the tests of the supervisor: real database, no Django."""

import json
import os
import sys
import time
from pathlib import Path

import psycopg


def connect() -> psycopg.Connection:
    """Connect as the site does: host and port from the environment, password from the secrets."""
    password = Path(os.environ["NIANGJIA_DATA"], "secrets/pg_migrate").read_text().strip()
    return psycopg.connect(
        host=os.environ["NIANGJIA_PG_HOST"],
        port=os.environ["NIANGJIA_PG_PORT"],
        dbname=os.environ["NIANGJIA_PG_NAME"],
        user="nj_migrate",
        password=password,
        autocommit=True,
    )


def ready(words: list[str]) -> None:
    """Make one table; say what the supervisor passes on."""
    if "FAKE_TROUBLE" in os.environ:
        sys.stderr.write("Traceback of no interest\n")
        sys.stderr.write("! The moon is in the wrong phase.\n")
        raise SystemExit(1)
    with connect() as connection:
        connection.execute("SET ROLE nj_owner")
        connection.execute("CREATE TABLE IF NOT EXISTS note (text text)")
    sys.stderr.write("> one table\n")
    people = [] if "--empty" in words else [{"phone": "13800000001", "who": "王小雨"}]
    sys.stdout.write(json.dumps({"accounts": people, "setup_url": None}) + "\n")


def static() -> None:
    """Collect nothing, and note how often."""
    folder = Path(os.environ["NIANGJIA_DATA"], "static")
    folder.mkdir(exist_ok=True)
    (folder / "staticfiles.json").write_text("{}")
    with (folder / "times").open("a") as times:
        times.write("once\n")


def work() -> None:
    """Wait for an end."""
    while True:
        time.sleep(1)


def main() -> None:
    """Run one command."""
    name, *words = sys.argv[1:]
    if name == "ready":
        ready(words)
    elif name == "static":
        static()
    elif name == "work":
        work()
    elif name == "say":
        with connect() as connection:
            connection.execute("SET ROLE nj_owner")
            found = connection.execute("SELECT count(*) FROM note").fetchone()
            sys.stdout.write(f"{found}\n")
    else:
        raise SystemExit(f"Unknown command: {name!r}")


if __name__ == "__main__":
    main()
