"""Talks, the agreement, and every way a mediation ends."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from niangjia.kernel.acts.flow import move
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.types import Actor, Hidden, Post, Refusal
from niangjia.kernel.base.wording import insist

from . import clocks, reading, rules
from .flow import FLOW, TOGETHER
from .models import Mediation, Sitting

UNCONFIRMED: dict[str, None] = {"worker_ok": None, "firm_ok": None}


def arrange(actor: Actor, mediation_id: UUID, at: datetime, place: str) -> Sitting:
    """Arrange a talk; both sides are told when and where."""
    found = reading.as_mediator(actor, mediation_id)
    _together(found)
    sitting = Sitting(
        mediation=found,
        org_root=found.org_root,
        org_path=found.org_path,
        at=at,
        place=place.strip(),
    )
    sitting.save(force_insert=True)
    return sitting


def record(actor: Actor, sitting_id: UUID, came: str, text: str) -> Sitting:
    """Write down who came and what was said; both sides read it. Written once."""
    sitting = Sitting.objects.select_related("mediation").filter(pk=sitting_id).first()
    if sitting is None or actor.post not in (Post.OFFICER, Post.CHAIR):
        raise Hidden("no_sitting")
    _together(reading.as_mediator(actor, sitting.mediation_id))
    values = {"came": came.strip(), "record": text.strip(), "held_at": now()}
    if not Sitting.objects.filter(pk=sitting.pk, held_at=None).update(**values):
        raise Refusal("recorded", "这次调解会已经记过了。")
    return sitting


def _together(found: Mediation) -> None:
    if found.state not in TOGETHER:
        raise Refusal("state_changed", "这场调解刚刚有了变化，请看看最新进展再操作。")


def draft(actor: Actor, mediation_id: UUID, terms: str) -> Mediation:
    """Put an agreement before both sides."""
    found = reading.as_mediator(actor, mediation_id)
    words = terms.strip()
    mark = rules.digest(found.number, found.worker_name, found.firm_name, words)
    _step(actor, found, "draft", terms=words, sha256=mark, **UNCONFIRMED)
    return found


def revise(actor: Actor, mediation_id: UUID) -> Mediation:
    """Take the draft back to talk on; what was confirmed is so no more."""
    found = reading.as_mediator(actor, mediation_id)
    _step(actor, found, "revise", **UNCONFIRMED)
    return found


def object_to(actor: Actor, mediation_id: UUID) -> Mediation:
    """One side does not agree with the draft; they talk on."""
    found = reading.locked(actor, mediation_id)
    _step(actor, found, "object", **UNCONFIRMED)
    return found


def confirm(actor: Actor, mediation_id: UUID, seen: str) -> Mediation:
    """One side confirms the very words it read; with the second the agreement stands.

    The row is locked: two at once would each find the other missing.
    """
    found = reading.locked(actor, mediation_id)
    if found.state != "drafted":
        raise Refusal("state_changed", "这场调解刚刚有了变化，请看看最新进展再操作。")
    verdict = rules.may_confirm(seen, found.sha256)
    insist(verdict, "changed_since", clause=verdict.clause)
    mine, other = _sides(actor)
    if getattr(found, other) is None:
        Mediation.objects.filter(pk=found.pk, state="drafted").update(**{mine: now()})
        found.refresh_from_db(fields=[mine])
        return found
    _step(actor, found, "seal", closed_at=now(), **{mine: now()})
    return found


def want_more(actor: Actor, mediation_id: UUID, wants: bool) -> Mediation:
    """One side wants more time, or no longer does; with the second the end moves, once.

    The row is locked: two at once would each find the other missing.
    """
    found = reading.locked(actor, mediation_id)
    over = found.ends_at is None or found.ends_at <= now()
    verdict = rules.may_extend(found.state, found.extended_at is not None, over)
    insist(verdict, "no_more", clause=verdict.clause)
    worker = actor.post == Post.WORKER
    mine, other = ("worker_more", "firm_more") if worker else ("firm_more", "worker_more")
    changes: dict[str, Any] = {mine: now() if wants else None}
    if wants and getattr(found, other) is not None and found.ends_at:
        until = clocks.more(found.org_path, found.ends_at)
        changes |= {"extended_at": now(), "ends_at": until, "due_at": until, "alarm": 0}
    Mediation.objects.filter(pk=found.pk, extended_at=None).update(**changes)
    found.refresh_from_db(fields=list(changes))
    return found


def _sides(actor: Actor) -> tuple[str, str]:
    own = "worker_ok" if actor.post == Post.WORKER else "firm_ok"
    return own, "firm_ok" if own == "worker_ok" else "worker_ok"


def end(actor: Actor, mediation_id: UUID, verb: str, why: str) -> Mediation:
    """End it without an agreement: withdraw (worker), refuse or leave (firm), fail (union)."""
    taken = reading.in_hand if verb == "fail" else reading.get
    found = taken(actor, mediation_id)
    over(actor, found, verb, why=why.strip())
    return found


def over(actor: Actor, found: Mediation, verb: str, **more: Any) -> None:
    """One of the ends: the firm reads no name and no talk from now on."""
    _step(actor, found, verb, closed_at=now(), worker_name="", **more)


def due_soon(after: tuple[datetime, UUID] | None, until: datetime, most: int) -> list[Mediation]:
    """Waits that are over, or nearly, soonest first."""
    rows: QuerySet[Mediation] = Mediation.objects.filter(closed_at=None, due_at__lt=until)
    if after:
        rows = rows.filter(due_at__gte=after[0]).exclude(due_at=after[0], id__lte=after[1])
    return list(rows.order_by("due_at", "id")[:most])


def _step(actor: Actor, found: Mediation, verb: str, **changes: Any) -> None:
    move(actor, found, verb, FLOW, clocks.due(found), alarm=0, **changes)
