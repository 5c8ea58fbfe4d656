"""What was approved for a campaign, raised while it runs, or lowered to what is promised."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor

from .booked import Verbs, insist
from .models.campaigns import BudgetChange

#: Changes of one campaign on its page.
SIZE = 30


@dataclass(frozen=True, slots=True)
class Change:
    """So much more, or less (below none), in fen: on which paper, why, and for which track."""

    fen: int
    paper: str
    reason: str
    line: UUID | None = None


def change(actor: Actor, campaign_id: UUID, wanted: Change) -> None:
    """The chair raises or lowers the whole. Never below what is promised; refuses with the room."""
    told = {
        "id": new_id(),
        "entry": new_id(),
        "campaign": campaign_id,
        "line": wanted.line,
        "amount": wanted.fen,
        "paper": wanted.paper[:120],
        "reason": wanted.reason[:120],
        "by": actor.name,
        "at": now(),
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.budget_change(%s::jsonb)", [json.dumps(told, default=str)])
        insist(Verbs.FREE if wanted.line else "lower", json.loads(cursor.fetchone()[0]))


@dataclass(frozen=True, slots=True)
class Changed:
    """One change, for good. Amounts in fen; `track` is empty when no track was meant."""

    before: int
    after: int
    track: str
    paper: str
    reason: str
    by_name: str
    at: datetime


def changes(campaign_id: UUID) -> list[Changed]:
    """Of one campaign, the newest first, as far as the asker sees it."""
    rows = BudgetChange.objects.filter(campaign_id=campaign_id).select_related("line")
    return [
        Changed(
            row.before,
            row.after,
            row.line.title if row.line else "",
            row.paper,
            row.reason,
            row.by_name,
            row.at,
        )
        for row in rows.order_by("-id")[:SIZE]
    ]
