"""Pages for unions: one text to everybody in a matter, previewed, sent, watched."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import Telling, linking, telling
from niangjia.services.feedback import forms
from niangjia.services.feedback.actions import matters as actions
from niangjia.services.feedback.queries import matters as queries

Kinds = Telling.Kinds


@require_http_methods(["GET", "HEAD", "POST"])
@page("feedback.matters")
def matter_reply(request: HttpRequest, actor: Actor, matter_id: UUID) -> HttpResponse:
    """One answer to all; each author judges it for the own case."""
    return _telling(request, actor, matter_id, Kinds.REPLY)


@require_http_methods(["GET", "HEAD", "POST"])
@page("feedback.matters")
def matter_progress(request: HttpRequest, actor: Actor, matter_id: UUID) -> HttpResponse:
    """How it is going, to all."""
    return _telling(request, actor, matter_id, Kinds.PROGRESS)


@require_http_methods(["GET", "HEAD", "POST"])
@page("feedback.matters")
def matter_link(request: HttpRequest, actor: Actor, matter_id: UUID) -> HttpResponse:
    """Something its authors can use, to all."""
    return _telling(request, actor, matter_id, Kinds.LINK)


def _telling(request: HttpRequest, actor: Actor, matter_id: UUID, kind: str) -> HttpResponse:
    who = queries.who_gets(actor, matter_id, kind)
    form = _form(request, actor, kind, who)
    if form.is_valid():
        words, chosen = _words(actor, kind, form.cleaned_data), form.cleaned_data["cases"]
        made = actions.tell_all(
            actor, matter_id=matter_id, words=words, chosen=[UUID(one) for one in chosen]
        )
        said = _("正在告诉 %(n)d 位，一人一条，各在各的办件里") % {"n": len(made.case_ids)}
        messages.success(request, said)
        return HttpResponseRedirect(reverse("feedback_desk:matter", args=[matter_id]))
    context = {
        "kind": kind,
        "who": who,
        "form": form,
        "matter_id": matter_id,
        "form_key": form_key(request),
    }
    status = 422 if form.is_bound else 200
    return render(request, "feedback/desk/matter_tell.html", context, status=status)


def _form(request: HttpRequest, actor: Actor, kind: str, who: queries.WhoGets) -> forms.ToAllForm:
    data = request.POST or None
    if kind == Kinds.LINK:
        return forms.LinkForm(data, found=who.found, things=queries.things(actor))
    return forms.ToAllForm(data, found=who.found)


def _words(actor: Actor, kind: str, data: dict[str, Any]) -> telling.Words:
    """What is said: an answer has a claim, a link the name and address of what was chosen."""
    if kind == Kinds.REPLY:
        return telling.Words(kind, data["text"], claim=data["claim"] or "solved")
    if kind == Kinds.PROGRESS:
        return telling.Words(kind, data["text"])
    if not data["thing"]:
        return telling.Words(kind, _dated(data), label=data["label"], day=data["day"])
    found, thing = linking.find(actor, data["thing"])
    label = data["label"] or thing.label
    return telling.Words(
        kind,
        _dated(data),
        about=found.key,
        label=label[:60],
        link=thing.url,
        day=data["day"],
    )


def _dated(data: dict[str, Any]) -> str:
    """The words with their day, so that nobody has to look for it."""
    day, text = data["day"], str(data["text"])
    return f"{text}\n{_('日期：')}{day.year}-{day.month:02d}-{day.day:02d}" if day else text
