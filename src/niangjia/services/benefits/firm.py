"""Pages for employers: what the union handed to them, to sign for."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.types import Actor

from .actions import stock as actions
from .queries import goods as queries
from .queries import shown


@require_safe
@page("benefits.sign")
def slips(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What came from the union."""
    found = [shown.slip(one) for one in queries.for_firm(actor)]
    context = {"slips": found, "form_key": form_key(request)}
    return render(request, "benefits/firm/slips.html", context)


@require_POST
@page("benefits.sign")
def sign(request: HttpRequest, actor: Actor, slip_id: UUID) -> HttpResponse:
    """Sign for it."""
    actions.sign(actor, receipt_id=slip_id)
    messages.success(request, _("签收了，工会看得到"))
    return HttpResponseRedirect(reverse("benefits_firm:slips"))
