"""The page of employers about whom nothing is brought."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from niangjia.kernel.acts.page import page
from niangjia.kernel.base.types import Actor
from niangjia.services.feedback.queries import quiet as queries


@require_safe
@page("feedback.quiet")
def quiet(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Content, or silent?"""
    found = queries.quiet(actor, request.GET.get("after", "")[:120])
    more = f"?{urlencode({'after': found.cursor})}" if found.cursor else None
    context = {"rows": found.rows, "sums": found.sums, "more_url": more}
    return render(request, "feedback/desk/quiet.html", context)
