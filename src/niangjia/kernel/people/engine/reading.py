"""From an uploaded file to checked lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from uuid import UUID

from niangjia.kernel.base.sealed import seal, unseal
from niangjia.kernel.base.wording import phrase
from niangjia.kernel.people import sheets
from niangjia.kernel.people.models import Import, ImportRow

from .kinds import KINDS
from .lines import Line, Twice

CHUNK = 1000
SEALED = "people_importrow.data.{number}"


def lines_of(run: Import, content: bytes) -> Iterator[Line]:
    """Lines of a file by the headings of its kind; empty ones are left out.

    So are the invented lines of the template, where somebody forgot to take them out.
    The number of a line is its row in the spreadsheet: the header is row 1.
    """
    rows = sheets.rows_of(run.file_name, content)
    header = next(rows, [])
    places = _places(run, header)
    examples = KINDS[run.kind].examples
    for number, row in enumerate(rows, start=2):
        cells = {key: row[at] for at, key in places.items() if at < len(row) and row[at]}
        if cells and cells not in examples:
            yield Line(number, cells)


def _places(run: Import, header: Sequence[str]) -> dict[int, str]:
    """Column number -> key. Headings may carry blanks and the star of a required column."""
    kind = KINDS[run.kind]
    headings = kind.headings()
    tidy = [title.replace(" ", "").strip("*＊") for title in header]
    places = {at: headings[title] for at, title in enumerate(tidy) if title in headings}
    missing = [c.title for c in kind.columns if c.required and c.key not in places.values()]
    if missing:
        raise sheets.BadSheet(
            phrase("第一行要是表头，缺少：%(missing)s，请照着模板填", missing="、".join(missing))
        )
    return places


def read(run: Import, content: bytes) -> None:
    """Check every line and keep it, sealed, with what was found; fills the run's counts."""
    lines, twice = lines_of(run, content), Twice()
    while chunk := list(islice(lines, CHUNK)):
        KINDS[run.kind].check(run, chunk, twice)
        ImportRow.objects.bulk_create([_kept(run, line) for line in chunk], batch_size=CHUNK)
        run.total += len(chunk)
        run.good += sum(line.good for line in chunk)
        run.bad += sum(line.state == ImportRow.States.BAD for line in chunk)
    run.same = run.total - run.good - run.bad
    if not run.total:
        raise sheets.BadSheet("表里没有内容，请从第二行开始填")


def _kept(run: Import, line: Line) -> ImportRow:
    return ImportRow(
        run_id=run.id,
        number=line.number,
        state=line.state,
        errors=line.errors,
        data=sealed(run.id, line.number, line.cells),
    )


def sealed(run_id: UUID, number: int, cells: dict[str, str]) -> str:
    """A line's cells as stored."""
    return seal(json.dumps(cells, ensure_ascii=False), SEALED.format(number=number), run_id)


def opened(row: ImportRow) -> dict[str, str]:
    """A stored line's cells; nothing once it has been brought in."""
    text = unseal(row.data, SEALED.format(number=row.number), row.run_id)
    cells: dict[str, str] = json.loads(text) if text else {}
    return cells


def line_of(row: ImportRow) -> Line:
    """A stored line, to be checked again."""
    return Line(row.number, opened(row))
