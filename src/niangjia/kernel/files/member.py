"""Bringing a file ahead of its form, and looking at what one has brought."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from niangjia.kernel.acts.page import page
from niangjia.kernel.base.types import Actor

from . import queries, serving, showing
from .taking import chosen, taking


@require_POST
@taking
@page("files.bring", posts_once=False)
def bring(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take files in while the rest of the form is still being written; answers with a fragment."""
    found = chosen(request, actor)
    context = {"kept": showing.drafts(found.files), "file_problems": found.problems}
    status = 422 if found.problems else 200
    return render(request, "files/_kept.html", context, status=status)


@require_safe
@page("files.bring", to_login=False)
def draft(request: HttpRequest, actor: Actor, upload_id: UUID, part: str) -> HttpResponseBase:
    """A part of a file of one's own."""
    return serving.answer(request, queries.one(actor, upload_id), part, "mine")
