"""Pages of voucher codes: what came, where it stands, what was used, what is owed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
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
from niangjia.services.benefits.actions import codes as actions
from niangjia.services.benefits.queries import codes as queries


@require_safe
@page("benefits.stock")
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Offers of codes."""
    return render(request, "benefits/desk/codes_list.html", {"offers": queries.offers_of(actor)})


def _to(offer_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("benefits_desk:codes", args=[offer_id]))


@require_safe
@page("benefits.stock")
def codes(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """The pool of one offer."""
    return _pool(request, actor, offer_id)


def _pool(request: HttpRequest, actor: Actor, offer_id: UUID, **more: Any) -> HttpResponse:
    context = {
        **queries.pool(actor, offer_id),
        "form": more.get("form") or forms.DeliveryForm(),
        "used_form": more.get("used_form") or forms.UsedForm(),
        "told": more.get("told"),
        "form_key": form_key(request),
    }
    status = 422 if "form" in more or "used_form" in more else 200
    return render(request, "benefits/desk/codes.html", context, status=status)


@require_POST
@page("benefits.stock")
def bring(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """A supplier's codes."""
    form = forms.DeliveryForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            made = actions.bring(actor, offer_id=offer_id, delivery=form.delivery())
        except Refusal as refused:
            _said(form, refused)
        else:
            if made.waiting:
                return _progress(offer_id, made.id)
            text = _("进了 %(n)d 张；%(bad)d 行没进，下面写着是哪几行、为什么。")
            said = text if made.bad else _("进了 %(n)d 张")
            messages.success(request, said % {"n": made.taken, "bad": made.bad})
            return _to(offer_id)
    return _pool(request, actor, offer_id, form=form)


def _progress(offer_id: UUID, batch_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("benefits_desk:delivery", args=[offer_id, batch_id]))


#: Seconds after which the page of a delivery under way asks again, also without a script.
AGAIN = 4


@require_safe
@page("benefits.stock")
def delivery(request: HttpRequest, actor: Actor, offer_id: UUID, delivery_id: UUID) -> HttpResponse:
    """How far a large delivery is; what was not taken."""
    found = queries.delivery(actor, offer_id, delivery_id)
    context = {**found, "form_key": form_key(request)}
    response = render(request, "benefits/desk/delivery.html", context)
    if found["batch"]["waits"] and not found["batch"]["stopped"]:
        response["Refresh"] = str(AGAIN)
    return response


@require_POST
@page("benefits.stock")
def resume(request: HttpRequest, actor: Actor, offer_id: UUID, delivery_id: UUID) -> HttpResponse:
    """Go on with a delivery that stopped."""
    actions.resume(actor, offer_id=offer_id, batch_id=delivery_id)
    return _progress(offer_id, delivery_id)


@require_safe
@page("benefits.stock")
def bad(request: HttpRequest, actor: Actor, offer_id: UUID, delivery_id: UUID) -> HttpResponse:
    """Lines that were not taken, as a file: numbers and reasons, no codes."""
    supplier, rows = queries.not_taken(actor, offer_id, delivery_id)
    content = people.sheets.written("xlsx", (_("第几行"), _("为什么没进")), rows)
    return people.sheets.download(f"{supplier}-{_('没进的')}-{today():%Y%m%d}.xlsx", content)


def _said(form: forms.DeliveryForm | forms.UsedForm, refused: Refusal) -> None:
    """A refusal about the file stands by it; another is a page."""
    if refused.status != 422:
        raise refused
    form.add_error("file", refused.message)


@require_POST
@page("benefits.stock", posts_once=False)
def redeem(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """What a supplier says was used. Sent twice, it says so of each line."""
    form = forms.UsedForm(request.POST, request.FILES)
    if form.is_valid():
        name, content = form.sent()
        try:
            told = actions.redeem(actor, offer_id=offer_id, name=name, content=content)
        except Refusal as refused:
            _said(form, refused)
        else:
            return _pool(request, actor, offer_id, told=_told(told))
    return _pool(request, actor, offer_id, used_form=form)


def _told(told: actions.Told) -> dict[str, Any]:
    return {
        "done": told.done,
        "again": told.again,
        "late": told.late,
        "stray": list(told.stray[:50]),
        "unknown": list(told.unknown[:50]),
        "bad": [{"line": line, "why": _(why)} for line, why in told.bad[:50]],
    }


@require_safe
@page("benefits.stock")
def bill(request: HttpRequest, actor: Actor, offer_id: UUID, delivery_id: UUID) -> HttpResponse:
    """What is owed for one delivery, as a file. Written down."""
    found = queries.bill(actor, offer_id, delivery_id)
    actions.settle(actor, offer_id=offer_id, batch_id=delivery_id)
    said = {"org": actor.org_name, "name": actor.name, "when": f"{local(now()):%Y-%m-%d %H:%M}"}
    mark = _("%(org)s %(name)s %(when)s 导出") % said
    content = people.sheets.written("xlsx", found.columns, [*found.rows, (mark,)])
    return people.sheets.download(f"{found.supplier}-{today():%Y%m%d}.xlsx", content)
