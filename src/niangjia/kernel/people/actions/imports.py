"""Imports: upload, look, bring in, take back. What takes long is a job of the system."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from niangjia.kernel.acts.action import Written, action
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.context import act
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.sealed import seal, unseal
from niangjia.kernel.base.types import Actor, Hidden, Refusal
from niangjia.kernel.people import sheets
from niangjia.kernel.people.engine import reading, running, undoing
from niangjia.kernel.people.models import Import, ImportFile, ImportRow

State = Import.States
CONTENT = "people_importfile.content"
#: How long an import can be taken back.
UNDO_FOR = timedelta(days=7)


@action(permit="people.import", audit="imports.uploaded", silent=True)
def upload(actor: Actor, *, kind: str, name: str, content: bytes) -> Written:
    """Keep a file, sealed, and have it read. Nothing else changes."""
    if len(content) > sheets.MOST_BYTES:
        raise Refusal("file_size", "文件太大，最多 20 MB，请分成几份。")
    run = Import.objects.create(
        id=new_id(),
        kind=kind,
        file_name=name[-120:],
        org_id=actor.org,
        org_root=actor.org_root,
        org_path=actor.org_path,
        by_id=actor.me,
        by_name=actor.name,
        by_post=actor.post.value,
        created_at=now(),
    )
    text = base64.b64encode(content).decode()
    ImportFile.objects.create(run=run, content=seal(text, CONTENT, run.id))
    return _sent(run, "people.read_import")


def _sent(run: Import, task: str) -> Written:
    act().defer(task, lock=f"import:{run.id}", run_id=str(run.id))
    return Written(run.id, run.org_path)


def _run(actor: Actor, run_id: UUID) -> Import:
    """An import of the actor's own organisation."""
    found = Import.objects.filter(id=run_id, org_id=actor.org).first()
    if found is None:
        raise Hidden
    return found


def _step(run: Import, sources: tuple[str, ...], target: str, **more: Any) -> None:
    """One step by compare-and-set: a second click finds it taken."""
    if not Import.objects.filter(id=run.id, state__in=sources).update(state=target, **more):
        raise Refusal("import_state", "这次导入刚刚有了变化，请刷新看看。")


@action(permit="people.import", audit="imports.committed", silent=True)
def commit(actor: Actor, *, run_id: UUID) -> Written:
    """Bring the good lines in."""
    run = _run(actor, run_id)
    _step(run, (State.PREVIEW,), State.RUNNING, started_at=now())
    return _sent(run, "people.run_import")


@action(permit="people.import", audit="imports.dropped", silent=True)
def drop(actor: Actor, *, run_id: UUID) -> Written:
    """Leave it; the lines are erased."""
    run = _run(actor, run_id)
    _step(run, (State.PREVIEW, State.UNREADABLE), State.DROPPED, finished_at=now())
    return _sent(run, "people.forget_import")


@action(permit="people.import", audit="imports.undone", silent=True)
def undo(actor: Actor, *, run_id: UUID) -> Written:
    """Take back what the import made and nobody has touched since."""
    run = _run(actor, run_id)
    if undo_until(run) is None:
        raise Refusal("undo_over", "导入超过七天，不能再撤销了。")
    _step(run, (State.DONE,), State.UNDOING)
    return _sent(run, "people.undo_import")


def undo_until(run: Import) -> datetime | None:
    """Until when an import can be taken back; None when it no longer can."""
    if run.state != State.DONE or run.finished_at is None or not run.created:
        return None
    until = run.finished_at + UNDO_FOR
    return until if now() < until else None


def _locked(run_id: UUID, state: str) -> Import | None:
    """The run, locked, if it still is where the job thinks; a repeated job finds nothing to do."""
    return Import.objects.select_for_update().filter(id=run_id, state=state).first()


@action(permit="people.import_run", audit="imports.read", silent=True)
def read(actor: Actor, *, run_id: UUID) -> None:
    """Read and check an uploaded file: all of it, or nothing and the reason."""
    run = _locked(run_id, State.READING)
    if run is None:
        return
    kept = ImportFile.objects.get(run=run)
    content = base64.b64decode(unseal(kept.content, CONTENT, run.id))
    try:
        reading.read(run, content)
        run.state = State.PREVIEW
    except sheets.BadSheet as bad:
        ImportRow.objects.filter(run_id=run.id).delete()
        run.state, run.note = State.UNREADABLE, str(bad)[:200]
        run.total = run.good = run.bad = run.same = 0
    run.save()
    kept.delete()


@action(permit="people.import_run", audit="imports.ran", silent=True)
def run_chunk(actor: Actor, *, run_id: UUID) -> bool:
    """Bring the next lines in; False when the import is finished."""
    run = _locked(run_id, State.RUNNING)
    if run is None:
        return False
    if running.chunk(run):
        return True
    run.state, run.finished_at = State.DONE, now()
    run.skipped += run.same
    run.failed += run.bad
    run.save(update_fields=["state", "finished_at", "skipped", "failed"])
    return False


@action(permit="people.import_run", audit="imports.took_back", silent=True)
def take_back(actor: Actor, *, run_id: UUID) -> None:
    """Undo an import, all in one transaction."""
    run = _locked(run_id, State.UNDOING)
    if run is not None:
        run.created -= undoing.undo(run)
        run.state = State.UNDONE
        run.save(update_fields=["created", "state"])


@action(permit="people.import_run", audit="imports.forgotten", silent=True)
def forget(actor: Actor, *, run_id: UUID) -> None:
    """Erase the lines of an import that was dropped."""
    if _locked(run_id, State.DROPPED) is not None:
        ImportRow.objects.filter(run_id=run_id).delete()
