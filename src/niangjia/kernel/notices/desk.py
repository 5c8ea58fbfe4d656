"""Pages for cadres: 发通知, and the union's words on the way."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page, require
from niangjia.kernel.base.types import Actor, Refusal

from . import forms
from .actions import casting
from .actions import words as words_actions
from .models import Broadcast, Channel
from .queries import casting as queries
from .queries import settings as words_queries


def _to(name: str, *args: object) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"notices:{name}", args=args))


@require_safe
@page("notices.cast")
def casts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was sent, here and below."""
    shown = queries.casts(actor, request.GET.get("cursor", ""))
    more = f"{reverse('notices:casts')}?cursor={shown.cursor}" if shown.cursor else None
    return render(request, "notices/casts.html", {"casts": shown.items, "more_url": more})


@require_http_methods(["GET", "HEAD", "POST"])
@page("notices.cast")
def cast_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Write one; it is counted before anything leaves."""
    form = forms.CastForm(request.POST or None)
    if form.is_valid():
        try:
            made = casting.draft(actor, **form.cleaned_data)
            return _to("cast", made.id)
        except Refusal as refused:
            form.add_error(None, _(refused.message))
    context = {"form": form, "key": form_key(request)}
    return render(request, "notices/cast_new.html", context, status=422 if form.errors else 200)


@require_safe
@page("notices.cast")
def cast(request: HttpRequest, actor: Actor, broadcast_id: UUID) -> HttpResponse:
    """Confirm it, watch it, or see what came of it."""
    found = queries.cast(actor, broadcast_id)
    if request.headers.get("HX-Request") and found.step != Broadcast.States.RUNNING:
        # The poll of the progress: what comes next is another page, not a part of this one.
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "notices/cast.html", {"cast": found})


@require_POST
@page("notices.cast")
def cast_send(request: HttpRequest, actor: Actor, broadcast_id: UUID) -> HttpResponse:
    """Yes, to all of them."""
    casting.begin(actor, broadcast_id=broadcast_id)
    return _to("cast", broadcast_id)


@require_POST
@page("notices.cast")
def cast_drop(request: HttpRequest, actor: Actor, broadcast_id: UUID) -> HttpResponse:
    """Not after all."""
    casting.drop(actor, broadcast_id=broadcast_id)
    return _to("casts")


@require_POST
@page("notices.cast")
def cast_withdraw(request: HttpRequest, actor: Actor, broadcast_id: UUID) -> HttpResponse:
    """Stop, and take it back."""
    casting.withdraw(actor, broadcast_id=broadcast_id)
    messages.success(request, _("撤回了，没看过的人不会再看到"))
    return _to("cast", broadcast_id)


@require_http_methods(["GET", "HEAD", "POST"])
@page("notices.words")
def words(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The union's signature and words, with what they look like."""
    found = words_queries.union_words(actor)
    form = forms.WordsForm(request.POST or None, initial=dict(found.own))
    if form.is_valid():
        words_actions.set_words(actor, own=form.cleaned_data)
        messages.success(request, _("存好了，往后发出去的就这么写"))
        return _to("words")
    context: dict[str, Any] = {"form": form, "found": found, "channels": list(_channels())}
    return render(request, "notices/words.html", context, status=422 if form.errors else 200)


def _channels() -> list[tuple[str, str]]:
    return [(channel.value, _(channel.label)) for channel in Channel]


@require_POST
@page("notices.words")
def words_follow(request: HttpRequest, actor: Actor) -> HttpResponse:
    """As the union above has it."""
    words_actions.follow(actor)
    messages.success(request, _("改回跟着上级走了"))
    return _to("words")


@require_POST
@page("notices.words")
def words_try(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One to oneself."""
    chosen = request.POST.get("channel", Channel.SMS.value)
    require(chosen in Channel.values)
    words_actions.try_words(actor, channel=Channel(chosen))
    messages.success(request, _("试发的一条出去了，结果会在消息里告诉你"))
    return _to("words")
