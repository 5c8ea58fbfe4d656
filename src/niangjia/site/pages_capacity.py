"""Changing hats. The session is read before the act and written after it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niangjia.kernel.acts.page import page
from niangjia.kernel.base.types import Actor, Hidden, Post, Refusal
from niangjia.kernel.people import factors, sessions
from niangjia.kernel.people.actions import capacity as actions
from niangjia.kernel.people.queries import capacity as queries

from . import errors, paths


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
    opening = _opening(actor, hats, there)
    context = {
        "next": there or reverse("home"),
        "back": landing(actor.post, there),
        "capacities": hats,
        "opening": [hat.id for hat in opening],
        "why": _why(opening),
    }
    return render(request, "site/capacity.html", context)


def _opening(actor: Actor, hats: Sequence[queries.Capacity], there: str) -> list[queries.Capacity]:
    """Hats that open the page asked for, when the present one does not."""
    permit = paths.permit_of(there) if there else ""
    if not permit or actor.may(permit):
        return []
    return queries.opening(hats, permit)


def _why(opening: Sequence[queries.Capacity]) -> str:
    """Which hat opens the page asked for, in a sentence."""
    if not opening:
        return ""
    if len(opening) > 1:
        return _("刚才那一页换个身份就能打开，下面标着“能打开”的都行。")
    (hat,) = opening
    if hat.id == queries.WORKER:
        return _("刚才那一页是你自己的，换回“我自己”就能打开。")
    return _("刚才那一页要用“%(name)s”（%(org)s）的身份打开，点一下就过去。") % {
        "name": hat.name,
        "org": hat.org,
    }


def elsewhere(request: HttpRequest, refusal: Refusal) -> HttpResponseBase | None:
    """For somebody whose other hat opens the page they looked at: the page of hats.

    Decided by the route's permit and the person's own posts alone, so that it tells nothing of
    what is there. Everybody else gets None, and the same 404 as ever.
    """
    looked = request.method in ("GET", "HEAD") and "HX-Request" not in request.headers
    refused = isinstance(refusal, Hidden) and refusal.code == "no_permit"
    if not looked or not refused or not paths.permit_of(request.path):
        return None
    return _elsewhere(request)


@page("people.capacity")
def _elsewhere(request: HttpRequest, actor: Actor) -> HttpResponse:
    there = request.get_full_path()
    if not _opening(actor, queries.capacities(actor), there):
        return errors.not_found(request)
    return HttpResponseRedirect(f"{reverse('capacity')}?next={quote(there)}")


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
    fits = paths.side(there) == paths.side_of(post) and paths.open_to(post, there)
    return there if there and fits and there != reverse("capacity") else first_page(post)


def first_page(post: Post) -> str:
    """Where a capacity begins."""
    first = {"worker": "home", "firm": "home", "desk": "desk"}
    return reverse(first[paths.side_of(post)])


capacity.permit = _capacity.permit  # type: ignore[attr-defined]  # the act's own
