"""Visits as pages show them: no page of a list has a name on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import date_text, day_text
from niangjia.kernel.base.pills import Status
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers import door as offers
from niangjia.kernel.offers.door import visiting

PILLS = {
    "given": ("warn", "clock"),
    "signed": ("ok", "check"),
    "denied": ("err", "alert"),
    "undone": ("", "undo"),
}
yuan = offers.campaigns.yuan


def shown(row: offers.Visit) -> dict[str, Any]:
    """A visit as the templates take it."""
    kind, icon = PILLS[row.state]
    return {
        "id": row.id,
        "campaign_id": row.campaign_id,
        "number": row.number,
        "kind": row.kind,
        "where": row.place or _("到家里"),
        "people": row.people,
        "day": date_text(row.day),
        "yuan": yuan(row.fen),
        "goods": row.goods,
        "visitors": row.visitors,
        "by": row.by_name,
        "org": row.org_name,
        "step": row.state,
        "state": Status(kind, icon, _(offers.Visit.States(row.state).label)),
        "signer": row.signer,
        "by_person": row.by_person,
        "signed": day_text(row.signed_at) if row.signed_at else "",
        "due": day_text(row.due_at) if row.due_at else "",
    }


@query(permit="benefits.run")
def listed(actor: Actor, campaign_id: UUID, cursor: str) -> dict[str, Any]:
    """A page of visits, and what all of them come to by receipts and by the books."""
    found = visiting.listed(actor, campaign_id, cursor)
    sums = visiting.sums(actor, campaign_id)
    return {
        "visits": [shown(one) for one in found.items],
        "more_url": f"?after={found.cursor}" if found.cursor else None,
        "sums": {
            "visits": sums.visits,
            "people": sums.people,
            "signed": sums.signed,
            "open": sums.visits - sums.signed,
            "denied": sums.denied,
            "yuan": yuan(sums.fen),
            "booked": yuan(sums.booked),
            "even": sums.fen == sums.booked,
        },
    }


@query(permit="benefits.see")
def mine(actor: Actor) -> list[dict[str, Any]]:
    """Receipts of visits to my home."""
    return [shown(one) for one in visiting.mine(actor)]
