"""Pages for unions: the boards on offer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.types import Actor
from niangjia.services.feedback import actions, forms
from niangjia.services.feedback.actions import lessons
from niangjia.services.feedback.queries import boards as board_queries


@require_http_methods(["GET", "HEAD", "POST"])
@page("feedback.boards")
def boards(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The boards on offer, and one more."""
    form = forms.BoardForm(request.POST or None)
    if form.is_valid():
        actions.add_board(
            actor, title=form.cleaned_data["label"], topics=form.cleaned_data["topics"]
        )
        return HttpResponseRedirect(reverse("feedback_desk:boards"))
    context = {
        "boards": board_queries.boards(actor),
        "form": form,
        "learnt": board_queries.learnt(actor),
        "form_key": form_key(request),
    }
    return render(
        request,
        "feedback/desk/boards.html",
        context,
        status=422 if request.method == "POST" else 200,
    )


@require_POST
@page("feedback.boards")
def board_close(request: HttpRequest, actor: Actor, board_id: UUID) -> HttpResponse:
    """Stop offering a board."""
    actions.close_board(actor, board_id=board_id)
    return HttpResponseRedirect(reverse("feedback_desk:boards"))


@require_POST
@page("feedback.boards")
def learnt_switch(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Hear what was learnt, or the word list alone."""
    lessons.switch(actor, off=request.POST.get("off") == "on")
    return HttpResponseRedirect(reverse("feedback_desk:boards"))


@require_POST
@page("feedback.boards")
def learnt_forget(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Forget all of it."""
    lessons.forget(actor)
    messages.success(request, _("都忘掉了，往后从头学"))
    return HttpResponseRedirect(reverse("feedback_desk:boards"))
