"""The one thing that is written: a number goes up. Nobody is asked who made it go up."""

from __future__ import annotations

from niangjia.kernel.acts.acting import acting
from niangjia.kernel.base import counts
from niangjia.kernel.base.context import Act

WHAT = "mood"


def count(place: str) -> None:
    """One run more today at `place`, a city's path.

    An act of nobody, in a transaction of its own: the permit was asked for before, in the act that
    drew the page, and what knows the person ends there (docs/adr/0031).
    """
    if not place:
        return
    with acting(Act(kind="nobody", proof="", purpose="mood.count")):
        counts.add(WHAT, place)
