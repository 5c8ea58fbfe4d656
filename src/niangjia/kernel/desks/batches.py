"""One verb for many things: what was chosen, what became of each, and what can be taken back.

The room of a service does each step by its ordinary verb, in an act of its own; `taken` and `left`
write the line in that same act. So a batch that broke off goes on where it stopped, and nothing is
done twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from niangjia.kernel.acts.action import action, query
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Hidden, Refusal

from . import rules
from .models import Batch, BatchLine

LINE_FIELDS = ("id", "object_id", "outcome", "why", "before", "at")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of a batch."""

    id: UUID
    object_id: UUID
    outcome: str
    why: str
    before: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Chosen:
    """A batch: what is wanted, of which things, and how far it is."""

    id: UUID
    verb: str
    asked: dict[str, str]
    begun_at: datetime | None
    done_at: datetime | None
    lines: tuple[Line, ...] = field(default=())

    def having(self, outcome: str) -> tuple[Line, ...]:
        """Lines with this outcome; "" for those still to come."""
        return tuple(line for line in self.lines if line.outcome == outcome)


@action(permit="desks.batch", audit="desks.batch_chosen", silent=True)
def choose(actor: Actor, *, service: str, verb: str, ids: Sequence[UUID]) -> Batch:
    """Choose the things a verb shall be done with. Nothing is done yet."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        raise Refusal("none_chosen", "先在列表里勾上要办的事。", status=422)
    if len(wanted) > rules.MOST_AT_ONCE:
        raise Refusal("too_many", "一次最多办两百件，请少勾一些。", status=422)
    batch = Batch(
        service=service,
        org_id=actor.org,
        org_root=actor.org_root,
        org_path=actor.org_path,
        person_id=actor.me,
        verb=verb,
        made_at=now(),
    )
    batch.save(force_insert=True)
    lines = [
        BatchLine(id=new_id(), batch=batch, object_id=pk, place=place)
        for place, pk in enumerate(wanted)
    ]
    BatchLine.objects.bulk_create(lines)
    return batch


@action(permit="desks.batch", audit="desks.batch_asked", silent=True)
def ask(actor: Actor, *, batch_id: UUID, asked: Mapping[str, str]) -> Batch:
    """Say what goes with the verb; until the first step it may be said anew."""
    batch = _mine(actor, batch_id)
    if not Batch.objects.filter(pk=batch.pk, begun_at=None).update(asked=dict(asked)):
        raise Refusal("begun", "这一批已经在办了，不能再改。")
    return batch


@action(permit="desks.batch", audit="desks.batch_begun", silent=True)
def begin(actor: Actor, *, batch_id: UUID) -> Batch:
    """From here on things are done; beginning twice changes nothing."""
    batch = _mine(actor, batch_id)
    Batch.objects.filter(pk=batch.pk, begun_at=None).update(begun_at=now())
    return batch


@action(permit="desks.batch", audit="desks.batch_ended", silent=True)
def end(actor: Actor, *, batch_id: UUID) -> Batch:
    """All lines have their outcome."""
    batch = _mine(actor, batch_id)
    if not BatchLine.objects.filter(batch=batch, outcome="").exists():
        Batch.objects.filter(pk=batch.pk, done_at=None).update(done_at=now())
    return batch


def taken(line: Line, before: str = "") -> bool:
    """Mark a line done; False when somebody was faster. In the act of the step itself."""
    rows = BatchLine.objects.filter(pk=line.id, outcome="")
    return rows.update(outcome="done", before=before, at=now()) == 1


@action(permit="desks.batch", audit="desks.batch_left_out", silent=True)
def leave(actor: Actor, *, line: Line, why: str) -> None:
    """Mark a line left out, with the reason."""
    rows = BatchLine.objects.filter(pk=line.id, outcome="")
    rows.update(outcome="left", why=why[:200], at=now())


def taken_back(line: Line) -> bool:
    """Mark a line undone; False when it was not done. In the act of the step back itself."""
    rows = BatchLine.objects.filter(pk=line.id, outcome="done")
    return rows.update(outcome="undone") == 1


@action(permit="desks.batch", audit="desks.batch_kept", silent=True)
def keep(actor: Actor, *, line: Line, why: str) -> None:
    """A step that could not be taken back, with the reason."""
    BatchLine.objects.filter(pk=line.id, outcome="done").update(why=why[:200])


@query(permit="desks.batch")
def batch(actor: Actor, batch_id: UUID) -> Chosen:
    """A batch of one's own with its lines, in the order they were chosen."""
    found = _mine(actor, batch_id)
    rows = BatchLine.objects.filter(batch=found).order_by("place").values_list(*LINE_FIELDS)
    lines = tuple(Line(*values) for values in rows)
    return Chosen(found.id, found.verb, found.asked, found.begun_at, found.done_at, lines)


#: In plain SQL, as every list of a desk asks it.
BROKEN_OFF = """
SELECT id FROM desks_batch
WHERE org_id = %(org)s AND person_id = %(me)s AND service = %(service)s
  AND begun_at IS NOT NULL AND done_at IS NULL
ORDER BY made_at DESC LIMIT 1
"""


@query(permit="desks.batch")
def under_way(actor: Actor, service: str) -> UUID | None:
    """The newest batch of one's own that broke off."""
    with connection.cursor() as cursor:
        cursor.execute(BROKEN_OFF, {"org": actor.org, "me": actor.me, "service": service})
        found = cursor.fetchone()
    return found[0] if found else None


def _own(actor: Actor) -> QuerySet[Batch]:
    return Batch.objects.filter(org_id=actor.org, person_id=actor.me)


def _mine(actor: Actor, batch_id: UUID) -> Batch:
    found = _own(actor).filter(pk=batch_id).first()
    if found is None:
        raise Hidden("no_batch")
    return found
