"""Writes of the house itself: what nobody decided on lapses, what is over ends."""

from __future__ import annotations

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers import door as offers


@action(permit="benefits.house", audit="benefits.tidied", silent=True)
def tidy(actor: Actor) -> None:
    """End lists and let plans lapse."""
    offers.rolls.pass_on(actor)
    offers.campaigns.pass_on(actor)
