"""The commands: what they are called, what they take, who does the work."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psycopg

from niangjia.kernel.base.console import Words
from niangjia.run import delegate, doctor, dump, offline, restore, status
from niangjia.run.account import server_account
from niangjia.run.banner import Steps
from niangjia.run.errors import RunError
from niangjia.run.place import open_place
from niangjia.run.settings import VERSION, Settings, data_directory, load
from niangjia.run.supervisor import Wish, up

Handler = Callable[[argparse.Namespace, Path, Settings], int]

AFTERWORD = """Every command takes --data DIR (or NIANGJIA_DATA); without it the data lives in
.niangjia. All other words go to the site, for example: niangjia audit verify"""


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 2 after one sentence when you can mend it."""
    try:
        return dispatch(list(sys.argv[1:] if words is None else words))
    except RunError as error:
        return complain(str(error))
    except OSError as error:
        return complain(
            f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}."
        )
    except psycopg.Error as error:
        return complain(f"The database did not do its part: {str(error).splitlines()[0]}")


def complain(sentence: str) -> int:
    """Print one sentence for the person; returns the exit code."""
    print(f"niangjia: {sentence}", file=sys.stderr)
    return 2


def dispatch(words: list[str]) -> int:
    """Choose between our own commands, those about files alone, and those of the site."""
    if offline.knows(words):
        return offline.run(words)
    chosen, words = take_data(words)
    settings = load()
    root = data_directory(chosen, settings)
    if words and words[0] not in HANDLERS and not words[0].startswith("-"):
        return delegate.site_command(root, settings, words)
    asked = parser().parse_args(words)
    return HANDLERS[asked.command](asked, root, settings)


def take_data(words: list[str]) -> tuple[str | None, list[str]]:
    """Take ``--data DIR`` out of the words, wherever it stands."""
    first = Words(prog="niangjia", add_help=False, allow_abbrev=False)
    first.add_argument("--data")
    found, rest = first.parse_known_args(words)
    if found.data == "":
        raise RunError("--data needs a folder.")
    return found.data, rest


def parser() -> argparse.ArgumentParser:
    """The words we understand ourselves."""
    top = Words(
        prog="niangjia", epilog=AFTERWORD, description="The house of a trade union for its workers."
    )
    top.add_argument("--version", action="version", version=f"niangjia {VERSION}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add_up(commands.add_parser("up", help="start everything and keep it running"))
    commands.add_parser("status", help="what runs, where, how large")
    commands.add_parser("doctor", help="settings and checks; exit code 1 when something is wrong")
    for name, text in (
        ("dump", "save database, roles, secrets and files in FILE"),
        ("restore", "put a dump into an empty data directory"),
    ):
        commands.add_parser(name, help=text).add_argument("file", type=Path, metavar="FILE")
    add_address(commands.add_parser("serve", help="run the web alone"))
    commands.add_parser("work", help="run the job worker alone")
    commands.add_parser("migrate", help="bring tables and policies up to date")
    return top


def add_up(command: argparse.ArgumentParser) -> None:
    """The options of ``up``."""
    add_address(command)
    command.add_argument("--empty", action="store_true", help="no demo people: set up a real union")
    command.add_argument("--no-open", action="store_true", help="do not open a browser")
    command.add_argument(
        "--install-only", action="store_true", help="for bin/up: install, then stop"
    )


def add_address(command: argparse.ArgumentParser) -> None:
    """Where to listen."""
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=port, default=8000)


def port(text: str) -> int:
    """Read a port."""
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"should be a number from 1 to 65535, not {text or 'empty'}")


def do_up(asked: argparse.Namespace, root: Path, settings: Settings) -> int:
    """Start everything."""
    if asked.install_only:
        return 0  # whoever reads this is installed
    say = Steps(begun=typed_at())
    place = open_place(root, server_account(settings.pg_user))
    up(place, settings, Wish(asked.host, asked.port, asked.empty, not asked.no_open), say)
    say.write("\nStopped.\n")
    return 0


def typed_at() -> float:
    """When bin/up was typed, in seconds since 1970; now, when nobody says."""
    try:
        told = float(os.environ.pop("NIANGJIA_STARTED", ""))
    except ValueError:
        return time.time()
    return told if 0 <= time.time() - told < 3600 else time.time()


HANDLERS: dict[str, Handler] = {
    "up": do_up,
    "status": lambda _asked, root, settings: status.show(root, settings),
    "doctor": lambda _asked, root, settings: doctor.show(root, settings),
    "dump": lambda asked, root, settings: dump.save(root, settings, asked.file),
    "restore": lambda asked, root, settings: restore.load(root, settings, asked.file),
    "serve": lambda asked, root, settings: delegate.serve(root, settings, asked.host, asked.port),
    "work": lambda _asked, root, settings: delegate.work(root, settings),
    "migrate": lambda _asked, root, settings: delegate.migrate(root, settings),
}
