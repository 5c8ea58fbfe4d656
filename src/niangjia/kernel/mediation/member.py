"""Pages for workers: asking for mediation, and the own one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.types import Actor

from . import actions, forms
from .queries import member


@require_http_methods(["GET", "HEAD", "POST"])
@page("mediation.mine")
def case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Ask for mediation out of an own case; where there is one, go there. `again` asks anew."""
    found = member.start(actor, case_id)
    before = None if "again" in request.GET else member.newest(actor, case_id)
    if before and request.method != "POST":
        return _to(before)
    form = forms.ConsentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = actions.ask(actor, case_id=case_id, claim=form.cleaned_data["claim"])
        messages.success(request, _("工会收到了，会派调解员、请公司来谈"))
        return _to(made.id)
    context = {"start": found, "case_id": case_id, "form": form, "form_key": form_key(request)}
    status = 422 if form.is_bound else 200
    return render(request, "mediation/start.html", context, status=status)


def _to(mediation_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("mediation:mediation", args=[mediation_id]))


@require_safe
@page("mediation.mine")
def mediation(request: HttpRequest, actor: Actor, mediation_id: UUID) -> HttpResponse:
    """One own mediation."""
    return _page(request, actor, mediation_id)


def _page(
    request: HttpRequest, actor: Actor, mediation_id: UUID, form: Form | None = None
) -> HttpResponse:
    found = member.mediation(actor, mediation_id)
    context = {
        "found": found,
        "form": (form or forms.ConsentForm()) if found.can.agree else None,
        "form_key": form_key(request),
    }
    return render(request, "mediation/mediation.html", context, status=422 if form else 200)


@require_POST
@page("mediation.mine")
def agree(request: HttpRequest, actor: Actor, mediation_id: UUID) -> HttpResponse:
    """Agree to what the union offers."""
    form = forms.ConsentForm(request.POST)
    if not form.is_valid():
        return _page(request, actor, mediation_id, form)
    actions.agree(actor, mediation_id=mediation_id, claim=form.cleaned_data["claim"])
    messages.success(request, _("工会收到了，会派调解员、请公司来谈"))
    return _to(mediation_id)


@require_POST
@page("mediation.mine")
def decline(request: HttpRequest, actor: Actor, mediation_id: UUID) -> HttpResponse:
    """Say no to it."""
    actions.decline(actor, mediation_id=mediation_id)
    messages.success(request, _("好的，不谈。公司不知道有过这个提议"))
    return _to(mediation_id)


@require_POST
@page("mediation.mine")
def withdraw(request: HttpRequest, actor: Actor, mediation_id: UUID) -> HttpResponse:
    """Take the consent back."""
    form = forms.SilentForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    actions.withdraw(actor, mediation_id=mediation_id, text=text)
    messages.success(request, _("不谈了。公司再也看不到你的姓名和记录"))
    return _to(mediation_id)
