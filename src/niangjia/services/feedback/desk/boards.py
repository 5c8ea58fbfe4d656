"""Pages for unions: the boards on offer."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.kernel.acts.page import page
from niangjia.kernel.base.types import Actor
from niangjia.services.feedback import actions, forms
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
    context = {"boards": board_queries.boards(actor), "form": form}
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
