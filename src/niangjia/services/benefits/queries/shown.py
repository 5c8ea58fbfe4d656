"""Goods, points and receipts as the templates take them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from niangjia.kernel.base.clock import date_text, day_text, local, now
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers.door import Point, PointLine, Receipt, stock_rules

from . import goods as records

PILLS = {"handed": ("warn", "clock"), "signed": ("ok", "check"), "undone": ("", "undo")}
STALE = {"gone": ("err", "alert"), "soon": ("warn", "clock"), "": ("", "")}
KIND_ICONS = {"gate": "truck", "station": "cup", "hall": "home", "store": "case", "other": "pin"}


def yuan(fen: int) -> str:
    """An amount as people read it: 72,000.00."""
    return f"{fen / 100:,.2f}"


def spot(one: records.Spot) -> dict[str, Any]:
    """A point as the templates take it."""
    return {
        "id": one.id,
        "name": one.name,
        "kind": _(Point.Kinds(one.kind).label),
        "icon": KIND_ICONS[one.kind],
        "address": one.address,
        "hours": one.hours,
        "org": "" if one.own else one.org_name,
        "left": one.left,
        "stale": one.stale,
    }


def sums(one: stock_rules.Sums) -> dict[str, Any]:
    """What happened to some goods, as the templates take it."""
    return {
        "came": one.came,
        "moved": one.moved,
        "handed": one.handed,
        "offline": one.offline,
        "spoiled": one.spoiled,
        "back": one.back,
        "missing": one.missing,
        "found": -one.missing if one.missing < 0 else 0,
        "beyond": one.beyond,
        "left": one.left,
        "share": f"{one.share:g}",
        "bar": min(100, round(one.share)),
    }


def goods(one: records.Goods) -> dict[str, Any]:
    """A kind of goods as the templates take it."""
    return {
        "id": one.id,
        "name": one.name,
        "unit": one.unit,
        "cost": yuan(one.cost) if one.cost else "",
        "org": "" if one.own else one.org_name,
        "own": one.own,
        "sums": sums(one.sums),
    }


def entry(one: records.Entry) -> dict[str, Any]:
    """A line of the books as the templates take it."""
    about = [one.who, one.paper, one.reason]
    return {
        "at": day_text(one.at),
        "verb": _(PointLine.Verbs(one.verb).label),
        "goods": one.goods,
        "unit": one.unit,
        "quantity": f"{one.quantity - one.beyond:+,d}",
        "beyond": one.beyond,
        "about": " · ".join(filter(None, about)),
        "by": one.by,
        "point": one.point,
    }


def more(cursor: str) -> str | None:
    """The address of the next page of a list."""
    return f"?after={cursor}" if cursor else None


def stamp(actor: Actor) -> str:
    """Who printed it and when."""
    said = {"name": actor.name, "when": f"{local(now()):%Y-%m-%d %H:%M}"}
    return _("%(name)s %(when)s 打印") % said


def stock(one: records.Stock) -> dict[str, Any]:
    """Some goods at one point as the templates take it."""
    return {
        "item": goods(one.item),
        "shelves": [
            {
                "left": s.left,
                "day": date_text(s.expires) if s.expires else "",
                "stale": s.stale,
                "kind": STALE[s.stale][0],
                "icon": STALE[s.stale][1],
            }
            for s in one.shelves
        ],
    }


def slip(one: records.Slip) -> dict[str, Any]:
    """A receipt as the templates take it."""
    kind, icon = PILLS[one.state]
    label = _(Receipt.States(one.state).label)
    return {
        "id": one.id,
        "number": one.number,
        "firm": one.firm,
        "org": one.org,
        "goods": one.goods,
        "unit": one.unit,
        "quantity": one.quantity,
        "yuan": yuan(one.fen),
        "state": {"kind": kind, "icon": icon, "label": label},
        "open": one.state == "handed",
        "signer": one.signer,
        "by_firm": one.by_firm,
        "signed": day_text(one.signed_at) if one.signed_at else "",
        "by": one.by,
        "at": day_text(one.at),
        "due": day_text(one.due_at) if one.due_at else "",
        "own": one.own,
    }
