"""Where an offer's units stand: the tree over unions, live."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from niangjia.kernel.acts.page import page
from niangjia.kernel.base.types import Actor
from niangjia.services.benefits.queries import quotas


@require_safe
@page("benefits.run")
def stock(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """How many are left, node by node."""
    return render(request, "benefits/desk/stock.html", quotas.stock(actor, offer_id))
