"""Pages for whoever a union published for: bulletins to read, print and take home."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from niangjia.kernel.acts.page import page
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.papers.door import WRITERS, as_html, download

from . import bulletins


@require_safe
@page("insight.read")
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was published by the unions above."""
    return render(request, "insight/bulletins.html", {"rows": bulletins.published(actor)})


@require_safe
@page("insight.read")
def one(request: HttpRequest, actor: Actor, bulletin_id: UUID) -> HttpResponse:
    """One bulletin to read and print."""
    paper = bulletins.document(actor, bulletin_id)
    context = {"title": paper.title, "paper": as_html(paper), "id": bulletin_id}
    return render(request, "insight/bulletin.html", context)


@require_safe
@page("insight.read")
def file(request: HttpRequest, actor: Actor, bulletin_id: UUID, suffix: str) -> HttpResponse:
    """The same as docx or PDF."""
    if suffix not in WRITERS:
        raise Hidden("no_file")
    return download(bulletins.document(actor, bulletin_id), suffix)
