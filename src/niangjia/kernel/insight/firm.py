"""Pages for firms: what a bulletin says of them, and their answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.types import Actor

from . import bulletins, forms, issuing


@require_safe
@page("insight.reply")
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every bulletin that names the firm."""
    return render(request, "insight/firm_parts.html", {"parts": bulletins.parts(actor)})


@require_http_methods(["GET", "HEAD", "POST"])
@page("insight.reply")
def one(request: HttpRequest, actor: Actor, part_id: UUID) -> HttpResponse:
    """What is said of the firm, and its answer while there is time."""
    found = bulletins.part(actor, part_id)
    form = forms.ReplyForm(request.POST or None, initial={"text": found.reply})
    if form.is_valid():
        issuing.reply(actor, part_id=part_id, text=form.cleaned_data["text"])
        messages.success(request, _("写下了，会一字不改印在通报里"))
        return HttpResponseRedirect(reverse("insight_firm:list"))
    context = {"part": found, "form": form, "form_key": form_key(request)}
    status = 422 if request.method == "POST" else 200
    return render(request, "insight/firm_part.html", context, status=status)
