"""Writes of a union about its rules."""

from __future__ import annotations

from uuid import UUID

from niangjia.kernel.acts.action import Written, action
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers import door as offers


@action(permit="benefits.run", audit="benefits.rules_made", silent=True)
def make(
    actor: Actor,
    *,
    paper: offers.packs.Paper,
    clauses: tuple[offers.Clause, ...],
    key: UUID | None = None,
) -> Written:
    """Write down a set of rules, or the next version of one."""
    made = offers.packs.make(actor, paper=paper, clauses=clauses, key=key)
    return Written(made.id, made.org_path)


@action(permit="benefits.run", audit="benefits.rules_ended", silent=True)
def end(actor: Actor, *, pack_id: UUID) -> Written:
    """No offer begins with these rules any more."""
    row = offers.packs.end(actor, pack_id=pack_id)
    return Written(row.id, row.org_path)
