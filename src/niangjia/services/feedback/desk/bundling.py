"""Packing a matter at the desk, to hand it over."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.types import Actor
from niangjia.kernel.bundles import door as bundles
from niangjia.services.feedback import actions
from niangjia.services.feedback.forms.bundling import BundleForm
from niangjia.services.feedback.queries import packing


@require_http_methods(["GET", "HEAD", "POST"])
@page("feedback.bundle")
def bundle(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Pack a case of the own union, and what was packed."""
    form = BundleForm(request.POST if request.method == "POST" else None)
    head, made = packing.ours(actor, case_id)
    if form.is_valid():
        actions.pack(actor, case_id=case_id, purpose=form.cleaned_data["purpose"])
        messages.success(request, _("正在打包，本人也会知道"))
        return HttpResponseRedirect(reverse("feedback_desk:bundle", args=[case_id]))
    context = {"case": head, "bundles": made, "form": form, "form_key": form_key(request)}
    status = 422 if form.is_bound else 200
    return render(request, "feedback/desk/bundle.html", context, status=status)


@require_POST
@page("feedback.bundle", posts_once=False)
def bundle_file(request: HttpRequest, actor: Actor, bundle_id: UUID) -> HttpResponseBase:
    """A bundle one had packed, downloaded; written down."""
    return bundles.sending.answer(actions.fetch_bundle(actor, bundle_id=bundle_id))
