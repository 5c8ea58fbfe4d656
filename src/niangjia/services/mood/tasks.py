"""What the mood check does by itself: it forgets."""

from __future__ import annotations

from procrastinate.contrib.django import app

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base import turns

NAME = "mood"


@app.periodic(cron="5 * * * *")
@app.task(name="mood.forget", queueing_lock="mood.forget")
def forget(timestamp: int) -> None:
    """Soon after midnight: how often somebody filmed yesterday, and what was shown for it."""
    with system(NAME):
        turns.forget()
