"""What mediations do by themselves."""

from __future__ import annotations

from procrastinate.contrib.django import app

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.context import actor

from . import actions

NAME = "clocks"


@app.periodic(cron="*/10 * * * *")
@app.task(name="mediation.watch", queueing_lock="mediation.watch")
def watch(timestamp: int) -> None:
    """Remind, and end what is over; a transaction a batch."""
    with system(NAME):
        after = actions.watch_round(actor(), after=None)
    while after:
        with system(NAME):
            after = actions.watch_round(actor(), after=after)
