"""What a union reads of where its units stand, what comes when, and every movement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import look, query
from niangjia.kernel.base.clock import day_text
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers import door as offers
from niangjia.kernel.people import door as people

#: States in which units still move.
LIVE = ("draft", "open", "paused")
PORTION_PILLS = {"": ("warn", "clock"), "out": ("ok", "check"), "off": ("", "close")}


@query(permit="benefits.run")
def stock(actor: Actor, offer_id: UUID, after: str = "") -> dict[str, Any]:
    """Where the units of one of the union's offers stand, what is planned, and the ledger."""
    row = offers.offering.of_mine(actor, offer_id)
    nodes = offers.stock.standing([row.id])
    book = offers.queries.union.ledger(row.id, after)
    figures = ("granted", "left", "claimed", "held")
    return {
        "offer": {
            "id": row.id,
            "title": row.title,
            "state": row.state,
            "draft": row.state == offers.Offer.States.DRAFT,
            "live": row.state in LIVE,
            "review": row.mode == offers.Offer.Modes.REVIEW,
            "closes": day_text(row.closes_at),
        },
        "total": {name: sum(getattr(one, name) for one in nodes) for name in figures},
        "nodes": [_node(one) for one in nodes if one.kind != PORTION or one.granted],
        "standing": nodes,
        "portions": [_portion(one) for one in offers.portions.of_offer(row.id)],
        "lines": [_line(one) for one in book.items],
        "more_url": f"?after={book.cursor}" if book.cursor else "",
    }


PORTION = offers.Quota.Kinds.PORTION


def _node(one: offers.Standing) -> dict[str, Any]:
    names = ("label", "kind", "depth", "granted", "left", "claimed", "held", "borrow")
    return {"name": one.org_name, **{name: getattr(one, name) for name in names}}


def _portion(one: offers.portions.Planned) -> dict[str, Any]:
    kind, icon = PORTION_PILLS[one.end]
    label = _(offers.Portion.Ends(one.end).label) if one.end else _("等着放")
    return {
        "id": one.id,
        "name": one.org_name,
        "quantity": one.quantity,
        "when": day_text(one.at),
        "by": one.by_name,
        "waits": one.waits,
        "state": {"kind": kind, "icon": icon, "label": label},
    }


def _line(one: offers.queries.union.Line) -> dict[str, Any]:
    return {
        "at": day_text(one.at),
        "verb": _(offers.StockLine.Verbs(one.verb).label),
        "from": one.from_name,
        "to": one.to_name,
        "quantity": one.quantity,
        "reason": one.reason,
        "by": one.by_name,
    }


def choices(nodes: list[offers.Standing], *kinds: str) -> list[tuple[UUID, str]]:
    """Nodes to choose from, with what is left at each."""
    return [(one.id, _choice(one)) for one in nodes if one.kind in kinds]


def _choice(one: offers.Standing) -> str:
    words = {"org": one.org_name, "label": one.label, "left": one.left}
    if one.kind == offers.Quota.Kinds.RESERVE:
        return _("%(org)s · 预留：%(label)s（剩 %(left)d）") % words
    return _("%(org)s（剩 %(left)d）") % words


@query(permit="benefits.run")
def asked(actor: Actor, offer_id: UUID, after: str) -> dict[str, Any]:
    """Who asked for one of the union's offers and waits for an answer. Each can see the look."""
    row = offers.offering.of_mine(actor, offer_id)
    found = offers.queries.asked(actor, row.id, after)
    for one in found.items:
        look(actor, one.person_id, noop("看你报名的福利"), one.id)
    names = people.names_at([one.home_path for one in found.items])
    nodes = offers.stock.standing([row.id])
    free = sum(one.left for one in nodes if one.kind == offers.Quota.Kinds.SHARE)
    return {
        "offer": {"id": row.id, "title": row.title, "left": free},
        "asked": [_asked(one, names) for one in found.items],
        "more_url": f"?after={found.cursor}" if found.cursor else "",
    }


def _asked(one: offers.queries.Asked, names: Mapping[str, str]) -> dict[str, Any]:
    line = {"id": one.id, "name": one.name, "number": one.number}
    return line | {"when": day_text(one.at), "where": names.get(one.home_path, "")}
