"""`niangjia token`: bearer tokens for programs."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from uuid import UUID

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.console import Command
from niangjia.kernel.base.context import actor
from niangjia.kernel.people.actions import tokens as actions
from niangjia.kernel.people.queries import tokens as queries

CLERK = "token"


def _say(text: str) -> None:
    print(text)  # noqa: T201  (the answer of a command)


def _create_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--phone", required=True, help="number of the person the program acts for")
    parser.add_argument(
        "--capacity",
        default="worker",
        metavar="C",
        help="worker, an appointment's id, or post[@code of the organisation]",
    )
    parser.add_argument("--label", default="", help="what the token is for")
    parser.add_argument("--days", type=int, default=30, help="days it is valid")


def create(words: Namespace) -> int:
    """Print a new token, alone on stdout, and what it opens on stderr."""
    with system(CLERK):
        issued = actions.issue(
            actor(), phone=words.phone, capacity=words.capacity, label=words.label, days=words.days
        )
    print(f"{issued.id} {issued.opens}; it is shown this once", file=sys.stderr)  # noqa: T201
    _say(issued.secret)
    return 0


def show(_: Namespace) -> int:
    """Print one line a token, newest first."""
    with system(CLERK):
        lines = queries.tokens(actor())
    for line in lines:
        _say(f"{line.id}  {line.state:8}  {line.until}  {line.capacity}  {line.label}")
    return 0


def _revoke_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", type=UUID, help="as `niangjia token list` shows it")


def revoke(words: Namespace) -> int:
    """End a token at once."""
    with system(CLERK):
        actions.revoke(actor(), token_id=words.id)
    return 0


COMMANDS = (
    Command("token create", "give a program a bearer token", create, _create_arguments),
    Command("token list", "list bearer tokens", show),
    Command("token revoke", "end a bearer token", revoke, _revoke_arguments),
)
