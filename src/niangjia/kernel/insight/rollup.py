"""The nightly count: from the events of matters into cells, and what unions show of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from uuid import UUID

from niangjia.kernel.base.clock import SHANGHAI, today
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.cases.door import steps
from niangjia.kernel.people import door as people

from . import counting, rules, sheets
from .models import Cell

#: Quarters counted anew every night: nothing that is older can change.
WINDOW = 5
BATCH = 2000
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def midnight(day: date) -> datetime:
    """The first moment of a day in Shanghai."""
    return datetime.combine(day, time.min, SHANGHAI)


def count(before: datetime | None = None) -> int:
    """Count all that happened before today began; how many cells there are of it.

    The first time from the beginning, then the last `WINDOW` quarters: older cells stay as they
    are, whatever retention erases of their matters.
    """
    before = before or midnight(today())
    since = _window(before) if Cell.objects.exists() else BEGINNING
    unions = people.unions()
    found = counting.cells(steps.histories(since, before), steps.authors(since), unions, before)
    firms = people.orgs({key.org for key in found if key.scope == counting.FIRM})
    Cell.objects.filter(start__gte=since.astimezone(SHANGHAI).date()).delete()
    rows = _rows(found, {**unions, **firms}, before)
    Cell.objects.bulk_create(rows, batch_size=BATCH)
    sheets.write(unions, before)
    return len(rows)


def _window(before: datetime) -> datetime:
    first = rules.quarter_of(rules.month_of(before))
    months = first.year * 12 + first.month - 1 - 3 * (WINDOW - 1)
    return midnight(date(months // 12, months % 12 + 1, 1))


def _rows(
    found: counting.Cells, orgs: Mapping[UUID, people.OrgFacts], before: datetime
) -> list[Cell]:
    return [
        row(key, tally, orgs[key.org], before) for key, tally in found.items() if key.org in orgs
    ]


def row(key: counting.Key, tally: counting.Tally, org: people.OrgFacts, before: datetime) -> Cell:
    """One cell as it is kept."""
    return Cell(
        id=new_id(),
        service=key.service,
        scope=key.scope,
        org_id=key.org,
        org_root=org.root,
        org_path=org.path,
        board=key.board,
        start=key.start,
        months=key.months,
        people=len(tally.people),
        before=before,
        **tally.counts._asdict(),
    )
