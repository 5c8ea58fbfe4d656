"""Pages for unions: who is to answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.kernel.acts.page import page, path_to
from niangjia.kernel.base.types import Actor
from niangjia.services.feedback import actions
from niangjia.services.feedback.queries import talks as talk_queries

from .cases import back, doing


@require_safe
@page("feedback.handle")
def talks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was offered to whom, and what came of it."""
    rows, cursor = talk_queries.listed(actor, request.GET.get("after", "")[:200])
    more = f"{path_to('feedback_desk:talks')}?{urlencode({'after': cursor})}" if cursor else None
    return render(request, "feedback/desk/talks.html", {"rows": rows, "more_url": more})


@require_POST
@page("feedback.handle")
def take(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Accept what another union offered."""
    actions.take(actor, case_id=case_id)
    messages.success(request, _("接过来了，现在由你们来办"))
    return back(request, case_id)


@require_POST
@page("feedback.handle")
def take_back(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Keep it after all."""
    actions.take_back(actor, case_id=case_id)
    messages.success(request, _("收回来了，还是你们来办"))
    return back(request, case_id)


@doing("feedback.handle", "decline")
def decline(actor: Actor, case_id: UUID, data: dict[str, Any]) -> None:
    """Say no."""
    actions.decline(actor, case_id=case_id, text=data["text"])


@doing("feedback.handle", "dispute")
def dispute(actor: Actor, case_id: UUID, data: dict[str, Any]) -> None:
    """Ask the union above both."""
    actions.dispute(actor, case_id=case_id, text=data["text"])


@doing("feedback.handle", "decide")
def decide(actor: Actor, case_id: UUID, data: dict[str, Any]) -> None:
    """Say who answers."""
    assign = data["who"] == "taker"
    actions.decide(actor, case_id=case_id, assign=assign, text=data["text"])
