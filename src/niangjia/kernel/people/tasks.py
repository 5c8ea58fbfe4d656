"""What imports do in the background."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.context import actor

from .actions import imports

NAME = "imports"


@app.task(name="people.read_import")
def read_import(run_id: str) -> None:
    """Read an uploaded file."""
    with system(NAME):
        imports.read(actor(), run_id=UUID(run_id))


@app.task(name="people.run_import")
def run_import(run_id: str) -> None:
    """Bring checked lines in, a transaction a chunk."""
    more = True
    while more:
        with system(NAME):
            more = imports.run_chunk(actor(), run_id=UUID(run_id))


@app.task(name="people.undo_import")
def undo_import(run_id: str) -> None:
    """Take an import back."""
    with system(NAME):
        imports.take_back(actor(), run_id=UUID(run_id))


@app.task(name="people.forget_import")
def forget_import(run_id: str) -> None:
    """Erase what was dropped."""
    with system(NAME):
        imports.forget(actor(), run_id=UUID(run_id))
