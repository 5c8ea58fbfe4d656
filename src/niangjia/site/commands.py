"""Commands of the house itself: install, static, ready, work."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from niangjia.kernel.base import install
from niangjia.kernel.base.console import Command
from niangjia.kernel.people.actions import setup

from .demo import plant


def say(text: str) -> None:
    """One line of progress for the person at the terminal."""
    print(f"> {text}", file=sys.stderr, flush=True)  # noqa: T201


def bring_up_to_date() -> None:
    """Migrations, cache table, wall, static files. Quick when nothing changed."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    with transaction.atomic(), connection.cursor() as cursor:
        if install.raise_wall(cursor):
            say("rules for who may see what are in place")
    collect()


def collect() -> None:
    """Put styles, scripts and pictures where the web hands them out."""
    call_command("collectstatic", verbosity=0, interactive=False, clear=False)


def run_static(_: Namespace) -> int:
    """What `niangjia serve` calls on a machine that did not migrate."""
    collect()
    return 0


def run_install(_: Namespace) -> int:
    """`niangjia migrate`."""
    bring_up_to_date()
    return 0


def run_work(_: Namespace) -> int:
    """`niangjia work`: the job worker, until it is told to stop."""
    call_command("procrastinate", "worker", "--fetch-job-polling-interval=2", "--concurrency=4")
    return 0


def run_ready(options: Namespace) -> int:
    """What `niangjia up` calls: everything in place, demo data once, one JSON line."""
    bring_up_to_date()
    demo = settings.NIANGJIA_DEMO and not options.empty
    answer = {
        "accounts": _demo() if demo else [],
        "setup_url": None if demo else _setup_link(),
    }
    print(json.dumps(answer, ensure_ascii=False))  # noqa: T201
    return 0


def _demo() -> list[dict[str, str]]:
    plant.plant(say)
    return plant.accounts()


def _setup_link() -> str | None:
    """A one-time link while the house is empty."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE nj_keeper")
        return setup.make_link()


def _ready_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="kept for the supervisor's call")
    parser.add_argument("--empty", action="store_true", help="no demo data, a set-up link instead")


COMMANDS = (
    Command("ready", "install, demo data or set-up link", run_ready, _ready_arguments),
    Command("install", "bring schema, policies and static files up to date", run_install),
    Command("static", "bring static files up to date", run_static),
    Command("work", "run jobs until told to stop", run_work),
)
