"""Pages of imports: what was brought, what a file holds, how far it is, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import date_text, day_text, local, now, span_text
from niangjia.kernel.base.paging import decode, encode
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.base.wording import spoken
from niangjia.kernel.people.actions.imports import undo_until
from niangjia.kernel.people.engine.kinds import KINDS
from niangjia.kernel.people.engine.reading import opened
from niangjia.kernel.people.models import Import, ImportRow

from .parts import State

RUNS = 20
LINES = 50
BUSY = (Import.States.READING, Import.States.RUNNING, Import.States.UNDOING)
BAD = (ImportRow.States.BAD, ImportRow.States.FAILED)
PILLS = {
    Import.States.READING: ("info", "clock"),
    Import.States.UNREADABLE: ("err", "alert"),
    Import.States.PREVIEW: ("warn", "eye"),
    Import.States.RUNNING: ("info", "clock"),
    Import.States.DONE: ("ok", "check"),
    Import.States.UNDOING: ("info", "clock"),
    Import.States.UNDONE: ("", "undo"),
    Import.States.DROPPED: ("", "close"),
}


@dataclass(frozen=True, slots=True)
class RunLine:
    """An import in the list."""

    url: str
    file: str
    kind_label: str
    when: str
    who: str
    state: State
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """An import on its page, whatever its state; templates take what they need."""

    id: str
    file: str
    kind_label: str
    state: str
    note: str
    total: int
    good: int
    bad: int
    same: int
    done: int
    percent: int
    left_text: str
    created: int
    changed: int
    skipped: int
    failed: int
    when: str
    undo_text: str
    undone: bool


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line of the file with what is wrong with it."""

    line: int
    cells: list[str]
    errors: list[str]


@dataclass(frozen=True, slots=True)
class FileLines:
    """Lines of a file and where the next ones begin. `columns` are headings as files hold them."""

    columns: list[str]
    rows: list[FileLine]
    cursor: str


@query(permit="people.import")
def runs(actor: Actor) -> list[RunLine]:
    """The last imports of the own organisation."""
    rows = Import.objects.filter(org_id=actor.org).order_by("-created_at", "-id")[:RUNS]
    return [
        RunLine(
            reverse("people:import_run", args=[run.id]),
            run.file_name,
            _(KINDS[run.kind].title),
            day_text(run.created_at),
            run.by_name,
            State(*PILLS[Import.States(run.state)], _(run.get_state_display())),
            _summary(run),
        )
        for run in rows
    ]


def _summary(run: Import) -> str:
    if run.state in (Import.States.DONE, Import.States.UNDONE):
        return _("新增 %(made)d，跳过 %(left)d") % {"made": run.created, "left": run.skipped}
    return _("%(n)d 行") % {"n": run.total} if run.total else spoken(run.note)


@query(permit="people.import")
def run(actor: Actor, *, run_id: UUID) -> Run:
    """One import of the own organisation."""
    found = Import.objects.filter(id=run_id, org_id=actor.org).first()
    if found is None:
        raise Hidden
    until = undo_until(found)
    undo = _("%(day)s前可以撤销") % {"day": date_text(local(until).date())} if until else ""
    percent = found.done * 100 // found.good if found.good else 0
    return Run(
        str(found.id),
        found.file_name,
        _(KINDS[found.kind].title),
        found.state,
        spoken(found.note),
        found.total,
        found.good,
        found.bad,
        found.same,
        found.done,
        percent,
        _left(found),
        found.created,
        found.changed,
        found.skipped,
        found.failed,
        day_text(found.finished_at or found.created_at),
        undo,
        found.state == Import.States.UNDONE,
    )


def _left(run: Import) -> str:
    """How long it may take, from how long it took so far."""
    if run.state == Import.States.READING:
        return _("正在读取文件")
    if run.started_at is None or not run.done or run.done >= run.good:
        return ""
    spent = now() - run.started_at
    return _("大约还要 %(time)s") % {"time": span_text(spent * (run.good - run.done) / run.done)}


def in_words(column: str, why: str) -> str:
    """What is wrong with a line, as it was kept, in the reader's language."""
    told = spoken(why)
    return _("%(column)s：%(why)s") % {"column": _(column), "why": told} if column else told


@query(permit="people.import")
def lines(
    actor: Actor, *, run_id: UUID, after: str = "", only_bad: bool = False, size: int = LINES
) -> FileLines:
    """Lines of a file, the bad ones first. What was brought in is no longer kept here."""
    found = Import.objects.filter(id=run_id, org_id=actor.org).first()
    if found is None:
        raise Hidden
    columns = KINDS[found.kind].columns
    rows, cursor = _page(run_id, decode(after, int, int), only_bad, size)
    shown = [
        FileLine(
            row.number,
            [opened(row).get(c.key, "") for c in columns],
            [in_words(*error) for error in row.errors],
        )
        for row in rows
    ]
    return FileLines([c.title for c in columns], shown, cursor)


def _page(
    run_id: UUID, key: tuple[int, int] | None, only_bad: bool, size: int
) -> tuple[Sequence[ImportRow], str]:
    """First the bad lines, then the rest; a cursor says in which of the two it is, and where."""
    part, number = key or (0, 0)
    all_rows = ImportRow.objects.filter(run_id=run_id)
    parts = [all_rows.filter(state__in=BAD), all_rows.exclude(state__in=BAD)]
    rows: list[ImportRow] = []
    for at in range(part, 1 if only_bad else 2):
        asked = parts[at].filter(number__gt=number if at == part else 0).order_by("number")
        rows += list(asked[: size + 1 - len(rows)])
    if len(rows) <= size:
        return rows, ""
    last = rows[size - 1]
    return rows[:size], encode((0 if last.state in BAD else 1, last.number))
