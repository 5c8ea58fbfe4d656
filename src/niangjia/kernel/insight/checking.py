"""Are the rates what happened? Counted again from the sealed log alone, and from the events.

Heads are not compared: the log does not say who asked where a cadre wrote it down.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from niangjia.kernel.acts import verify
from niangjia.kernel.cases.door import steps
from niangjia.kernel.people import door as people

from . import comparing, counting
from .comparing import Checked, Compared
from .counting import Key
from .models import Cell
from .rollup import BEGINNING
from .sheets import counts_of


def check() -> Checked:
    """Verify the seals, then compare every cell. As the system."""
    found = verify.verify()
    newest = Cell.objects.order_by("-before").values_list("before", flat=True).first()
    if found.wrong or newest is None:
        return Checked(newest, found.wrong, found.waiting)
    return Checked(newest, (), found.waiting, tuple(_compared(newest)))


def _compared(before: datetime) -> Iterator[Compared]:
    unions = people.unions()
    ways = {
        "counted": {key_of(cell): counts_of(cell) for cell in Cell.objects.all()},
        "log": counting.counted(steps.sealed(verify.sealed_facts(), before), unions, before),
        "events": counting.counted(steps.histories(BEGINNING, before), unions, before),
    }
    orgs = people.orgs({key.org for cells in ways.values() for key in cells})
    return comparing.compared(ways, {one.id: one.name for one in orgs.values()})


def key_of(cell: Cell) -> Key:
    """What a cell is a count of."""
    return Key(cell.service, cell.scope, cell.org_id, cell.board, cell.months, cell.start)
