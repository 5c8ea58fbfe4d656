"""Pages for unions: the rates of their part of the tree, and what of them is shown to anybody."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.types import Actor

from . import actions, forms, queries, words


@require_safe
@page("insight.see")
def rates(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Three rates by quarter; one quarter by union, board and firm."""
    found = queries.desk(actor, _day(request.GET.get("start", "")))
    context = {
        "found": found,
        "method": [_(line) for line in words.METHOD],
        "code": queries.code_of(actor),
        "may_show": actor.may("insight.show"),
        "write_url": _write_url(actor, found.start),
    }
    return render(request, "insight/rates.html", context)


def _write_url(actor: Actor, start: str) -> str:
    """Where a bulletin of a quarter that is over begins."""
    if not start or not actor.may("insight.draft") or words.running(date.fromisoformat(start), 3):
        return ""
    return f"{reverse('insight:bulletins')}?{urlencode({'period': f'{start}/3'})}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@page("insight.show")
def show(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Decide what is shown to anybody."""
    now = queries.choice(actor)
    first = {"shown": now.shown, "words": now.words, "league": now.league}
    form = forms.ShowForm(request.POST or None, initial=first)
    if form.is_valid():
        actions.show(actor, **form.cleaned_data)
        messages.success(request, _("存好了，几分钟里就照这个公开"))
        return HttpResponseRedirect(reverse("insight:rates"))
    context = {"form": form, "now": now, "form_key": form_key(request)}
    status = 422 if request.method == "POST" else 200
    return render(request, "insight/show.html", context, status=status)
