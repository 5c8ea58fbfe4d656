"""Pages for unions: the mediations, and one of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page, require
from niangjia.kernel.base.types import Actor
from niangjia.kernel.papers import door as papers

from . import actions, forms
from .queries import desk


@require_safe
@page("mediation.see")
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The mediations of the own part of the tree."""
    tab = "done" if request.GET.get("tab") == "done" else "open"
    found = desk.listed(actor, tab, request.GET.get("after", "")[:200])
    more = f"?tab={tab}&after={found.cursor}" if found.cursor else None
    context = {"tab": tab, "rows": found.items, "more_url": more}
    return render(request, "mediation/desk/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page("mediation.handle")
def case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Offer mediation to the author of a case; where there is one, go there."""
    before = None if "again" in request.GET else desk.newest(actor, case_id)
    if before and request.method != "POST":
        return _to(before)
    found = desk.offering(actor, case_id)
    form = forms.OfferForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = actions.offer(actor, case_id=case_id, text=form.cleaned_data["text"])
        messages.success(request, _("问过本人了；本人同意以前，公司不会知道"))
        return _to(made.id)
    context = {"offering": found, "case_id": case_id, "form": form, "form_key": form_key(request)}
    status = 422 if form.is_bound else 200
    return render(request, "mediation/desk/offer.html", context, status=status)


def _to(mediation_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("mediation_desk:mediation", args=[mediation_id]))


@require_safe
@page("mediation.see")
def mediation(request: HttpRequest, actor: Actor, mediation_id: UUID) -> HttpResponse:
    """One mediation."""
    return _page(request, actor, mediation_id)


def _page(
    request: HttpRequest, actor: Actor, mediation_id: UUID, wrong: str = "", form: Any = None
) -> HttpResponse:
    found = desk.mediation(actor, mediation_id)
    offered = _offered(actor, mediation_id, found)
    if wrong:
        offered[wrong] = form
    context: dict[str, Any] = {
        "found": found,
        "open_form": wrong,
        "form_key": form_key(request),
        **{f"{name}_form": offered.get(name) for name in forms.NAMES},
    }
    status = 422 if wrong else 200
    return render(request, "mediation/desk/mediation.html", context, status=status)


def _offered(actor: Actor, mediation_id: UUID, found: desk.Whole) -> dict[str, Form]:
    """The forms this reader gets."""
    can, out = found.can, dict[str, Form]()
    if can.invite:
        near = desk.mediators(actor, mediation_id)
        out["invite"] = forms.InviteForm(mediators=near, prefix="invite")
    if can.talk:
        out["talk"] = forms.TalkForm(prefix="talk")
        if found.next_talk:
            out["record"] = forms.RecordForm(prefix="record")
    if can.draft:
        out["draft"] = forms.DraftForm(prefix="draft", initial={"terms": found.terms})
    if can.fail:
        out["fail"] = forms.WhyForm(prefix="fail")
    return out


@require_POST
@page("mediation.handle")
def invite(request: HttpRequest, actor: Actor, mediation_id: UUID) -> HttpResponse:
    """Appoint a mediator and ask the firm."""
    near = desk.mediators(actor, mediation_id)
    form = forms.InviteForm(request.POST, mediators=near, prefix="invite")
    if not form.is_valid():
        return _page(request, actor, mediation_id, "invite", form)
    mediator = UUID(form.cleaned_data["mediator"])
    actions.invite(actor, mediation_id=mediation_id, mediator=mediator)
    messages.success(request, _("调解员定了，已经请公司答复"))
    return _to(mediation_id)


@require_POST
@page("mediation.handle")
def talk(request: HttpRequest, actor: Actor, mediation_id: UUID) -> HttpResponse:
    """Arrange a talk."""
    form = forms.TalkForm(request.POST, prefix="talk")
    if not form.is_valid():
        return _page(request, actor, mediation_id, "talk", form)
    actions.arrange(actor, mediation_id=mediation_id, **form.cleaned_data)
    messages.success(request, _("约好了，两边都收到时间和地点"))
    return _to(mediation_id)


@require_POST
@page("mediation.handle")
def record(request: HttpRequest, actor: Actor, mediation_id: UUID) -> HttpResponse:
    """Write down who came and what was said."""
    form = forms.RecordForm(request.POST, prefix="record")
    if not form.is_valid():
        return _page(request, actor, mediation_id, "record", form)
    data = form.cleaned_data
    actions.record(actor, sitting_id=data["sitting"], came=data["came"], text=data["text"])
    messages.success(request, _("记下了，两边都看得到"))
    return _to(mediation_id)


@require_POST
@page("mediation.handle")
def draft(request: HttpRequest, actor: Actor, mediation_id: UUID) -> HttpResponse:
    """Put an agreement before both."""
    form = forms.DraftForm(request.POST, prefix="draft")
    if not form.is_valid():
        return _page(request, actor, mediation_id, "draft", form)
    actions.draft(actor, mediation_id=mediation_id, terms=form.cleaned_data["terms"])
    messages.success(request, _("协议请两边看了，都确认才算成"))
    return _to(mediation_id)


@require_POST
@page("mediation.handle")
def revise(request: HttpRequest, actor: Actor, mediation_id: UUID) -> HttpResponse:
    """Take the draft back."""
    actions.revise(actor, mediation_id=mediation_id)
    messages.success(request, _("收回来了，改好再请两边看"))
    return _to(mediation_id)


@require_POST
@page("mediation.handle")
def fail(request: HttpRequest, actor: Actor, mediation_id: UUID) -> HttpResponse:
    """Say that they do not come together."""
    form = forms.WhyForm(request.POST, prefix="fail")
    if not form.is_valid():
        return _page(request, actor, mediation_id, "fail", form)
    actions.fail(actor, mediation_id=mediation_id, text=form.cleaned_data["text"])
    messages.success(request, _("结束了，本人知道下一步去哪里"))
    return _to(mediation_id)


@require_safe
@page("mediation.see")
def taken(request: HttpRequest, actor: Actor, mediation_id: UUID, suffix: str) -> HttpResponse:
    """The document as a file: pdf or docx."""
    require(suffix in papers.WRITERS)
    return papers.download(desk.taken(actor, mediation_id), suffix)
