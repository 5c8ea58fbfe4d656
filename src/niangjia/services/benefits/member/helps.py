"""Pages for workers: what the union insures me against, and help with a claim."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page, require
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.services.benefits.actions import helps as actions
from niangjia.services.benefits.forms import helps as forms
from niangjia.services.benefits.queries import helps as queries
from niangjia.services.benefits.queries import member

#: What is said after each of the member's steps.
DONE = {
    "withdraw": noop("撤回了，工会知道了"),
    "came": noop("到了就好，这件办完了"),
    "missing": noop("工会知道了，会去问清楚"),
    "contest": noop("交给工会了，会再去问"),
    "word": noop("补充好了，工会看得到"),
}
#: Steps that mean nothing without a word.
WORDS = ("word", "contest")


@require_safe
@page("benefits.see")
def cover(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the union insures me against, until when, what to do, and what I asked for."""
    context = {"covers": member.covers(actor), "helps": queries.mine(actor)}
    return render(request, "benefits/cover.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page("benefits.see")
def ask(request: HttpRequest, actor: Actor, roll_id: UUID) -> HttpResponse:
    """Something happened: what, when, where, and where to ring back."""
    found = queries.asking(actor, roll_id)
    form = forms.HelpForm(request.POST or None, initial={"phone": found["phone"]})
    if form.is_valid():
        try:
            made = actions.ask(actor, roll_id=roll_id, story=form.story())
            messages.success(request, _("工会收到了，会打电话给你"))
            return _to(made.id)
        except Refusal as refused:
            form.add_error("day" if refused.code == "cover_day" else None, refused.message)
    context = {**found, "form": form, "form_key": form_key(request)}
    status = 422 if form.is_bound else 200
    return render(request, "benefits/help_new.html", context, status=status)


def _to(help_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("benefits:help", args=[help_id]))


@require_safe
@page("benefits.see")
def one(request: HttpRequest, actor: Actor, help_id: UUID) -> HttpResponse:
    """My request: how far it is, and what I can do."""
    return _page(request, actor, help_id, {})


def _page(request: HttpRequest, actor: Actor, help_id: UUID, bound: dict[str, Any]) -> HttpResponse:
    context = {
        **queries.one_of_mine(actor, help_id),
        "word_form": forms.WordForm(prefix="word"),
        "contest_form": forms.WordForm(prefix="contest"),
        "form_key": form_key(request),
        **bound,
    }
    return render(request, "benefits/help.html", context, status=422 if bound else 200)


@require_POST
@page("benefits.see")
def step(request: HttpRequest, actor: Actor, help_id: UUID) -> HttpResponse:
    """A word, a withdrawal, whether the money came, or once more please."""
    verb, text = request.POST.get("verb", ""), ""
    require(verb in DONE)
    if verb in WORDS:
        form = forms.WordForm(request.POST, prefix=verb)
        if not form.is_valid():
            return _page(request, actor, help_id, {f"{verb}_form": form})
        text = form.cleaned_data["text"]
    actions.answer(actor, help_id=help_id, verb=verb, text=text)
    messages.success(request, _(DONE[verb]))
    return _to(help_id)
