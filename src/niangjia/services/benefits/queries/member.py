"""What a worker reads of 福利."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import date_text, day_text, local, now, today
from niangjia.kernel.base.types import Actor, Verdict
from niangjia.kernel.base.wording import in_words, spoken
from niangjia.kernel.offers import door as offers

from .pictured import shot
from .room import door

SERVICE = "benefits"
#: State of a claim -> kind and icon of its tag.
TAGS = {
    "asked": ("warn", "clock"),
    "granted": ("ok", "check"),
    "ready": ("ok", "gift"),
    "sent": ("info", "truck"),
    "refused": ("err", "close"),
    "lapsed": ("warn", "clock"),
}
#: States in which the code is of use.
CARRIED = ("granted", "ready")


@query(permit="benefits.see")
def board(actor: Actor) -> dict[str, Any]:
    """What a worker sees first: to claim now, soon, and what is one's own."""
    shown = offers.queries.on_show(actor, SERVICE)
    left = offers.queries.left([one.id for one in shown]) if shown else {}
    front = offers.pictures.firsts(one.id for one in shown) if shown else {}
    lines = [_line(one, left.get(one.id), front.get(one.id)) for one in shown]
    return {
        "now": [one for one in lines if not one["soon"]],
        "soon": [one for one in lines if one["soon"]],
        "places": [_place(one) for one in offers.queries.places(actor)],
        "shown": shown,
        "mine": [_own(one) for one in offers.queries.mine(actor)],
    }


def _line(
    one: offers.queries.Shown, left: offers.queries.Left | None, front: offers.pictures.Shot | None
) -> dict[str, Any]:
    when = one.opens_at if one.soon else one.closes_at
    line = {"id": one.id, "title": one.title, "org": one.org_name, "when": day_text(when)}
    line |= {"soon": one.soon, "shot": shot(front) if front else None}
    line |= {"next": day_text(left.next) if left and left.next else ""}
    return line | {"left": left.left if left else 0, "counted": one.mode != "review"}


def status(state: str) -> dict[str, str]:
    """A claim's state as a tag."""
    kind, icon = TAGS.get(state, ("", "check"))
    return {"kind": kind, "icon": icon, "label": _(offers.Claim.States(state).label)}


def _own(one: offers.queries.Mine) -> dict[str, Any]:
    names = {"id": one.id, "title": one.title, "number": one.number}
    return names | {"status": status(one.state), "when": day_text(one.at)}


def _place(one: offers.queries.Place) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "turn": one.state == "offered",
        "before": one.before,
        "offer_id": one.offer_id,
        "until": day_text(one.due_at) if one.due_at else "",
        "iso": one.due_at.isoformat() if one.due_at else "",
        "state": one.state,
    }


@query(permit="benefits.see")
def offer(actor: Actor, offer_id: UUID, token: str = "") -> dict[str, Any]:
    """One offer: what is left, whether I may, and what I have of it. `token` is my place in its
    waiting room, if it has one."""
    one = offers.queries.one(actor, SERVICE, offer_id)
    found = offers.queries.left([one.id])
    stock = found.get(one.id) or offers.queries.Left(0, 0, 0)
    own, place = offers.queries.mine_of(actor, one.id), offers.queries.place_of(actor, one.id)
    verdict = _verdict(one)
    return {
        "offer": _whole(one),
        "shots": [shot(one) for one in offers.pictures.of_offer(one.id)],
        "stock": _stock(one, stock),
        "who": _who(one),
        "verdict": {"ok": bool(verdict), "why": "" if verdict else in_words(verdict)},
        "own": _own(own) if own else None,
        "place": _place(place) if place else None,
        "step": (step := by_room(one, token, step_of(one, stock, bool(own), place, verdict))),
        "me": str(actor.me),
        "family": offers.queries.household(today()) if step == "claim" else [],
    }


def _whole(one: offers.queries.Shown) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "text": one.text,
        "org": one.org_name,
        "kind": _(offers.Offer.Kinds(one.kind).label),
        "mode": _(offers.Offer.Modes(one.mode).label),
        "where": one.pick_where,
        "opens": day_text(one.opens_at),
        "closes": day_text(one.closes_at),
        "iso": (one.opens_at if one.soon else one.closes_at).isoformat(),
        "soon": one.soon,
        "room": one.room > 0,
        "waiting": one.waiting,
    }


def _stock(one: offers.queries.Shown, stock: offers.queries.Left) -> dict[str, Any]:
    gone = stock.granted - stock.left
    counts = {"left": stock.left, "all": stock.granted + stock.later, "gone": gone}
    return counts | {"line": stock.waiting, "next": _next(stock)}


def _next(stock: offers.queries.Left) -> dict[str, Any] | None:
    """When more comes, and how many."""
    if stock.next is None:
        return None
    when = {"when": day_text(stock.next), "iso": stock.next.isoformat()}
    return when | {"units": stock.next_units}


def _who(one: offers.queries.Shown) -> list[str]:
    """Conditions in words, and how many each may have."""
    clauses = offers.eligibility.read(one.clauses)
    said = [spoken(offers.eligibility.said(clause)) for clause in clauses]
    if one.per_person:
        period = _(offers.Offer.Periods(one.period).label)
        said.append(_("每人%(period)s %(n)d 份") % {"period": period, "n": one.per_person})
    return said


def _verdict(one: offers.queries.Shown) -> Verdict:
    if not one.clauses:
        return Verdict(True)
    return offers.claiming.explained(offers.queries.my_facts(today()), one.clauses)


def by_room(one: offers.queries.Shown, token: str, step: str) -> str:
    """The same, where a waiting room stands before the claim."""
    near = one.opens_at - timedelta(seconds=offers.room_rules.EARLY) <= now()
    waits = step == "claim" or (step == "soon" and near)
    if not one.room or not waits or door(one.id, token)[0] == "claim":
        return step
    return "room"


def step_of(
    one: offers.queries.Shown,
    stock: offers.queries.Left,
    own: bool,
    place: offers.queries.Place | None,
    verdict: Verdict,
) -> str:
    """What can be done now: one word the page hangs its one button on."""
    if one.state not in ("open", "paused") or one.closes_at <= now():
        return "over"
    if own:
        return "own"
    if not verdict:
        return "not"
    if place:
        return "turn" if place.state == "offered" else "line"
    if one.soon:
        return "soon"
    if one.state == "paused":
        return "paused"
    if stock.left or one.mode == "review":
        return "claim"
    return "wait" if one.waiting else "gone"


@query(permit="benefits.see")
def claim(actor: Actor, claim_id: UUID) -> dict[str, Any]:
    """My claim: its code, where to go with it and until when."""
    one = offers.queries.taken(actor, claim_id)
    together = one.party_id is not None and one.state in CARRIED and not _way(one)
    return {
        "family": offers.queries.family_codes(claim_id, today()) if together else [],
        "claim": {
            "id": one.id,
            "offer_id": one.offer_id,
            "title": one.title,
            "org": one.org_name,
            "name": one.name,
            "number": one.number,
            "code": one.pick_code if one.state in CARRIED and not _way(one) else "",
            "way": _way(one),
            "status": status(one.state),
            "state": one.state,
            "where": one.pick_where,
            "proxy": one.proxy_name,
            "note": one.note,
            "until": date_text(local(one.due_at).date()) if one.due_at else "",
            "collected": day_text(one.collected_at) if one.collected_at else "",
            "may_cancel": one.state in ("asked", *CARRIED) and not one.opened,
            "together": together,
            "shared": one.shared,
            "may_send": one.state in CARRIED and not _way(one),
        },
    }


def _way(one: offers.queries.Taken) -> str:
    """What takes the place of collecting it: a voucher code, or a parcel that is sent."""
    if one.kind == "codes":
        return "code" if one.state in (*CARRIED, "redeemed") else ""
    parcel = one.mode == "deliver" and one.state in (*CARRIED, "sent", "delivered")
    return "address" if parcel else ""


@query(permit="benefits.see")
def covers(actor: Actor) -> list[dict[str, Any]]:
    """What the union insures me against; what is over last."""
    return [
        {
            "id": one.id,
            "title": one.title,
            "why": one.why,
            "source": one.source,
            "org": one.org_name,
            "since": date_text(one.since),
            "until": date_text(one.until) if one.until else "",
            "holds": one.state == "active" and one.since <= today() <= (one.until or today()),
            "soon": one.since > today(),
        }
        for one in offers.rolls.covers(actor)
    ]


@query(permit="benefits.see")
def place(actor: Actor, waiter_id: UUID) -> dict[str, Any]:
    """My place in a line."""
    return {"place": _place(offers.queries.place(actor, waiter_id))}
