"""`niangjia rates verify --from FILE`: an auditor's own machine, no database, no Django.

The file holds the sealed log, and the rates as they were counted. The log is checked against its
seals and their signatures, the rates are counted again from it, and both are compared.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from niangjia.kernel.acts import canon, chain
from niangjia.kernel.acts.canon import FIELDS
from niangjia.kernel.acts.merkle import Tree
from niangjia.kernel.base.console import Command
from niangjia.kernel.cases import histories

from . import comparing, counting
from .comparing import Checked
from .counting import Key
from .rules import Counts

#: What the first line of a file says it is.
KIND, VERSION = "niangjia rates", 1
OBJECT, FACTS = FIELDS.index("object_id"), FIELDS.index("facts")


class BadFile(ValueError):
    """A file that cannot be used; the message is one sentence."""


@dataclass(slots=True)
class Sealed:
    """A seal of the file, and the tree of the rows that follow it there."""

    number: int
    at: datetime
    epoch: int
    from_tx: int
    until_tx: int
    rows: int
    root: str
    previous: str
    digest: str
    signature: str
    tree: Tree = field(default_factory=Tree)


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation: its name, and where a union stands."""

    id: UUID
    name: str
    path: str
    root: str
    union: bool


@dataclass(slots=True)
class Carried:
    """What a file holds."""

    before: datetime
    key: str
    places: dict[UUID, Place] = field(default_factory=dict)
    cells: dict[Key, Counts] = field(default_factory=dict)
    seals: list[Sealed] = field(default_factory=list)
    facts: list[tuple[UUID, list[dict[str, Any]]]] = field(default_factory=list)

    def take(self, line: str) -> None:
        """Read one line on."""
        said = json.loads(line)
        if isinstance(said, str):
            self.seals[-1].tree.put(bytes.fromhex(said))
        elif isinstance(said, list):
            self._row(line, said)
        else:
            ((kind, value),) = said.items()
            takes: dict[str, Callable[[Any], None]] = {
                "org": self._org,
                "cell": self._cell,
                "seal": self._seal,
            }
            takes[kind](value)

    def _row(self, line: str, said: list[Any]) -> None:
        self.seals[-1].tree.add(line.encode())
        if said[OBJECT]:
            self.facts.append((UUID(said[OBJECT]), said[FACTS]))

    def _org(self, said: list[Any]) -> None:
        place = Place(UUID(said[0]), *said[1:])
        self.places[place.id] = place

    def _cell(self, said: list[Any]) -> None:
        service, scope, org, board, months, start = said[0]
        key = Key(service, scope, UUID(org), board, months, date.fromisoformat(start))
        self.cells[key] = Counts(*said[1])

    def _seal(self, said: dict[str, Any]) -> None:
        self.seals.append(Sealed(**{**said, "at": datetime.fromisoformat(said["at"])}))


def read(path: Path) -> Carried:
    """Read a file. Raises BadFile with the line that cannot be read."""
    read = 0
    try:
        with path.open(encoding="utf-8") as file:
            carried = _head(json.loads(next(file, "null")))
            read = 1
            for line in file:
                carried.take(line.rstrip("\n"))
                read += 1
    except OSError as wrong:
        raise BadFile(f"{path} cannot be read: {wrong.strerror}.") from wrong
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as wrong:
        raise BadFile(f"{path} is no log of rates: line {read + 1} cannot be read.") from wrong
    return carried


def _head(said: dict[str, Any]) -> Carried:
    if (said["log"], said["version"]) != (KIND, VERSION):
        raise ValueError(said)
    return Carried(datetime.fromisoformat(said["before"]), said["key"])


def check(carried: Carried, key: str) -> Checked:
    """The log against its seals, then the rates against the log."""
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
    wrong = tuple(chain.faults(carried.seals, lambda seal: seal.tree, public))
    if not carried.seals:
        wrong = ("there is no seal in it",)
    if wrong:
        return Checked(carried.before, wrong, 0)
    unions = {one.id: one for one in carried.places.values() if one.union}
    log = histories.sealed(carried.facts, carried.before)
    ways = {"counted": carried.cells, "log": counting.counted(log, unions, carried.before)}
    names = {one.id: one.name for one in carried.places.values()}
    return Checked(carried.before, (), 0, tuple(comparing.compared(ways, names)))


def _sealed_to(carried: Carried) -> Iterator[str]:
    """Against what was checked: both can be compared with what the house says of itself."""
    for last in carried.seals[-1:]:
        yield f"sealed up to {canon.named(last)}"


def _verify(options: Namespace) -> int:
    try:
        carried = read(options.file)
        found = check(carried, options.key or carried.key)
    except BadFile as wrong:
        return _refused(str(wrong))
    except ValueError:
        return _refused("the key is not 64 characters of 0-9 and a-f.")
    told = "" if options.key else " (as the file says: compare it, or give --key)"
    shown = (*_sealed_to(carried), f"key {options.key or carried.key}{told}")
    print("\n".join((*shown, *comparing.report(found))))  # noqa: T201
    return 0 if found.good else 1


def _refused(words: str) -> int:
    print(f"niangjia: {words}", file=sys.stderr)  # noqa: T201
    return 2


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--from", dest="file", type=Path, required=True, help="an exported file")
    parser.add_argument("--key", default="", help="the house's key: niangjia audit key")


COMMANDS = (
    Command("rates verify", "count the rates again from an exported log", _verify, _arguments),
)
