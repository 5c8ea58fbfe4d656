"""Pages on which a union makes a survey: one page of questions, moved and changed by buttons."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page, require
from niangjia.kernel.base.types import Actor

from . import actions, forms, house, queries, rules
from .desk import shown, to
from .models import LEAST

Questions = tuple[rules.Question, ...]


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _begun(request: HttpRequest, actor: Actor) -> tuple[actions.Frame, Questions]:
    """What a new survey begins with: an earlier one, one of the house's, or nothing."""
    asked = request.POST or request.GET
    if old_id := _key(asked.get("copy", "")):
        old = queries.survey(actor, old_id)
        frame = actions.Frame(old.title, old.why, old.kind, old.least, house.later(14), old.orgs)
        return frame, old.questions
    one = house.template(asked.get("of", ""))
    if one is None:
        return actions.Frame("", "", "unnamed", LEAST, house.later(14)), ()
    kind = "unnamed" if one.unnamed else "named"
    frame = actions.Frame(_(one.title), _(one.why), kind, LEAST, house.later(one.days))
    return frame, house.spoken(one)


@require_http_methods(["GET", "HEAD", "POST"])
@page("surveys.ask")
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Begin a survey."""
    frame, questions = _begun(request, actor)
    form = forms.FrameForm(request.POST or None, actor=actor, initial=forms.frame_initial(frame))
    if form.is_valid():
        made = actions.draft(actor, frame=form.frame(), questions=questions)
        return to("build", made.id)
    context = {
        "form": form,
        "hints": forms.KIND_HINTS,
        "form_key": form_key(request),
        "of": (request.POST or request.GET).get("of", ""),
        "copy": (request.POST or request.GET).get("copy", ""),
        "questions": len(questions),
        "templates": [
            {"key": one.key, "title": _(one.title), "n": len(one.questions)}
            for one in house.TEMPLATES
        ],
    }
    return render(request, "surveys/desk/new.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page("surveys.ask")
def frame(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    """Change what stands around the questions."""
    found = _draft(actor, survey_id)
    now = actions.Frame(found.title, found.why, found.kind, found.least, found.until, found.orgs)
    form = forms.FrameForm(request.POST or None, actor=actor, initial=forms.frame_initial(now))
    if form.is_valid():
        edition = _edition(request, found)
        actions.reframe(actor, survey_id=survey_id, edition=edition, frame=form.frame())
        messages.success(request, _("改好了"))
        return to("build", survey_id)
    context = {
        "survey": shown(found, actor),
        "form": form,
        "hints": forms.KIND_HINTS,
        "form_key": form_key(request),
    }
    return render(request, "surveys/desk/frame.html", context, status=422 if form.is_bound else 200)


def _draft(actor: Actor, survey_id: UUID) -> queries.Facts:
    found = queries.own(actor, survey_id)
    require(found.state == "draft")
    return found


def _edition(request: HttpRequest, found: queries.Facts) -> int:
    """The edition the page was made from; without one, the present."""
    given = request.POST.get("edition", "")
    return int(given) if given.isdecimal() and len(given) < 10 else found.edition


def _kept(
    request: HttpRequest, actor: Actor, found: queries.Facts, questions: Questions
) -> HttpResponseRedirect:
    edition = _edition(request, found)
    actions.reword(actor, survey_id=found.id, edition=edition, questions=questions)
    return to("build", found.id)


@require_http_methods(["GET", "HEAD", "POST"])
@page("surveys.ask")
def build(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    """The questions in order; post adds one."""
    found = _draft(actor, survey_id)
    form = forms.QuestionForm(request.POST or None)
    if form.is_valid():
        return _kept(request, actor, found, rules.added(found.questions, form.question("")))
    context = {
        "survey": shown(found, actor),
        "questions": [_shown(one) for one in found.questions],
        "form": form,
        "form_key": form_key(request),
    }
    return render(request, "surveys/desk/build.html", context, status=422 if form.is_bound else 200)


def _shown(one: rules.Question) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "kind": _(dict(rules.KINDS)[one.kind]),
        "options": [*one.options, *([_("其他")] if one.other else [])],
        "required": one.required,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@page("surveys.ask")
def question(request: HttpRequest, actor: Actor, survey_id: UUID, question_id: str) -> HttpResponse:
    """Change one question."""
    found = _draft(actor, survey_id)
    one = next((q for q in found.questions if q.id == question_id), None)
    require(one is not None)
    assert one is not None
    form = forms.QuestionForm(request.POST or None, initial=forms.question_initial(one))
    if form.is_valid():
        changed = replace(form.question(one.id), use=_use(one, form))
        return _kept(request, actor, found, rules.changed(found.questions, changed))
    context = {
        "survey": shown(found, actor),
        "question": _shown(one),
        "form": form,
        "form_key": form_key(request),
    }
    return render(
        request, "surveys/desk/question.html", context, status=422 if form.is_bound else 200
    )


def _use(one: rules.Question, form: forms.QuestionForm) -> str:
    """What a service reads out of it, as long as what can be answered stays the same."""
    new = form.question(one.id)
    same = (new.kind, new.options, new.other) == (one.kind, one.options, one.other)
    return one.use if same else ""


@require_POST
@page("surveys.ask")
def move(request: HttpRequest, actor: Actor, survey_id: UUID, question_id: str) -> HttpResponse:
    """Move one question up or down, or take it out."""
    found = _draft(actor, survey_id)
    way = request.POST.get("way", "")
    by = {"up": -1, "down": 1}.get(way)
    if by is None:
        return _kept(request, actor, found, rules.removed(found.questions, question_id))
    return _kept(request, actor, found, rules.moved(found.questions, question_id, by))


@require_safe
@page("surveys.see")
def preview(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    """The page as a worker gets it; it goes nowhere."""
    found = queries.survey(actor, survey_id)
    context = {
        "survey": shown(found, actor),
        "form": (form := forms.AnswerForm(questions=found.questions)),
        "rows": form.rows(),
        "texts": rules.texts_of(found.questions),
        "back": reverse("surveys_desk:survey", args=[survey_id]),
        "preview": True,
        "again": False,
    }
    return render(request, "surveys/answer.html", context)
