"""What benefits do by themselves."""

from __future__ import annotations

from procrastinate.contrib.django import app

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.context import actor

from .actions import claims, codes, parcels, plans, portions, stock

NAME = "benefits"


@app.periodic(cron="20 1 * * *")
@app.task(name="benefits.tidy", queueing_lock="benefits.tidy")
def tidy(timestamp: int) -> None:
    """Lists whose last day is over, and plans nobody decided on."""
    with system(NAME):
        plans.tidy(actor())


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


@app.periodic(cron="25 * * * *")
@app.task(name="benefits.watch_sent", queueing_lock="benefits.watch_sent")
def watch_sent(timestamp: int) -> None:
    """Codes nobody used in time, and parcels that must have come: their addresses may go."""
    with system(NAME):
        codes.expire(actor())
    with system(NAME):
        parcels.came_long_ago(actor())
