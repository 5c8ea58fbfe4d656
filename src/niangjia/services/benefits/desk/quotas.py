"""Where an offer's units stand, live; how they are moved, kept aside and let out in portions."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.types import Actor, Hidden, Refusal
from niangjia.kernel.offers import door as offers
from niangjia.services.benefits.actions import offers as actions
from niangjia.services.benefits.actions import portions
from niangjia.services.benefits.forms.answers import CallOffForm
from niangjia.services.benefits.forms.quotas import MoveForm, PortionForm
from niangjia.services.benefits.queries import quotas

KINDS = offers.Quota.Kinds


@require_safe
@page("benefits.run")
def stock(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """How many are left, node by node; what is planned; the ledger."""
    return _page(request, actor, offer_id)


def _page(request: HttpRequest, actor: Actor, offer_id: UUID, **bound: Form) -> HttpResponse:
    found = quotas.stock(actor, offer_id, request.GET.get("after", "")[:200])
    nodes = found.pop("standing")
    context = {
        **found,
        "move_form": bound.get("move") or _move_form(nodes),
        "portion_form": bound.get("portion") or _portion_form(nodes),
        "form_key": form_key(request),
    }
    return render(request, "benefits/desk/stock.html", context, status=422 if bound else 200)


def _move_form(nodes: list[offers.Standing], data: object = None) -> MoveForm:
    return MoveForm(data, nodes=quotas.choices(nodes, KINDS.SHARE, KINDS.RESERVE))


def _portion_form(nodes: list[offers.Standing], data: object = None) -> PortionForm:
    return PortionForm(data, nodes=quotas.choices(nodes, KINDS.SHARE))


def _to(offer_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("benefits_desk:stock", args=[offer_id]))


def _nodes(actor: Actor, offer_id: UUID) -> list[offers.Standing]:
    return offers.stock.standing([offers.offering.of_mine(actor, offer_id).id])


@require_POST
@page("benefits.run")
def move(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """One movement, each with its reason."""
    nodes = _nodes(actor, offer_id)
    form = _move_form(nodes, request.POST)
    if form.is_valid():
        try:
            _moved(actor, offer_id, form, {one.id: one for one in nodes})
            messages.success(request, _("记在账上了"))
            return _to(offer_id)
        except Refusal as refused:
            _said(form, refused)
    return _page(request, actor, offer_id, move=form)


def _said(form: Form, refused: Refusal) -> None:
    """A refusal of what was typed stands by it; another is a page."""
    if refused.status != 422:
        raise refused
    form.add_error("quantity", refused.message)


def _moved(
    actor: Actor, offer_id: UUID, form: MoveForm, nodes: dict[UUID, offers.Standing]
) -> None:
    data = form.cleaned_data
    words = {"quantity": data["quantity"], "reason": data["reason"]}
    match data["verb"]:
        case "receive":
            actions.receive(actor, offer_id=offer_id, to=form.end("to"), **words)
        case "spoil":
            actions.spoil(actor, offer_id=offer_id, from_=form.end("from_"), **words)
        case "reserve":
            one = nodes[form.end("from_")]
            actions.reserve(actor, offer_id=offer_id, from_=one.id, org_id=one.org_id, **words)
        case _:
            here, there = nodes[form.end("from_")], nodes[form.end("to")]
            verb = offers.stock.verb_of(here, there)
            actions.shift(actor, offer_id=offer_id, verb=verb, from_=here.id, to=there.id, **words)


@require_POST
@page("benefits.run")
def plan(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """A portion for a day and hour."""
    form = _portion_form(_nodes(actor, offer_id), request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            portions.plan(
                actor,
                offer_id=offer_id,
                node=UUID(data["node"]),
                quantity=data["quantity"],
                at=form.moment(),
                fresh=data["fresh"],
            )
            messages.success(request, _("排好了，到点自己放出来"))
            return _to(offer_id)
        except Refusal as refused:
            _said(form, refused)
    return _page(request, actor, offer_id, portion=form)


@require_POST
@page("benefits.run")
def call_off(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """A portion does not come as planned."""
    form = CallOffForm(request.POST)
    if form.has_error("portion"):
        raise Hidden("no_portion")
    if not form.is_valid():
        raise Refusal("reason", _("为什么不放了，写一句，六十个字以内。"), status=422)
    which, reason = form.cleaned_data["portion"], form.cleaned_data["reason"]
    portions.call_off(actor, offer_id=offer_id, portion_id=which, reason=reason)
    messages.success(request, _("取消了，份数在表里看得到"))
    return _to(offer_id)
