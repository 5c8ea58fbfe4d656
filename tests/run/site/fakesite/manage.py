"""Stands for the site's commands in the tests of the supervisor: real database, no Django."""

import json
import os
import sys
import time

import psycopg


def connect() -> psycopg.Connection:
    """Connect as the site does: host and port from the environment, password from the secrets."""
    with open(f"{os.environ['NIANGJIA_DATA']}/secrets/pg_migrate") as file:  # noqa: PTH123
        password = file.read().strip()
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
        print("Traceback of no interest", file=sys.stderr)
        print("! The moon is in the wrong phase.", file=sys.stderr)
        raise SystemExit(1)
    with connect() as connection:
        connection.execute("SET ROLE nj_owner")
        connection.execute("CREATE TABLE IF NOT EXISTS note (text text)")
    print("> one table", file=sys.stderr)
    people = [] if "--empty" in words else [{"phone": "13800000001", "who": "王小雨"}]
    print(json.dumps({"accounts": people, "setup_url": None}))


def work() -> None:
    """Wait for an end."""
    while True:
        time.sleep(1)


def main() -> None:
    """Run one command."""
    name, *words = sys.argv[1:]
    if name == "ready":
        ready(words)
    elif name == "work":
        work()
    elif name == "say":
        with connect() as connection:
            connection.execute("SET ROLE nj_owner")
            print(connection.execute("SELECT count(*) FROM note").fetchone())
    else:
        raise SystemExit(f"Unknown command: {name!r}")


if __name__ == "__main__":
    main()
