"""Changing hats. The session is read before the act and written after it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from niangjia.kernel.acts.page import page
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.people import factors, sessions
from niangjia.kernel.people.actions import capacity as actions
from niangjia.kernel.people.queries import capacity as queries

from . import paths


@require_http_methods(["GET", "HEAD", "POST"])
def capacity(request: HttpRequest) -> HttpResponseBase:
    """Which hat: a second factor is looked up first, where sessions may still be read."""
    proven = request.method == "POST" and factors.shown(request)
    response = _capacity(request, proven)
    if getattr(request, "locked", False):
        return HttpResponseRedirect(factors.next_step(request, request.get_full_path()))
    return response


@page("people.capacity")
def _capacity(request: HttpRequest, actor: Actor, proven: bool) -> HttpResponse:
    there = paths.asked(request, "")
    if request.method == "POST":
        return _enter(request, actor, there, proven)
    hats = queries.capacities(actor)
    if request.GET.get("first") and len(hats) == 1:
        return HttpResponseRedirect(there or reverse("home"))
    context = {"next": there or reverse("home"), "capacities": hats}
    return render(request, "site/capacity.html", context)


def _enter(request: HttpRequest, actor: Actor, there: str, proven: bool) -> HttpResponse:
    try:
        entered = actions.enter(actor, choice=request.POST.get("capacity", ""), proven=proven)
    except actions.NeedsFactor:
        request.locked = True  # type: ignore[attr-defined]  # read above, after the act
        return HttpResponse(status=403)
    sessions.take(request, entered.id)
    return HttpResponseRedirect(landing(entered.post, there))


def landing(post: Post, there: str) -> str:
    """Where a capacity begins: the page asked for when it is on that side, else the first one."""
    side = paths.side_of(post)
    first = {"worker": "home", "firm": "feedback_firm:list", "desk": "desk"}[side]
    if there and paths.side(there) == side and there != reverse("capacity"):
        return there
    return reverse(first)


capacity.permit = _capacity.permit  # type: ignore[attr-defined]  # the act's own
