"""What surveys do by themselves: tell, close, count."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.context import actor

from . import actions

NAME = "surveys"


@app.task(name="surveys.tell")
def tell(survey_id: str) -> None:
    """Tell whoever is to be told, a transaction a chunk."""
    more = True
    while more:
        with system(NAME):
            more = actions.tell_on(actor(), survey_id=UUID(survey_id))


@app.task(name="surveys.count")
def count(survey_id: str) -> None:
    """Count one survey."""
    with system(NAME):
        actions.count(actor(), survey_id=UUID(survey_id))


@app.periodic(cron="*/5 * * * *")
@app.task(name="surveys.watch", queueing_lock="surveys.watch")
def watch(timestamp: int) -> None:
    """Close what is over and count what was closed; each in a transaction of its own."""
    with system(NAME):
        closed = actions.pass_on(actor())
    for one in closed:
        with system(NAME):
            actions.count(actor(), survey_id=one)
