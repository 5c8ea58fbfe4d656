"""What became of matters, step by step, to count from: read from the events, or from sealed facts.

No word and no name is in it: codes, moments, and which union answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection

from niangjia.kernel.base.context import act
from niangjia.kernel.base.wording import spoken

from .histories import History as History
from .histories import Step as Step
from .histories import sealed as sealed
from .models import Author, Case, Event

if TYPE_CHECKING:
    from .actions import NewCase

#: Events in which nothing moves: they are not counted from and leave no fact.
WORDS_ONLY = (
    *("note", "remind", "escalate", "missed", "letter", "link"),
    *("contest", "firm_says", "relay", "add_word"),
    *("offer", "talks", "decline", "dispute", "decide", "stays", "into"),
)
BATCH = 2000
#: Steps whose text is a sentence of the house and not what somebody typed.
HOUSE_SAYS = {"letter"}


def heard(verb: str, text: str) -> str:
    """What a step says: the house in the language of whoever reads, people in their own words."""
    return spoken(text) if verb in HOUSE_SAYS and text else text


def seal(case: Case, event: Event) -> None:
    """Lay the facts of a step beside the audit row of the act under way."""
    if event.verb in WORDS_ONLY:
        return
    act().fact(
        case.id,
        case.org_path,
        verb=event.verb,
        at=event.at.isoformat(),
        state=event.state,
        due=event.due_at.isoformat() if event.due_at else None,
        union=str(event.org_id),
        outcome=event.outcome,
        stars=event.stars,
        service=case.service,
        board=case.board,
        firm=str(case.firm_id) if case.firm_id else None,
        counted=int(case.counted),
    )


def seal_opening(case_id: UUID, new: NewCase, at: datetime, due: datetime | None) -> None:
    """The same for the first step, which a door writes."""
    act().fact(
        case_id,
        new.org_path,
        verb="open",
        at=at.isoformat(),
        state="received",
        due=due.isoformat() if due else None,
        union=str(new.org_id),
        outcome="",
        stars=None,
        service=new.service,
        board=new.board,
        firm=str(new.firm_id) if new.firm_id else None,
        counted=int(new.counted),
    )


STEPS = """
SELECT e.case_id, c.service, c.board, c.firm_id, c.counted,
       e.verb, e.at, e.state, e.due_at, e.org_id, e.outcome, e.stars
FROM (SELECT id, service, board, firm_id, counted FROM cases_case
      WHERE id > %(after)s AND created_at >= %(since)s ORDER BY id LIMIT %(batch)s) c
JOIN cases_event e ON e.case_id = c.id
WHERE e.at < %(before)s AND e.verb <> ALL (%(words)s)
ORDER BY e.case_id, e.at, e.id
"""
LAST = """
SELECT max(id::text), count(*) FROM (SELECT id FROM cases_case
      WHERE id > %(after)s AND created_at >= %(since)s ORDER BY id LIMIT %(batch)s) c
"""


def histories(since: datetime, before: datetime) -> Iterator[History]:
    """Histories of matters that came in from `since` on, as they stood at `before`.

    As the system: every union's. Read in batches of `BATCH` matters.
    """
    ask: dict[str, Any] = {
        "after": UUID(int=0),
        "since": since,
        "before": before,
        "batch": BATCH,
        "words": list(WORDS_ONLY),
    }
    size = BATCH
    while size == BATCH:
        with connection.cursor() as cursor:
            cursor.execute(STEPS, ask)
            rows = cursor.fetchall()
            cursor.execute(LAST, ask)
            last, size = cursor.fetchone()
        ask["after"] = UUID(last) if last else UUID(int=0)
        for case_id, steps in groupby(rows, key=itemgetter(0)):
            yield _history(case_id, list(steps))


def _history(case_id: UUID, rows: list[tuple[Any, ...]]) -> History:
    service, board, firm, counted = rows[0][1:5]
    return History(case_id, service, board, firm, counted, tuple(Step(*row[5:]) for row in rows))


def authors(since: datetime) -> dict[UUID, UUID]:
    """Who asked, by matter, for counting heads alone. As the system."""
    found = Author.objects.filter(case__created_at__gte=since)
    return dict(found.values_list("case_id", "person_id"))
