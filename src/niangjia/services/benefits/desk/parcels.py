"""Pages of parcels: how they are sent, labels, the courier's numbers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.clock import local, now, today
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.people import door as people
from niangjia.services.benefits import forms
from niangjia.services.benefits.actions import parcels as actions
from niangjia.services.benefits.queries import parcels as queries
from niangjia.services.benefits.queries import shown


@require_safe
@page("benefits.stock")
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Offers that are sent."""
    found = queries.offers_of(actor)
    return render(request, "benefits/desk/parcels_list.html", {"offers": found})


def _to(offer_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("benefits_desk:parcels", args=[offer_id]))


@require_safe
@page("benefits.stock")
def parcels(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """Parcels of one offer."""
    return _page(request, actor, offer_id)


def _page(request: HttpRequest, actor: Actor, offer_id: UUID, **bound: Form) -> HttpResponse:
    found = queries.sending(actor, offer_id)
    context = {
        **found,
        "how_form": bound.get("how") or forms.PostingForm(initial=_first(found["how"])),
        "one_form": bound.get("one") or forms.WaybillForm(),
        "list_form": bound.get("list") or forms.WaybillsForm(),
        "form_key": form_key(request),
    }
    return render(request, "benefits/desk/parcels.html", context, status=422 if bound else 200)


def _first(how: dict[str, Any] | None) -> dict[str, Any]:
    if how is None:
        return {}
    return {**how, "yuan": f"{how['fen'] / 100:.2f}"}


@require_POST
@page("benefits.stock")
def post_by(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """Say how they are sent."""
    form = forms.PostingForm(request.POST)
    if not form.is_valid():
        return _page(request, actor, offer_id, how=form)
    actions.post_by(actor, offer_id=offer_id, **form.said())
    messages.success(request, _("写好了"))
    return _to(offer_id)


@require_POST
@page("benefits.stock")
def send_one(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """One courier's number."""
    form = forms.WaybillForm(request.POST)
    if form.is_valid():
        try:
            actions.send_one(actor, offer_id=offer_id, **form.cleaned_data)
        except Refusal as refused:
            _said(form, "number", refused)
        else:
            messages.success(request, _("寄出了，本人收到了运单号"))
            return _to(offer_id)
    return _page(request, actor, offer_id, one=form)


def _said(form: Form, field: str, refused: Refusal) -> None:
    if refused.status != 422:
        raise refused
    form.add_error(field, refused.message)


@require_POST
@page("benefits.stock")
def send(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """A courier's list."""
    form = forms.WaybillsForm(request.POST, request.FILES)
    if form.is_valid():
        name, content = form.sent()
        try:
            made = actions.send(actor, offer_id=offer_id, name=name, content=content)
        except Refusal as refused:
            _said(form, "file", refused)
        else:
            messages.success(request, _("寄出 %d 件，本人都收到了运单号") % made.sent)
            for line, why in made.bad[:20]:
                said = {"n": line, "why": _(why)}
                messages.warning(request, _("第 %(n)d 行没收：%(why)s") % said)
            return _to(offer_id)
    return _page(request, actor, offer_id, list=form)


@require_safe
@page("benefits.stock")
def labels(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """Labels for paper. Everybody can see that."""
    found = queries.labels(actor, offer_id)
    people_of = tuple(one.person_id for one in found)
    actions.take_labels(actor, offer_id=offer_id, people=people_of)
    context = {
        "offer": queries.sending(actor, offer_id)["offer"],
        "labels": found,
        "org": actor.org_name,
        "printed": shown.stamp(actor),
    }
    return render(request, "benefits/desk/labels.html", context)


@require_safe
@page("benefits.stock")
def export(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """Addresses for the courier, as a file to fill in. Everybody can see that."""
    found = queries.labels(actor, offer_id)
    people_of = tuple(one.person_id for one in found)
    actions.take_labels(actor, offer_id=offer_id, people=people_of)
    columns = (
        *(_("编号"), _("收件人"), _("手机号"), _("省、市、县"), _("乡镇、村、门牌")),
        *(_("装的什么"), _("运单号"), _("重量克")),
    )
    rows = [
        (o.number, o.to.name, o.to.phone, o.to.region, o.to.street, o.to.holds, "", "")
        for o in found
    ]
    said = {"org": actor.org_name, "name": actor.name, "when": f"{local(now()):%Y-%m-%d %H:%M}"}
    notes = [(_("%(org)s %(name)s %(when)s 导出，寄完就删，不要外传") % said,)]
    content = people.sheets.written("xlsx", columns, rows, notes)
    return people.sheets.download(f"{_('寄件')}-{today():%Y%m%d}.xlsx", content)
