"""Pages for employers: mediations they were asked to."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.types import Actor

from . import actions, forms
from .models import Mediation
from .queries import firm


@require_safe
@page("mediation.firm")
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Mediations of the firm."""
    found = firm.listed(actor, request.GET.get("after", "")[:200])
    more = f"?after={found.cursor}" if found.cursor else None
    return render(request, "mediation/firm/list.html", {"rows": found.items, "more_url": more})


@require_safe
@page("mediation.firm")
def mediation(request: HttpRequest, actor: Actor, mediation_id: UUID) -> HttpResponse:
    """One of them."""
    return _page(request, actor, mediation_id)


def _page(
    request: HttpRequest,
    actor: Actor,
    mediation_id: UUID,
    form: forms.WhyForm | None = None,
) -> HttpResponse:
    found = firm.mediation(actor, mediation_id)
    context = {
        "found": found,
        "why_form": form or forms.WhyForm(),
        "open_form": form is not None,
        "form_key": form_key(request),
    }
    status = 422 if form else 200
    return render(request, "mediation/firm/mediation.html", context, status=status)


def _to(mediation_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("mediation_firm:mediation", args=[mediation_id]))


@require_POST
@page("mediation.firm")
def accept(request: HttpRequest, actor: Actor, mediation_id: UUID) -> HttpResponse:
    """Agree to talk."""
    actions.accept(actor, mediation_id=mediation_id)
    messages.success(request, _("答应了，调解员会约时间"))
    return _to(mediation_id)


@require_POST
@page("mediation.firm")
def refuse(request: HttpRequest, actor: Actor, mediation_id: UUID) -> HttpResponse:
    """Not want to."""
    return _over(request, actor, mediation_id, actions.refuse)


@require_POST
@page("mediation.firm")
def leave(request: HttpRequest, actor: Actor, mediation_id: UUID) -> HttpResponse:
    """Not want to talk on."""
    return _over(request, actor, mediation_id, actions.leave)


def _over(
    request: HttpRequest, actor: Actor, mediation_id: UUID, end: Callable[..., Mediation]
) -> HttpResponse:
    """The firm ends it, and says why."""
    form = forms.WhyForm(request.POST)
    if not form.is_valid():
        return _page(request, actor, mediation_id, form)
    end(actor, mediation_id=mediation_id, text=form.cleaned_data["text"])
    messages.success(request, _("告诉工会了"))
    return _to(mediation_id)
