"""第一天: everything worth knowing on one page, and the walk over the real pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from niangjia.kernel.acts.page import page, require
from niangjia.kernel.base.types import Actor
from niangjia.kernel.desks import door as desks

from . import first_day as walk
from .pages import first_page


@require_safe
@page("desks.first_day")
def first_day(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The whole walk as a list, and where to go on."""
    stops, come = walk.lines(actor), desks.first_day.come(actor)
    under_way = come.stop if come and come.state == "under_way" else ""
    context = {
        "tab": "",
        "shell": walk.beside(actor),
        "stops": stops,
        "under_way": next((stop for stop in stops if stop.key == under_way), None),
        "done": bool(come and come.state == "done"),
    }
    return render(request, "site/first_day.html", context)


@require_POST
@page("desks.first_day")
def step(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One stop on, one back, to the first, or out; remembered for the next time."""
    stops = walk.lines(actor)
    keys = [stop.key for stop in stops]
    at, go = request.POST.get("at", ""), request.POST.get("go", "")
    if go in ("leave", "done"):
        state = "done" if go == "done" else "left"
        desks.first_day.walk(actor, state=state, stop=at if at in keys else "")
        return HttpResponseRedirect(first_page(actor) if go == "leave" else reverse("first_day"))
    require(stops)
    to = stops[_next(keys, at, go)]
    desks.first_day.walk(actor, state="under_way", stop=to.key)
    return HttpResponseRedirect(to.url)


def _next(keys: list[str], at: str, go: str) -> int:
    """Which stop comes: from the beginning, unless one of them was `at`."""
    if at not in keys or go == "first":
        return 0
    step = {"next": 1, "back": -1, "here": 0}.get(go, 0)
    return max(0, min(len(keys) - 1, keys.index(at) + step))
