"""Pages for workers: a document about the own matter."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from niangjia.kernel.acts.page import page, require
from niangjia.kernel.base.types import Actor
from niangjia.kernel.papers import door as papers

from .queries import member


@require_safe
@page("letters.mine")
def letter(request: HttpRequest, actor: Actor, letter_id: UUID) -> HttpResponse:
    """One document."""
    return render(request, "letters/letter.html", {"letter": member.letter(actor, letter_id)})


@require_safe
@page("letters.mine")
def taken(request: HttpRequest, actor: Actor, letter_id: UUID, suffix: str) -> HttpResponse:
    """The letter as a file: pdf or docx."""
    require(suffix in papers.WRITERS)
    return papers.download(member.taken(actor, letter_id), suffix)
