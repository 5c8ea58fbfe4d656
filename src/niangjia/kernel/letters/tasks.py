"""What letters do by themselves."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.context import actor

from . import actions

NAME = "clocks"


@app.periodic(cron="*/10 * * * *")
@app.task(name="letters.watch", queueing_lock="letters.watch")
def watch(timestamp: int) -> None:
    """Remind, and make late what is late; a transaction a batch."""
    with system(NAME):
        after = actions.watch_round(actor(), after=None)
    while after:
        with system(NAME):
            after = actions.watch_round(actor(), after=after)


@app.periodic(cron="20 9 * * *")
@app.task(name="letters.watch_promises", queueing_lock="letters.watch_promises")
def watch_promises(timestamp: int) -> None:
    """In the morning: promised days that have passed, until all are told of."""
    more = 1
    while more:
        with system(NAME):
            more = actions.watch_promises(actor())


@app.task(name="letters.ask_reason")
def ask_reason(case_id: str) -> None:
    """A firm said that something cannot be done: ask for its reason in writing."""
    with system(NAME):
        actions.ask_reason(actor(), case_id=UUID(case_id))


@app.periodic(cron="15 * * * *")
@app.task(name="letters.settle", queueing_lock="letters.settle")
def settle(timestamp: int) -> None:
    """Date what nobody could date before the year's holidays were announced."""
    more = True
    while more:
        with system(NAME):
            more = actions.settle_clocks(actor()) > 0
