"""Pages for workers. There are no others: no desk, no firm, no API."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.kernel.acts.page import Turn, in_turns, page, public
from niangjia.kernel.base.clock import day_text, now
from niangjia.kernel.base.types import Actor

from . import actions, forms, queries
from .rules import consent as consents
from .rules import scoring
from .rules.records import Outcome
from .rules.scales import SCALES

#: Letters of a receipt's number: none that is read as another.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@require_safe
@page("mood.use")
def start(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What it is, with or without a film, and what was kept on this phone."""
    film = queries.film_url(actor)
    context = {"film_url": film, "more": queries.more(), "kept_key": queries.own_key(actor)}
    return render(request, "mood/start.html", {"tab": "services", **context})


@require_http_methods(["GET", "HEAD", "POST"])
@in_turns("mood.use")
def questions(request: HttpRequest, turn: Turn) -> HttpResponse:
    """The questions. With a script nothing is sent; without one the answer is the result page.

    No `_once` key is taken: the kept digest of a form with few answers is as good as the form.
    """
    with turn() as actor:
        form = forms.AskForm(scoring.run_of(request.GET.getlist("with")), _sent(request))
        if scoring.needs_people(form.data) and not form.seen():
            return _people_first(request, form)
        if not form.is_valid():
            return _ask(request, actor, form)
        done = tuple(scoring.outcome(scale, form.cleaned_data) for scale in form.scales)
        answer = _result(request, actor, done, harmed=scoring.needs_people(form.data))
        place = queries.place(actor)
    actions.count(place)
    return answer


def _sent(request: HttpRequest) -> Any:
    """What a form was sent with; an empty one was sent too."""
    return request.POST if request.method == "POST" else None


def _people_first(request: HttpRequest, form: forms.AskForm) -> HttpResponse:
    """Lines to ring, whatever else was answered. The answers lie in that page, for the way on."""
    facts = {"said": True, "urgent": scoring.cannot_wait(form.data), "given": form.given()}
    return render(request, "mood/help.html", _now() | facts)


def _ask(request: HttpRequest, actor: Actor, form: forms.AskForm) -> HttpResponse:
    context = {
        "form": form,
        "parts": [(queries.shown_scale(scale), fields) for scale, fields in form.parts()],
        "script": queries.for_script(tuple(form.scales)),
        "kept_key": queries.own_key(actor),
        "seen": form.data.get(forms.SEEN, "") if form.seen() else "",
    }
    context |= _now()
    return render(request, "mood/questions.html", context, status=422 if form.is_bound else 200)


@require_safe
@page("mood.use")
def result(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The score and the days before, drawn on the phone from what the phone holds."""
    return _result(request, actor, ())


def _result(
    request: HttpRequest, actor: Actor, done: tuple[Outcome, ...], *, harmed: bool = False
) -> HttpResponse:
    context = {
        "harmed": harmed,
        "told": queries.told(done) if done else queries.untold(),
        "by_script": not done,
        "deeper": queries.deeper(done),
        "steady_from": queries.STEADY_FROM,
        "face": queries.face_words(),
        "script": queries.for_script(SCALES),
        "kept_key": queries.own_key(actor) if not done else "",
    }
    return render(request, "mood/result.html", context | _now())


@require_POST
@in_turns("mood.use")
def counted(request: HttpRequest, turn: Turn) -> HttpResponse:
    """A phone says that a run is over. It says nothing else, and nothing else is taken."""
    with turn() as actor:
        place = queries.place(actor)
    actions.count(place)
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD", "POST"])
@page("mood.film", posts_once=False)
def consent(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Asked before every film; the receipt goes to the phone and nowhere else."""
    form = forms.ConsentForm(_sent(request))
    context = {"form": form, "points": queries.points(), "version": consents.VERSION}
    if not form.is_valid():
        return render(request, "mood/consent.html", context, status=422 if form.is_bound else 200)
    number = "".join(secrets.choice(LETTERS) for _ in range(10))
    found = consents.receipt(number, now())
    given = {"receipt": queries.receipt(found), "when": day_text(found.at)}
    shown = {**context, **given, "film_url": queries.there(queries.FILM)}
    return render(request, "mood/receipt.html", shown)


@require_safe
@public
def help_now(request: HttpRequest, actor: Actor | None) -> HttpResponse:
    """Somebody to talk to, now. Open to everybody, whatever is switched off."""
    return render(request, "mood/help.html", _now() | {"said": False, "given": ()})


def _now() -> dict[str, Any]:
    """Who is there to talk to: lines to ring, and the duty page once there is one."""
    facts = {"lines": queries.help_lines(), "talk_url": queries.there(queries.TALK)}
    return {**facts, "urgent": False}


@require_safe
@public
def assessment(request: HttpRequest, actor: Actor | None) -> HttpResponse:
    """What is done with whose data, what could go wrong, and what was done about it."""
    context = {
        "scales": [queries.shown_scale(scale) for scale in SCALES],
        "used": queries.used(actor),
        "days": queries.DAYS,
    }
    return render(request, "mood/assessment.html", context)
