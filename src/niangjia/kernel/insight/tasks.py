"""What insight does by itself: count every night, soon after midnight."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.context import actor

from . import actions, issuing


@app.periodic(cron="20 0 * * *")
@app.task(name="insight.count", queueing_lock="insight.count")
def count(timestamp: int) -> None:
    """Count all that happened before today."""
    with system(actions.NAME):
        actions.count(actor())


@app.task(name="insight.reckon")
def reckon(bulletin_id: str) -> None:
    """Count the figures of a bulletin about days or firms of one's own choice."""
    with system(actions.NAME):
        issuing.reckon(actor(), bulletin_id=UUID(bulletin_id))
