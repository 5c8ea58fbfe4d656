"""What 职工点评 does by itself: reminders, escalation, dates that waited for the calendar."""

from __future__ import annotations

from procrastinate.contrib.django import app

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.context import actor

from . import actions

NAME = "clocks"


@app.periodic(cron="*/10 * * * *")
@app.task(name="feedback.watch", queueing_lock="feedback.watch")
def watch(timestamp: int) -> None:
    """Tell whoever is nearly late, and whom above once it is; a transaction a batch."""
    with system(NAME):
        after = actions.watch_round(actor(), after=None)
    while after:
        with system(NAME):
            after = actions.watch_round(actor(), after=after)


@app.periodic(cron="5 * * * *")
@app.task(name="feedback.settle", queueing_lock="feedback.settle")
def settle(timestamp: int) -> None:
    """Date what nobody could date before the year's holidays were announced."""
    more = True
    while more:
        with system(NAME):
            more = actions.settle_clocks(actor()) > 0
