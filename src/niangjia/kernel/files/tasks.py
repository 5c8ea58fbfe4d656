"""What the room does by itself: sweep out what hangs on nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

from procrastinate.contrib.django import app

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.context import actor

from . import actions
from .engine import vault

NAME = "files"
T = TypeVar("T")


@app.periodic(cron="23 * * * *")
@app.task(name="files.sweep", queueing_lock="files.sweep")
def sweep(timestamp: int) -> None:
    """Rows first, their bytes once the rows are gone for good."""
    more = True
    while more:
        with system(NAME):
            loose = actions.sweep(actor())
        actions.drop(loose)
        more = bool(loose)


@app.periodic(cron="43 3 * * *")
@app.task(name="files.loosen", queueing_lock="files.loosen")
def loosen(timestamp: int) -> None:
    """Find what the night's retention left hanging on nothing."""
    after, more = None, True
    while more:
        with system(NAME):
            after = actions.loosen(actor(), after=after)
        more = after is not None


@app.periodic(cron="53 3 * * *")
@app.task(name="files.compare", queueing_lock="files.compare")
def compare(timestamp: int) -> None:
    """Erase bytes that never got a row, and drafts a dying process left behind."""
    before = (now() - actions.WAITS).timestamp()
    for batch in _batches(vault.old(before), actions.SLICE):
        ids = {one for path, one in batch if one is not None or _removed(path)}
        with system(NAME):
            loose = actions.without_row(actor(), ids=[one for one in ids if one])
        actions.drop(loose)


def _removed(draft: Path) -> bool:
    """Take a draft away; it has no id to look for."""
    draft.unlink(missing_ok=True)
    return False


def _batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    source = iter(rows)
    while batch := list(islice(source, size)):
        yield batch
