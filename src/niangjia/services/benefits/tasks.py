"""What benefits do by themselves."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Refusal

from .actions import claims, codes, helps, parcels, plans, portions, stock

NAME = "benefits"


@app.periodic(cron="20 1 * * *")
@app.task(name="benefits.tidy", queueing_lock="benefits.tidy")
def tidy(timestamp: int) -> None:
    """Lists whose last day is over, and plans nobody decided on."""
    with system(NAME):
        plans.tidy(actor())


@app.periodic(cron="50 8 * * *")
@app.task(name="benefits.watch_helps", queueing_lock="benefits.watch_helps")
def watch_helps(timestamp: int) -> None:
    """In the morning: requests for help with a claim whose step is due or late."""
    more = True
    while more:
        with system(NAME):
            more = helps.watch(actor())


@app.periodic(cron="5 * * * *")
@app.task(name="benefits.forget_day", queueing_lock="benefits.forget_day")
def forget_day(timestamp: int) -> None:
    """Within an hour of midnight: what could still tell who had a pack yesterday is destroyed."""
    with system(NAME):
        stock.forget_days(actor())


@app.periodic(cron="* * * * *")
@app.task(name="benefits.settle", queueing_lock="benefits.settle")
def settle(timestamp: int) -> None:
    """Bring out what is due, end what is over, let lapse what nobody collected, offer it on."""
    with system(NAME):
        portions.let_out(actor())
    with system(NAME):
        claims.settle(actor())


@app.task(name="benefits.take_codes")
def take_codes(batch_id: str) -> None:
    """What waits of a large delivery, a transaction a slice; a refusal stops it and is kept."""
    more = True
    while more:
        try:
            with system(NAME):
                more = codes.take_slice(actor(), batch_id=UUID(batch_id))
        except Refusal as refused:
            more = False
            with system(NAME):
                codes.stop(actor(), batch_id=UUID(batch_id), why=refused.message)


@app.periodic(cron="25 * * * *")
@app.task(name="benefits.watch_sent", queueing_lock="benefits.watch_sent")
def watch_sent(timestamp: int) -> None:
    """Codes nobody used in time, and parcels that must have come: their addresses may go."""
    with system(NAME):
        codes.expire(actor())
    with system(NAME):
        parcels.came_long_ago(actor())
