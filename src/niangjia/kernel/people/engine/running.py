"""Bringing checked lines in, a chunk a transaction: whenever killed, it goes on where it was."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from django.db import connection

from niangjia.kernel.people.models import Import, ImportRow

from .kinds import KINDS
from .lines import Line, State, Twice
from .reading import CHUNK, line_of

#: The lines of a chunk and the records they made are written by one transaction, hence once.
SETTLE = """
UPDATE people_importrow l SET state = r.state, object_id = r.object_id, errors = r.errors::jsonb,
    data = CASE WHEN r.state IN ('done', 'changed', 'skipped') THEN '' ELSE l.data END
FROM unnest(%s::int[], %s::text[], %s::uuid[], %s::text[]) AS r(number, state, object_id, errors)
WHERE l.run_id = %s AND l.number = r.number
"""
#: What a line that changed its mind between preview and import has become.
AFTER = {State.BAD: State.FAILED, State.SAME: State.SKIPPED, State.GOOD: State.FAILED}


def chunk(run: Import) -> bool:
    """Bring the next lines in; False when there are none left. The run is locked by the caller."""
    rows = ImportRow.objects.filter(run_id=run.id, state=State.GOOD).order_by("number")[:CHUNK]
    lines = [line_of(row) for row in rows]
    if not lines:
        return False
    KINDS[run.kind].check(run, lines, Twice())
    KINDS[run.kind].write(run, lines)
    for line in lines:
        line.state = AFTER.get(State(line.state), line.state)
    _settle(run, lines)
    _count(run, lines)
    return True


def _settle(run: Import, lines: Sequence[Line]) -> None:
    columns = (
        [line.number for line in lines],
        [str(line.state) for line in lines],
        [line.object_id for line in lines],
        [json.dumps(line.errors, ensure_ascii=False) for line in lines],
    )
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, [*columns, run.id])


def _count(run: Import, lines: Sequence[Line]) -> None:
    states = Counter(line.state for line in lines)
    run.done += len(lines)
    run.created += states[State.DONE]
    run.changed += states[State.CHANGED]
    run.skipped += states[State.SKIPPED]
    run.failed += states[State.FAILED]
    run.save(update_fields=["done", "created", "changed", "skipped", "failed"])
