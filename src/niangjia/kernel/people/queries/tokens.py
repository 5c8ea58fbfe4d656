"""Tokens as the command line lists them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import local, now
from niangjia.kernel.base.types import Actor
from niangjia.kernel.people.models import Appointment, Token


@dataclass(frozen=True, slots=True)
class TokenLine:
    """One token: what it opens, until when, and whether it still does. Never whose it is."""

    id: UUID
    capacity: str
    label: str
    until: str
    state: str


@query(permit="people.token")
def tokens(actor: Actor) -> list[TokenLine]:
    """All tokens, newest first."""
    rows = list(Token.objects.order_by("-created_at", "-id")[:1000])
    ids = [row.appointment_id for row in rows if row.appointment_id]
    posts = {
        a.id: f"{a.post}@{a.org.code}"
        for a in Appointment.objects.filter(id__in=ids).select_related("org")
    }
    return [_line(row, posts) for row in rows]


def _line(row: Token, posts: dict[UUID, str]) -> TokenLine:
    capacity = posts.get(row.appointment_id, "ended") if row.appointment_id else "worker"
    state = "revoked" if row.revoked_at else "expired" if row.expires_at <= now() else "open"
    return TokenLine(row.id, capacity, row.label, f"{local(row.expires_at):%Y-%m-%d %H:%M}", state)
