"""Every write of mediation."""

from .ending import fail, leave, refuse, withdraw
from .opening import accept, agree, ask, decline, invite, offer
from .talking import arrange, confirm, draft, object_to, record, revise, want_more
from .watching import watch_round

__all__ = [
    "accept",
    "agree",
    "arrange",
    "ask",
    "confirm",
    "decline",
    "draft",
    "fail",
    "invite",
    "leave",
    "object_to",
    "offer",
    "record",
    "refuse",
    "revise",
    "want_more",
    "watch_round",
    "withdraw",
]
