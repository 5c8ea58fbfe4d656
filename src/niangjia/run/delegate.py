"""Commands of the site, run with the environment and the database they need."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from niangjia.run import database, doorstep, keys, statics
from niangjia.run.account import server_account
from niangjia.run.children import manage_command, web_command
from niangjia.run.errors import RunError
from niangjia.run.place import Place, existing, open_place
from niangjia.run.settings import Settings


def site_command(root: Path, settings: Settings, words: list[str]) -> int:
    """Forward a command to the site; returns its exit code."""
    with site_environment(root, settings, must_exist=settings.embedded) as environment:
        return finish(settings)(manage_command(settings, *words), environment)


def migrate(root: Path, settings: Settings) -> int:
    """Bring the tables and policies up to date."""
    with site_environment(root, settings, makes_keys=True) as environment:
        return finish(settings)(manage_command(settings, "install"), environment)


def work(root: Path, settings: Settings) -> int:
    """Run the job worker alone, in the foreground."""
    with site_environment(root, settings) as environment:
        return finish(settings)(manage_command(settings, "work"), environment)


def serve(root: Path, settings: Settings, host: str, port: int) -> int:
    """Run the web alone, in the foreground."""
    address = doorstep.resolve(host, port)
    doorstep.check_free(address, port)
    with site_environment(root, settings) as environment:
        statics.ensure(Place(root.resolve()), settings, environment)
        return finish(settings)(web_command(settings, address, port), environment)


@contextmanager
def site_environment(
    root: Path, settings: Settings, must_exist: bool = False, makes_keys: bool = False
) -> Iterator[dict[str, str]]:
    """Yield the environment for a child, with the embedded database held when there is one."""
    place = existing(root) if must_exist else None
    if not settings.embedded:
        yield database.environment(open_with_keys(root, settings, makes_keys), settings)
        return
    with database.holding(database.prepare(root, settings)) as held:
        yield database.environment(place or held.cluster.place, settings)


def open_with_keys(root: Path, settings: Settings, makes_keys: bool) -> Place:
    """Open the data directory beside an operator's own database.

    All machines share the keys. Whoever migrates makes them; another machine that made its own
    would write what no other can read, so it refuses.
    """
    place = open_place(root, server_account(settings.pg_user))
    if makes_keys:
        keys.ensure(place.secrets)
    elif lacking := keys.missing(place.secrets):
        raise RunError(
            f"{place.secrets} lacks {', '.join(lacking)}: copy the secrets of the machine that ran "
            "niangjia migrate."
        )
    return place


def finish(settings: Settings) -> Callable[[list[str], dict[str, str]], int]:
    """How to run the command: beside us while we hold the database, else in our stead."""
    return run if settings.embedded else replace_process


def run(command: list[str], environment: dict[str, str]) -> int:
    """Run a command in the foreground; Ctrl-C and SIGTERM end it first, then us."""
    process = subprocess.Popen(command, env=environment)
    before = {
        signal.SIGINT: signal.signal(signal.SIGINT, lambda *_: None),
        signal.SIGTERM: signal.signal(signal.SIGTERM, lambda *_: process.terminate()),
    }
    try:
        code = process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return code if code >= 0 else 128 - code


def replace_process(command: list[str], environment: dict[str, str]) -> int:
    """Become the command: a service manager then talks to it without anybody in between."""
    os.execvpe(command[0], command, environment)
