"""Visits at the desk: the list with its sums, one visit, and its receipt to print."""

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
from niangjia.kernel.base.clock import today
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.offers import door as offers
from niangjia.kernel.offers.door import visiting
from niangjia.services.benefits.actions import visits as actions
from niangjia.services.benefits.forms import visits as forms
from niangjia.services.benefits.queries import visits as queries

yuan = offers.campaigns.yuan


@require_http_methods(["GET", "HEAD", "POST"])
@page("benefits.run")
def listed(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """Every visit of a campaign, what they come to, and one more. Nobody's name is here."""
    plan = offers.campaigns.one(actor, campaign_id)
    form = forms.VisitForm(
        request.POST if request.method == "POST" else None,
        tracks=[(one.id, one.title) for one in plan.tracks],
        initial={"kind": "site", "day": today(), "visitors": actor.name},
    )
    if form.is_valid():
        try:
            made = actions.give(
                actor, campaign_id=campaign_id, given=form.given(), whom=form.whom()
            )
            messages.success(request, _("记下了，可以打印收条去签"))
            return _to(made.id)
        except Refusal as refused:
            _by_field(form, refused)
    found = queries.listed(actor, campaign_id, request.GET.get("after", "")[:200])
    context = {
        "campaign": {"id": plan.id, "title": plan.title},
        **found,
        "form": form if plan.org_id == actor.org_id and plan.state == "running" else None,
        "form_key": form_key(request),
    }
    status = 422 if form.is_bound else 200
    return render(request, "benefits/desk/visits.html", context, status=status)


FIELDS = {"no_person": "number", "visit_day": "day", "over_budget": "yuan"}


def _by_field(form: forms.VisitForm, refused: Refusal) -> None:
    """A refusal stands by what it is about; another is a page."""
    if refused.code not in FIELDS:
        raise refused
    form.add_error(FIELDS[refused.code], refused.message)


def _to(visit_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("benefits_desk:visit", args=[visit_id]))


@require_safe
@page("benefits.run")
def visit(request: HttpRequest, actor: Actor, visit_id: UUID) -> HttpResponse:
    """One visit; whose home it was stays closed until it is asked for."""
    return _page(request, actor, visit_id, {})


def _page(request: HttpRequest, actor: Actor, visit_id: UUID, more: dict[str, Any]) -> HttpResponse:
    row = visiting.own(actor, visit_id)
    context = {
        "visit": queries.shown(row),
        "may_know": row.kind == "home" and visiting.home(actor, row) is not None,
        "signer_form": forms.SignerForm(),
        "whose": "",
        "form_key": form_key(request),
        **more,
    }
    wrong = context["signer_form"].is_bound
    return render(request, "benefits/desk/visit.html", context, status=422 if wrong else 200)


@require_POST
@page("benefits.run", posts_once=False)
def name(request: HttpRequest, actor: Actor, visit_id: UUID) -> HttpResponse:
    """Whose home it was, once: a look that person can see."""
    return _page(request, actor, visit_id, {"whose": actions.name(actor, visit_id=visit_id)})


@require_POST
@page("benefits.run")
def sign(request: HttpRequest, actor: Actor, visit_id: UUID) -> HttpResponse:
    """Signed on paper; or taken back."""
    if "undo" in request.POST:
        actions.undo(actor, visit_id=visit_id)
        messages.success(request, _("撤回了，钱退回原来的线"))
        return _to(visit_id)
    at_home = visiting.own(actor, visit_id).kind == "home"
    form = forms.SignerForm({"signer": "—"} if at_home else request.POST)
    if not form.is_valid():
        return _page(request, actor, visit_id, {"signer_form": form})
    actions.sign(actor, visit_id=visit_id, signer=form.cleaned_data["signer"])
    messages.success(request, _("记下了，签收了"))
    return _to(visit_id)


@require_safe
@page("benefits.run")
def printed(request: HttpRequest, actor: Actor, visit_id: UUID) -> HttpResponse:
    """The receipt, for signing by hand. The name is written there by whoever signs."""
    row = visiting.own(actor, visit_id)
    return render(request, "benefits/desk/visit_print.html", {"visit": queries.shown(row)})
