"""Writes of photographs on offers. What they show is no condition: they may change any time."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from niangjia.kernel.acts.action import Written, action
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers import door as offers


def _written(actor: Actor, offer_id: UUID) -> Written:
    row = offers.offering.of_mine(actor, offer_id)
    return Written(row.id, row.org_path)


@action(permit="benefits.run", audit="benefits.pictured", silent=True)
def hang(actor: Actor, *, offer_id: UUID, shots: Sequence[tuple[UUID, str]]) -> Written:
    """Hang photographs, each with what is to be seen on it, behind those that hang there."""
    offers.pictures.hang(actor, offer_id, shots)
    return _written(actor, offer_id)


@action(permit="benefits.run", audit="benefits.pictures_arranged", silent=True)
def arrange(
    actor: Actor, *, offer_id: UUID, order: Sequence[UUID], alts: dict[UUID, str]
) -> Written:
    """Put them in order, and change their words."""
    offers.pictures.arrange(actor, offer_id, order, alts)
    return _written(actor, offer_id)


@action(permit="benefits.run", audit="benefits.picture_taken_off", silent=True)
def take_off(actor: Actor, *, offer_id: UUID, picture_id: UUID) -> Written:
    """Take one off: nobody sees it any more."""
    offers.pictures.take_off(actor, offer_id, picture_id)
    return _written(actor, offer_id)
