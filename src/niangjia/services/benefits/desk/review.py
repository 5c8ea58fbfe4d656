"""Those who asked for something that is given one by one: yes, or no with a reason."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.services.benefits.actions import claims
from niangjia.services.benefits.forms.answers import WhyNotForm
from niangjia.services.benefits.queries import quotas


@require_safe
@page("benefits.run")
def asked(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """Who waits for an answer; that the page was opened, each of them can see."""
    found = quotas.asked(actor, offer_id, request.GET.get("after", ""))
    return render(request, "benefits/desk/asked.html", {**found, "form_key": form_key(request)})


@require_POST
@page("benefits.run")
def approve(request: HttpRequest, actor: Actor, claim_id: UUID) -> HttpResponse:
    """Yes."""
    made = claims.approve(actor, claim_id=claim_id)
    messages.success(request, _("批了，发消息告诉他了"))
    return _back(made.offer_id)


@require_POST
@page("benefits.run")
def refuse(request: HttpRequest, actor: Actor, claim_id: UUID) -> HttpResponse:
    """No, and why."""
    form = WhyNotForm(request.POST)
    if not form.is_valid():
        raise Refusal("why", _("写上为什么没批（2 到 200 字），他看得到。"), status=422)
    made = claims.refuse(actor, claim_id=claim_id, why=form.cleaned_data["why"])
    messages.success(request, _("没批，原因发给他了"))
    return _back(made.offer_id)


def _back(offer_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("benefits_desk:asked", args=[offer_id]))
