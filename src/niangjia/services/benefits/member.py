"""Pages for workers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from niangjia.kernel.acts.page import page
from niangjia.kernel.base.types import Actor

from . import queries


@require_safe
@page("benefits.see")
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What can be claimed now, what comes soon, and what I took."""
    return render(request, "benefits/list.html", {"tab": "services", **queries.board(actor)})
