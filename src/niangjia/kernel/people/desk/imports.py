"""Pages of imports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.kernel.acts.page import page
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.people import forms, sheets
from niangjia.kernel.people.actions import imports as actions
from niangjia.kernel.people.engine.kinds import KINDS, Kind
from niangjia.kernel.people.models import Import
from niangjia.kernel.people.queries import imports as queries

from . import forming

#: Files a table can be filled in as.
FORMS = ("xlsx", "csv")
#: Bad lines in one file to correct.
MOST_ERRORS = 20_000


@require_http_methods(["GET", "HEAD", "POST"])
@page("people.import")
def upload(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose a file; what was brought before."""
    form = forms.UploadForm(forming.sent(request), request.FILES or None)
    if made := forming.done(form, lambda data: _upload(actor, data)):
        return forming.go("import_run", made.id)
    context = {
        "form": form,
        "runs": queries.runs(actor),
        "templates": [_template(key, kind) for key, kind in KINDS.items()],
    }
    return render(request, "people/import_upload.html", context, status=422 if form.errors else 200)


def _upload(actor: Actor, data: dict[str, Any]) -> object:
    file = data["file"]
    return actions.upload(
        actor, kind=data["kind"], name=file.name, content=file.read(sheets.MOST_BYTES + 1)
    )


def _template(key: str, kind: Kind) -> dict[str, Any]:
    return {
        "key": key,
        "label": _(kind.title),
        "files": [
            {"url": reverse(f"people:import_template_{form}", args=[key]), "form": form}
            for form in FORMS
        ],
        "columns": [
            {
                "title": c.title,
                "word": _(c.title),
                "required": c.required,
                "note": _(c.note),
                "example": kind.example(c.key),
            }
            for c in kind.columns
        ],
    }


@require_safe
@page("people.import")
def import_template(request: HttpRequest, actor: Actor, kind: str, form: str) -> HttpResponse:
    """A table to fill in: the right headings and two invented lines."""
    if kind not in KINDS:
        raise Hidden
    found = KINDS[kind]
    return sheets.download(f"{_(found.title)}.{form}", found.template(form))


@require_safe
@page("people.import")
def import_run(request: HttpRequest, actor: Actor, run_id: UUID) -> HttpResponse:
    """Progress, preview or result, as far as it is."""
    run = queries.run(actor, run_id=run_id)
    if run.state in queries.BUSY:
        return render(request, "people/import_progress.html", {"run": run})
    if request.headers.get("HX-Request"):
        # The poll of the progress page: what comes next is another page, not a part of this one.
        return HttpResponse(headers={"HX-Refresh": "true"})
    if run.state == Import.States.PREVIEW:
        return _preview(request, actor, run)
    if run.state in (Import.States.UNREADABLE, Import.States.DROPPED):
        return _nothing(request, actor, run)
    return render(
        request,
        "people/import_result.html",
        {"run": run, "errors_url": _errors_url(run_id) if run.failed else None},
    )


def _errors_url(run_id: UUID | str) -> str:
    return reverse("people:import_errors", args=[run_id])


def _preview(request: HttpRequest, actor: Actor, run: queries.Run) -> HttpResponse:
    found = queries.lines(actor, run_id=UUID(run.id), after=request.GET.get("after", "")[:200])
    more = f"?{urlencode({'after': found.cursor})}" if found.cursor else None
    return render(
        request,
        "people/import_preview.html",
        {
            "run": run,
            "columns": [_(column) for column in found.columns],
            "rows": [_cells(row, found) for row in found.rows],
            "more_url": more,
            "errors_url": _errors_url(run.id) if run.bad else None,
        },
    )


def _cells(row: queries.FileLine, found: queries.FileLines) -> dict[str, Any]:
    """A line with the heading beside each cell: on a phone a line is a card."""
    cells = [
        {"column": _(column), "text": text}
        for column, text in zip(found.columns, row.cells, strict=True)
    ]
    return {"line": row.line, "cells": cells, "errors": row.errors}


def _nothing(request: HttpRequest, actor: Actor, run: queries.Run) -> HttpResponse:
    """Back to the beginning, with the reason on the form."""
    form = forms.UploadForm({"kind": Import.Kinds.PEOPLE})
    form.errors.clear()
    form.add_error("file" if run.note else None, run.note or _("这次没有导入，请重新选文件"))
    return render(
        request,
        "people/import_upload.html",
        {
            "form": form,
            "runs": queries.runs(actor),
            "templates": [_template(key, kind) for key, kind in KINDS.items()],
        },
    )


@require_POST
@page("people.import")
def import_commit(request: HttpRequest, actor: Actor, run_id: UUID) -> HttpResponse:
    """Bring the good lines in."""
    actions.commit(actor, run_id=run_id)
    return forming.go("import_run", run_id)


@require_POST
@page("people.import")
def import_drop(request: HttpRequest, actor: Actor, run_id: UUID) -> HttpResponse:
    """Leave it."""
    actions.drop(actor, run_id=run_id)
    return forming.go("import")


@require_POST
@page("people.import")
def import_undo(request: HttpRequest, actor: Actor, run_id: UUID) -> HttpResponse:
    """Take it back."""
    actions.undo(actor, run_id=run_id)
    return forming.go("import_run", run_id)


@require_safe
@page("people.import")
def import_errors(request: HttpRequest, actor: Actor, run_id: UUID) -> HttpResponse:
    """The bad lines as they were, with what is wrong: to correct and bring again."""
    run = queries.run(actor, run_id=run_id)
    found = queries.lines(actor, run_id=run_id, only_bad=True, size=MOST_ERRORS)
    columns = [_("行"), *found.columns, _("问题")]
    return sheets.download(
        f"{run.kind_label}-{_('有错的行')}.xlsx", sheets.written("xlsx", columns, _rows(found))
    )


def _rows(found: queries.FileLines) -> Iterator[list[object]]:
    for row in found.rows:
        yield [row.line, *row.cells, _("；").join(row.errors)]
