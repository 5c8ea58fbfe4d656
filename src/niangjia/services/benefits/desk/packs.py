"""A union's rules at the desk: versions with their source, and a new one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.clock import date_text, today
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.base.wording import spoken
from niangjia.kernel.offers import door as offers
from niangjia.services.benefits.actions import packs as actions
from niangjia.services.benefits.forms.conditions import PaperForm, ground, initial


def said(clauses: tuple[offers.Clause, ...]) -> list[dict[str, str]]:
    """Conditions in words, with where each stands."""
    words = offers.eligibility.said
    return [{"text": spoken(words(one)), "clause": one.clause} for one in clauses]


def shown(one: offers.packs.Facts) -> dict[str, Any]:
    """A version as the templates take it."""
    paper = one.paper
    return {
        "id": one.id,
        "key": one.key,
        "title": paper.title,
        "version": one.version,
        "org": one.org_name,
        "source": paper.source,
        "approved_by": paper.approved_by,
        "approved_on": date_text(paper.approved_on),
        "since": date_text(paper.since),
        "until": date_text(one.until) if one.until else "",
        "now": paper.since <= today() and (one.until is None or today() <= one.until),
        "clauses": said(one.clauses),
        "own": one.own,
    }


@require_safe
@page("benefits.run")
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Rules of the union and of those above it."""
    rows = [shown(one) for one in offers.packs.listed(actor)]
    return render(request, "benefits/desk/packs.html", {"packs": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@page("benefits.run")
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Write a set of rules."""
    return _page(request, actor, None)


@require_http_methods(["GET", "HEAD", "POST"])
@page("benefits.run")
def version(request: HttpRequest, actor: Actor, pack_id: UUID) -> HttpResponse:
    """The next version of one; the one before stays as it was."""
    return _page(request, actor, offers.packs.one(actor, pack_id))


def _page(request: HttpRequest, actor: Actor, old: offers.packs.Facts | None) -> HttpResponse:
    first = {**initial(old.clauses), "title": old.paper.title} if old else {"member": True}
    form = PaperForm(request.POST or None, ground=ground(actor), initial=first)
    if form.is_valid():
        key = old.key if old and old.own else None
        try:
            actions.make(actor, paper=form.paper(), clauses=form.clauses(), key=key)
            messages.success(request, _("规则存好了，发东西的时候选得到它"))
            return HttpResponseRedirect(reverse("benefits_desk:packs"))
        except Refusal as refused:
            form.add_error("since" if refused.code == "since" else None, refused.message)
    context = {"form": form, "old": shown(old) if old else None, "form_key": form_key(request)}
    status = 422 if form.is_bound else 200
    return render(request, "benefits/desk/pack_new.html", context, status=status)


@require_POST
@page("benefits.run")
def end(request: HttpRequest, actor: Actor, pack_id: UUID) -> HttpResponse:
    """Begin no offer with them any more."""
    actions.end(actor, pack_id=pack_id)
    messages.success(request, _("不再用了；已经发布的照旧"))
    return HttpResponseRedirect(reverse("benefits_desk:packs"))
