"""Help with a claim at the desk: the list, one request with its steps, the insurer's sheet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page, require
from niangjia.kernel.base.clock import date_text, today
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.services.benefits.actions import helps as actions
from niangjia.services.benefits.forms import helps as forms
from niangjia.services.benefits.queries import helps as queries

#: What is said after each step of the union.
DONE = {
    "take": noop("接手了，先打个电话给他"),
    "send": noop("记下了，会员收到了消息"),
    "pay": noop("记下了，等会员说钱到没到"),
    "refuse": noop("记下了，原因会员看得到"),
    "call_off": noop("撤回了，会员收到了消息"),
    "word": noop("说了，会员收到了消息"),
}


@require_safe
@page("benefits.run")
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who needs help, the first due first. Nobody's name and no word of it is here."""
    over = request.GET.get("tab") == "over"
    found = queries.listed(actor, over=over, cursor=request.GET.get("after", "")[:200])
    return render(request, "benefits/desk/helps.html", found)


@require_safe
@page("benefits.run")
def one(request: HttpRequest, actor: Actor, help_id: UUID) -> HttpResponse:
    """One request with its words: a look the member can see."""
    return _page(request, actor, help_id, {})


def _page(request: HttpRequest, actor: Actor, help_id: UUID, bound: dict[str, Any]) -> HttpResponse:
    row, told = actions.read(actor, help_id=help_id)
    found = queries.opened(actor, row, told)
    context = {**found, **forms.blank(), "form_key": form_key(request), **bound}
    return render(request, "benefits/desk/help.html", context, status=422 if bound else 200)


@require_POST
@page("benefits.run")
def step(request: HttpRequest, actor: Actor, help_id: UUID) -> HttpResponse:
    """Take it on, hand it to the insurer, write down the answer, or say a word."""
    verb = request.POST.get("verb", "")
    require(verb in DONE)
    form = forms.STEPS[verb](request.POST, prefix=verb) if verb in forms.STEPS else None
    if form is not None and not _done(actor, help_id, verb, form):
        return _page(request, actor, help_id, {f"{verb}_form": form})
    if form is None:
        actions.take(actor, help_id=help_id)
    messages.success(request, _(DONE[verb]))
    return HttpResponseRedirect(reverse("benefits_desk:help", args=[help_id]))


def _done(actor: Actor, help_id: UUID, verb: str, form: Form) -> bool:
    """Whether the step was taken; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        _act(actor, help_id, verb, form.cleaned_data)
    except Refusal as refused:
        if refused.code != "sent_day":
            raise
        form.add_error("day", refused.message)
    return not form.errors


def _act(actor: Actor, help_id: UUID, verb: str, said: dict[str, Any]) -> None:
    if verb in actions.ENDS:
        actions.end(actor, help_id=help_id, verb=verb, **said)
    elif verb == "send":
        actions.send(actor, help_id=help_id, **said)
    elif verb == "pay":
        actions.pay(actor, help_id=help_id, **said)
    else:
        actions.say(actor, help_id=help_id, **said)


@require_safe
@page("benefits.run")
def printed(request: HttpRequest, actor: Actor, help_id: UUID) -> HttpResponse:
    """One request on paper for the insurer; the member can see that it was printed."""
    row, told, number = actions.sheet(actor, help_id=help_id)
    context = {"help": queries.shown(row), "told": told, "id_number": number}
    return render(request, "benefits/desk/help_print.html", context | {"today": date_text(today())})
