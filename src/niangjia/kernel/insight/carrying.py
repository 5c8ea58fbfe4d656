"""The rates and the log they are counted from, in one file for an auditor."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from niangjia.kernel.acts import carrying
from niangjia.kernel.people import door as people

from .checking import key_of
from .models import Cell
from .offline import KIND, VERSION
from .sheets import counts_of


class NothingCounted(ValueError):
    """There are no cells yet."""


def write(path: Path) -> int:
    """Write the file, whole or not at all, for its owner's eyes; how many cells are in it.

    As the system. Raises NothingCounted before the first count.
    """
    cells = list(Cell.objects.all())
    if not cells:
        raise NothingCounted
    part = path.with_name(path.name + ".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in _lines(cells))
    part.replace(path)
    return len(cells)


def _lines(cells: list[Cell]) -> Iterator[str]:
    before = max(cell.before for cell in cells).isoformat()
    key = carrying.public_key()
    yield json.dumps({"log": KIND, "version": VERSION, "before": before, "key": key})
    unions = people.unions()
    for one in {**people.orgs({cell.org_id for cell in cells}), **unions}.values():
        place = (str(one.id), one.name, one.path, one.root, one.id in unions)
        yield json.dumps({"org": place}, ensure_ascii=False)
    for cell in cells:
        what = key_of(cell)
        key_of_it = (*what[:2], str(what.org), *what[3:5], what.start.isoformat())
        yield json.dumps({"cell": [key_of_it, counts_of(cell)]})
    yield from carrying.lines()
