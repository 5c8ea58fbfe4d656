"""Pages for guests."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.kernel.acts.page import page
from niangjia.kernel.base.clock import date_text, day_text
from niangjia.kernel.base.types import Actor

from . import actions, queries


@require_safe
@page("lodging.stay")
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Where I sleep, and what I was handed."""
    stays = [
        {
            "title": one.stay.title,
            "org": one.stay.org_name,
            "until": date_text(one.stay.until),
            "bring": one.stay.bring,
            "room": one.room,
            "receipts": [
                {
                    "id": row.id,
                    "number": row.number,
                    "name": name,
                    "signed": day_text(row.confirmed_at) if row.confirmed_at else "",
                }
                for row, name in one.receipts
            ],
        }
        for one in queries.mine(actor)
    ]
    return render(request, "lodging/mine.html", {"tab": "me", "stays": stays})


@require_POST
@page("lodging.stay")
def sign(request: HttpRequest, actor: Actor, receipt_id: UUID) -> HttpResponse:
    """I got it."""
    actions.sign(actor, receipt_id=receipt_id)
    messages.success(request, _("签收了"))
    return HttpResponseRedirect(reverse("lodging:mine"))
