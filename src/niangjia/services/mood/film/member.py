"""The page that films, and what it asks for: a ticket, its place, and then to look at the film.

None of the three takes an idempotency key, writes an audit row or says in an address what it is
about: nothing is to join a person to a film (docs/adr/0032).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from niangjia.kernel.acts.page import Turn, in_turns, page
from niangjia.kernel.base import cell, turns
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.turns import Desk, Place
from niangjia.kernel.base.types import Actor
from niangjia.services.mood.rules import consent

from . import words
from .looking import Looking, seated, seats

PERMIT = "mood.film"
#: Twice what a phone films in twenty seconds; moodlens opens no more.
MOST = 64_000_000
#: Films of one person in a day.
DAILY = 20
#: Seconds until a phone asks again how far it is: the more are before it, the later.
SOONEST, LATEST = 2, 15


def desk() -> Desk:
    """What is waited for, and how many this machine looks at side by side."""
    return Desk("mood.film", settings.NIANGJIA_FILMS, DAILY)


@require_safe
@page(PERMIT)
def film(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Films with this phone, or takes a clip from it."""
    answer = render(request, "mood/film.html", {"most": MOST})
    answer["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
    return answer


@require_POST
@in_turns(PERMIT)
def join(request: HttpRequest, turn: Turn) -> HttpResponse:
    """A place in the line, for a consent that had no film yet."""
    with turn() as actor:
        me = actor.me
    receipt = consent.agreed(request.POST.get("receipt", ""), now())
    if receipt is None:
        return JsonResponse({"state": "no_consent"})
    held, place = turns.ask(desk(), me, receipt.number)
    return JsonResponse({"ticket": held, **_said(place)})


@require_POST
@in_turns(PERMIT)
def place(request: HttpRequest, turn: Turn) -> HttpResponse:
    """How far a ticket is."""
    return JsonResponse(_said(turns.look(desk(), request.POST.get("ticket", ""))))


@require_POST
@in_turns(PERMIT)
def run(request: HttpRequest, turn: Turn) -> HttpResponseBase:
    """Looks at the film that is the request's body. Steps and answer come as lines of JSON."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if not 0 < length <= MOST:
        return _answered("too_many_bytes" if length else "empty")
    if not seats.acquire(blocking=False):
        return JsonResponse({"state": "full"})
    looking = _begun(request.headers.get("X-Ticket", ""), length)
    if isinstance(looking, HttpResponse):
        return looking
    try:
        looking.take(request)
    except BaseException:
        looking.close()
        raise
    return _streamed(looking)


def _begun(held: str, length: int) -> Looking | HttpResponse:
    """The turn taken and the child started; else the seat is free again."""
    try:
        cell.undumped()
        begun = turns.begin(desk(), held)
        if begun.run is not None:
            return Looking(begun, length, "zh" if _chinese() else "en")
    except BaseException:
        seats.release()
        raise
    seats.release()
    return _answered("failed") if begun.state == "worn" else JsonResponse({"state": begun.state})


def _streamed(looking: Looking) -> StreamingHttpResponse:
    """Line by line: not packed, and not held back by a proxy."""
    answer = StreamingHttpResponse(looking, content_type="application/x-ndjson")
    answer["Content-Encoding"] = "identity"
    answer["X-Accel-Buffering"] = "no"
    return answer


def _answered(code: str) -> JsonResponse:
    return JsonResponse({"answer": words.refusal(code)})


def _chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


def _said(place: Place) -> dict[str, Any]:
    """For the phone: whole numbers, and when to ask again.

    Who is ready is told where there is no seat: the film would come in vain, and mostly it comes
    over the same line, to the same process.
    """
    state = "full" if place.state == "ready" and not seated() else place.state
    again = min(max(round(place.seconds / 4), SOONEST), LATEST)
    minutes = -(-round(place.seconds) // 60)
    return {"state": state, "ahead": place.ahead, "minutes": minutes, "again": again}
