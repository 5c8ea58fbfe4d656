"""What the room does by itself: files go once their rows are gone."""

from __future__ import annotations

from procrastinate.contrib.django import app

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.context import actor

from . import actions

NAME = "files"


@app.periodic(cron="37 * * * *")
@app.task(name="bundles.sweep", queueing_lock="bundles.sweep")
def sweep(timestamp: int) -> None:
    """Give up what nobody packed; remove the bytes of what retention erased."""
    with system(NAME):
        actions.lapse(actor())
        gone = actions.forgotten(actor())
    for path in gone:
        path.unlink(missing_ok=True)
