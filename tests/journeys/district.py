"""The demo district in a database of its own, planted once a session and served by granian."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from niangjia.run import children, settings
from tests.kit import database, live


def name() -> str:
    """This session's district; never swept between tests, gone at the end."""
    return f"{database.clone_name()}_district"


@contextmanager
def planted() -> Iterator[str]:
    """A database filled the way `niangjia up` fills it."""
    database.make(name())
    try:
        command = children.manage_command(settings.load({}), "ready")
        subprocess.run(command, env=environment("owner"), check=True, capture_output=True)
        yield name()
    finally:
        database.drop(name())


def environment(process: str) -> dict[str, str]:
    """A process of the house, pointed at the district."""
    return {**live.environment(process), "NIANGJIA_PG_NAME": name()}


@contextmanager
def served() -> Iterator[live.Running]:
    """The web on loopback."""
    server = live.web()
    server.environment = environment("web")
    with live.running(server):
        yield server
