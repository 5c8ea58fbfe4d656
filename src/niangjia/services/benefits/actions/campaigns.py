"""Writes of a union about its campaigns and their money."""

from __future__ import annotations

from uuid import UUID

from niangjia.kernel.acts.action import Written, action
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers import door as offers


def _written(row: offers.Campaign) -> Written:
    return Written(row.id, row.org_path)


@action(permit="benefits.run", audit="benefits.campaign_planned", silent=True)
def draft(actor: Actor, *, plan: offers.campaigns.Plan) -> Written:
    """Plan a campaign and its tracks; the chair decides on the money."""
    return Written(offers.campaigns.draft(actor, plan=plan), actor.org_path)


@action(permit="benefits.approve", audit="benefits.campaign_approved", silent=True)
def approve(actor: Actor, *, campaign_id: UUID) -> Written:
    """The chair says yes to the money."""
    return _written(offers.campaigns.approve(actor, campaign_id=campaign_id))


@action(permit="benefits.run", audit="benefits.campaign_withdrawn", silent=True)
def withdraw(actor: Actor, *, campaign_id: UUID) -> Written:
    """Not after all."""
    return _written(offers.campaigns.withdraw(actor, campaign_id=campaign_id))


@action(permit="benefits.run", audit="benefits.campaign_ended", silent=True)
def end(actor: Actor, *, campaign_id: UUID) -> Written:
    """It is over; what was promised can still be paid."""
    return _written(offers.campaigns.end(actor, campaign_id=campaign_id))


@action(permit="benefits.run", audit="benefits.money_promised", silent=True)
def promise(actor: Actor, *, line_id: UUID, title: str, fen: int, reason: str) -> Written:
    """Promise money of a track for something that is no offer: a show, a visit, a course."""
    what = offers.campaigns.For(new_id(), title, reason)
    offers.campaigns.book(actor, line_id=line_id, verb="commit", fen=fen, what=what)
    return Written(what.id, actor.org_path)


@action(permit="benefits.run", audit="benefits.money_booked", silent=True)
def book(
    actor: Actor, *, line_id: UUID, verb: str, fen: int, what: offers.campaigns.For
) -> Written:
    """Pay, take a payment back, or give back what was promised for something."""
    done = offers.campaigns.book(actor, line_id=line_id, verb=verb, fen=fen, what=what)
    return Written(done.id, done.org_path)


@action(permit="benefits.approve", audit="benefits.budget_changed", silent=True)
def change(actor: Actor, *, campaign_id: UUID, wanted: offers.raising.Change) -> Written:
    """The chair raises or lowers what was approved, on a paper; never below what is promised."""
    offers.raising.change(actor, campaign_id, wanted)
    return Written(campaign_id, actor.org_path)


@action(permit="benefits.approve", audit="benefits.money_shifted", silent=True)
def shift(actor: Actor, *, source: UUID, target: UUID, fen: int, reason: str) -> Written:
    """Move money from one track to another, all of it or nothing. The chair does."""
    done = offers.campaigns.shift(actor, source=source, target=target, fen=fen, reason=reason)
    return Written(done.id, done.org_path)
