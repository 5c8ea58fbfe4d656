"""What a union shows to anybody: its quarters, with every small cell gone before it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from niangjia.kernel.base.clock import local
from niangjia.kernel.people import door as people

from . import rules
from .counting import TREE
from .models import Cell, Sheet
from .rules import Counts, Crowd

#: Quarters on a page, the running one first.
SHOWN = 5
RATES = {
    "response": rules.response,
    "resolution": rules.resolution,
    "satisfaction": rules.satisfaction,
}


def write(unions: Mapping[UUID, people.OrgFacts], before: datetime) -> None:
    """Write the figures of every union that has any. Whether they are shown is the union's word."""
    kept = {sheet.org_id: sheet for sheet in Sheet.objects.all()}
    rows = _by_union(before)
    for org_id, cells in rows.items():
        union = unions.get(org_id)
        if union is not None:
            sheet = kept.get(org_id) or _first(union)
            sheet.figures = figures(cells, before) | _league(union, unions, rows, sheet, before)
            sheet.save()


def _first(union: people.OrgFacts) -> Sheet:
    """The operating union shows its figures until it says no; the others once they say yes."""
    return Sheet(
        org_id=union.id, org_root=union.root, org_path=union.path, open=union.path == union.root
    )


def _by_union(before: datetime) -> dict[UUID, list[Cell]]:
    """The quarters of every union with all below it, newest first."""
    found: dict[UUID, list[Cell]] = {}
    cells = Cell.objects.filter(scope=TREE, months=3, board="", service=SERVICE)
    for cell in cells.filter(before=before).order_by("-start"):
        found.setdefault(cell.org_id, []).append(cell)
    return found


#: The service whose matters are shown. Another one has its own words and its own page.
SERVICE = "feedback"


def figures(cells: Iterable[Cell], before: datetime) -> dict[str, Any]:
    """Quarters as a page shows them. A quarter of too few is named, and its numbers are not."""
    rows = list(cells)[:SHOWN]
    gone = rules.hidden(Crowd(cell.opened, cell.people) for cell in rows)
    quarters = [_quarter(cell, away) for cell, away in zip(rows, gone, strict=True)]
    return {"until": local(before).date().isoformat(), "quarters": quarters}


def _quarter(cell: Cell, away: bool) -> dict[str, Any]:
    shown = {"start": cell.start.isoformat()}
    return shown if away else shown | shares(counts_of(cell), cell.people)


def counts_of(cell: Cell) -> Counts:
    """The numbers of a cell."""
    return Counts(*(getattr(cell, name) for name in rules.COUNTED))


def shares(counts: Counts, people: int) -> dict[str, Any]:
    """Three rates as [part, whole], each only where enough matters are in its denominator."""
    found: dict[str, Any] = {"opened": counts.opened}
    for name, rate in RATES.items():
        one = rate(counts)
        if not Crowd(one.whole, people).small:
            found[name] = [one.part, one.whole]
    if "resolution" in found:
        found |= {"partly": counts.partly, "settled": counts.settled}
    if "satisfaction" in found:
        found["silent"] = counts.silent
    return found


def _league(
    union: people.OrgFacts,
    unions: Mapping[UUID, people.OrgFacts],
    rows: Mapping[UUID, list[Cell]],
    sheet: Sheet,
    before: datetime,
) -> dict[str, Any]:
    """The unions right below beside one another in the last whole quarter, if it was so decided."""
    start = last_quarter(local(before).date())
    if not sheet.league:
        return {}
    found = [
        (one.name, cell)
        for one in unions.values()
        if _right_below(one.path, union.path)
        for cell in rows.get(one.id, ())
        if cell.start == start
    ]
    found.sort(key=lambda pair: pair[0])
    gone = rules.hidden(Crowd(cell.opened, cell.people) for _, cell in found)
    table = [
        {"name": name} | ({} if away else shares(counts_of(cell), cell.people))
        for (name, cell), away in zip(found, gone, strict=True)
    ]
    return {"league": {"start": start.isoformat(), "rows": table}}


def _right_below(path: str, above: str) -> bool:
    return path.startswith(above) and path[len(above) :].count(".") == 1


def last_quarter(day: date) -> date:
    """The first day of the last quarter that is over."""
    first = rules.quarter_of(day.replace(day=1))
    months = first.year * 12 + first.month - 1 - 3
    return date(months // 12, months % 12 + 1, 1)
