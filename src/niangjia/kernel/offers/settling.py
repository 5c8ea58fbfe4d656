"""What the house does when time is up: offers end, claims and turns lapse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection

from niangjia.kernel.acts.flow import move
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.types import Actor

from . import claiming, offering, waiting
from .flow import OFFER
from .models import Claim, Offer, Waiter

#: Rows of a kind in one turn; the next comes a minute later.
MOST = 200
#: Ways whose claims lapse when nobody comes. What the union still has to send never does.
COLLECTED = (Offer.Modes.FIRST, Offer.Modes.REVIEW)


@dataclass(slots=True)
class Settled:
    """What lapsed, for whoever tells their people."""

    claims: list[Claim] = field(default_factory=list)
    turns: list[Waiter] = field(default_factory=list)
    closed: list[Waiter] = field(default_factory=list)
    #: Offers that are over: the money of what nobody took is free again.
    ended: list[Offer] = field(default_factory=list)


def settle(actor: Actor) -> Settled:
    """One turn of everything that is due, as the house."""
    ended = _offers(actor)
    _empty_rooms()
    return Settled(_claims(actor), _turns(actor), _closed(actor), ended)


def _offers(actor: Actor) -> list[Offer]:
    """Drafts that lay too long are dropped, offers that closed end; returns those that ended."""
    late = Offer.objects.filter(due_at__lt=now(), state__in=("draft", "open", "paused"))
    rows = list(late.order_by("due_at")[:MOST])
    ended = [row for row in rows if row.state != Offer.States.DRAFT]
    for row in rows:
        verb = "drop" if row.state == Offer.States.DRAFT else "end"
        move(actor, row, verb, OFFER, offering.due(row, now()), closed_at=now())
    return ended


def _empty_rooms() -> None:
    """Who waited for what is over is forgotten."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.room_forget(%s)", [now()])


def _claims(actor: Actor) -> list[Claim]:
    late = Claim.objects.select_related("offer").filter(
        due_at__lt=now(), state__in=("granted", "ready"), offer__mode__in=COLLECTED
    )
    rows = list(late.exclude(offer__kind=Offer.Kinds.CODES).order_by("due_at")[:MOST])
    return [claiming.step(actor, row, "lapse") for row in rows]


def _turns(actor: Actor) -> list[Waiter]:
    late = Waiter.objects.filter(state=Waiter.States.OFFERED, due_at__lt=now())
    return list(_ended(actor, late.order_by("due_at")[:MOST], "lapse"))


def _closed(actor: Actor) -> list[Waiter]:
    """Places in lists of which nothing can come any more."""
    late = Waiter.objects.filter(state=Waiter.States.WAITING, due_at__lt=now())
    return list(_ended(actor, late.order_by("id")[:MOST], "close"))


def _ended(actor: Actor, rows: Iterable[Waiter], verb: str) -> Iterable[Waiter]:
    for row in list(rows):
        yield waiting.ended(actor, row, verb)
