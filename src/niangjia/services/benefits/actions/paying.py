"""The money behind an offer's units. Called by its writes; none of its own."""

from __future__ import annotations

from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers import door as offers


def units(row: offers.Offer) -> tuple[int, int]:
    """How many units an offer has, and how many of them nobody took."""
    nodes = offers.stock.standing([row.id])
    return sum(one.granted for one in nodes), sum(one.left for one in nodes)


def promise(actor: Actor, row: offers.Offer, many: int) -> None:
    """Promise the money of so many units out of the offer's track; refuses what is not there."""
    if row.line_id is not None and many * row.unit_cost > 0:
        fen = many * row.unit_cost
        what = offers.campaigns.For(row.id, row.title)
        offers.campaigns.book(actor, line_id=row.line_id, verb="commit", fen=fen, what=what)


def give_back(actor: Actor, row: offers.Offer) -> None:
    """The money of what nobody took goes back to its track, as far as it is not paid already."""
    fen = units(row)[1] * row.unit_cost if row.line_id is not None else 0
    if row.line_id is not None and fen > 0:
        what = offers.campaigns.For(row.id, row.title)
        offers.campaigns.give_back(actor, line_id=row.line_id, fen=fen, what=what)


def spend(actor: Actor, row: offers.Offer, fen: int) -> None:
    """What something cost when it went out is paid out of the offer's track, as far as it was
    promised.

    Source: docs/requirements.md 000-02.
    """
    if row.line_id is not None and fen > 0:
        what = offers.campaigns.For(row.id, row.title)
        offers.campaigns.pay(actor, line_id=row.line_id, fen=fen, what=what)
