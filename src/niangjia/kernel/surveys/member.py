"""Pages for workers: what the union asks, answered on one page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.kernel.acts.page import page
from niangjia.kernel.base.clock import date_text
from niangjia.kernel.base.types import Actor

from . import actions, forms, offers, queries, rules
from .models import Survey


@require_safe
@page("surveys.answer")
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What I am asked, and was."""
    found = [_line(one) for one in queries.mine(actor)]
    context = {
        "tab": "me",
        "waiting": [one for one in found if one["waiting"]],
        "past": [one for one in found if not one["waiting"]],
    }
    return render(request, "surveys/mine.html", context)


def _line(one: queries.Mine) -> dict[str, Any]:
    open_now = one.survey.state == Survey.States.OPEN
    return {
        "url": reverse("surveys:answer", args=[one.survey.id]),
        "title": one.survey.title,
        "org": one.survey.org_name,
        "kind": _(Survey.Kinds(one.survey.kind).label),
        "until": date_text(one.survey.until),
        "waiting": open_now and not one.answered,
        "answered": one.answered,
    }


def _shown(one: queries.Mine) -> dict[str, Any]:
    survey = one.survey
    return {
        "id": survey.id,
        "title": survey.title,
        "why": survey.why,
        "org": survey.org_name,
        "until": date_text(survey.until),
        "unnamed": survey.unnamed,
        "least": survey.least,
    }


# The answer itself is never put into an idempotency row: its digest beside the person would give
# away what was picked. Sent twice it is refused or written over by the door itself.
@require_http_methods(["GET", "HEAD", "POST"])
@page("surveys.answer", posts_once=False)
def answer(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    """One page of questions; or what became of it."""
    found = queries.asked(actor, survey_id)
    open_now = found.survey.state == Survey.States.OPEN
    if not open_now or (found.answered and found.survey.unnamed):
        return _over(request, found)
    sent = request.POST if request.method == "POST" else None
    form = forms.AnswerForm(sent, questions=found.survey.questions, said=found.said)
    if form.is_valid():
        do = actions.slip_in if found.survey.unnamed else actions.answer
        do(actor, survey_id=survey_id, said=form.said())
        messages.success(request, _("收到了，谢谢你"))
        return HttpResponseRedirect(reverse("surveys:done", args=[survey_id]))
    context = {
        "survey": _shown(found),
        "form": form,
        "rows": form.rows(),
        "texts": rules.texts_of(found.survey.questions),
        "back": reverse("surveys:mine"),
        "preview": False,
        "again": found.answered,
    }
    return render(request, "surveys/answer.html", context, status=422 if sent is not None else 200)


def _over(request: HttpRequest, found: queries.Mine) -> HttpResponse:
    """Nothing more to answer here."""
    said = [
        {"title": one.title, "text": text}
        for one in found.survey.questions
        if (text := rules.in_words(one, found.said))
    ]
    context = {"survey": _shown(found), "answered": found.answered, "said": said}
    return render(request, "surveys/over.html", context)


@require_safe
@page("surveys.answer")
def done(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    """Sent: what happens to it, and what else the house can do for whoever said it."""
    found = queries.asked(actor, survey_id)
    links = [] if found.survey.unnamed else offers.after(found)
    return render(request, "surveys/done.html", {"survey": _shown(found), "links": links})
