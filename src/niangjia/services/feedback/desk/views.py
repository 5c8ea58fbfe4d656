"""Pages of a desk: the filters somebody keeps."""

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
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.desks import door as desks
from niangjia.services.feedback import forms, rules
from niangjia.services.feedback.queries import sieve
from niangjia.services.feedback.queries import views as view_queries


@require_safe
@page("desks.views")
def views(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The filters one keeps and those shared here."""
    kept, gone = view_queries.lines(actor)
    context = {"views": kept, "gone": gone, "form_key": form_key(request)}
    return render(request, "feedback/desk/views.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page("desks.views")
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Keep the filter the address asks for."""
    asked = sieve.read(request.GET.dict())
    form = forms.ViewForm(request.POST or None, initial={"pinned": True})
    if form.is_valid() and _kept(actor, form, asked):
        messages.success(request, _("存好了"))
        return HttpResponseRedirect(f"{reverse('feedback_desk:inbox')}?{sieve.address(asked)}")
    return _form_page(request, actor, form, asked, "")


def _kept(actor: Actor, form: forms.ViewForm, asked: dict[str, str]) -> bool:
    try:
        query = sieve.to_keep(asked, actor.org_root)
        desks.actions.keep_view(actor, service=rules.SERVICE, wish=form.wish(), query=query)
    except Refusal as refused:
        form.add_error("name", refused.message)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@page("desks.views")
def edit(request: HttpRequest, actor: Actor, view_id: UUID) -> HttpResponse:
    """Change how a filter is kept."""
    view = desks.queries.view(actor, rules.SERVICE, view_id)
    first = {name: getattr(view, name) for name in ("name", "pinned", "first", "shared", "opening")}
    form = forms.ViewForm(request.POST or None, initial=first)
    if form.is_valid() and _changed(actor, form, view_id):
        messages.success(request, _("改好了"))
        return _to_list()
    return _form_page(request, actor, form, view_queries.asked_by(view), str(view_id))


def _changed(actor: Actor, form: forms.ViewForm, view_id: UUID) -> bool:
    try:
        wish = form.wish()
        desks.actions.change_view(actor, service=rules.SERVICE, view_id=view_id, wish=wish)
    except Refusal as refused:
        form.add_error("name", refused.message)
        return False
    return True


def _form_page(
    request: HttpRequest, actor: Actor, form: Form, asked: dict[str, str], view_id: str
) -> HttpResponse:
    context = {
        "form": form,
        "line": sieve.line(actor, asked, asked.get("tab", "open")),
        "may_share": actor.may("desks.share"),
        "view_id": view_id,
        "tail": sieve.address(asked),
        "form_key": form_key(request),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "feedback/desk/view.html", context, status=status)


def _to_list() -> HttpResponse:
    return HttpResponseRedirect(reverse("feedback_desk:views"))


@require_POST
@page("desks.views")
def move(request: HttpRequest, actor: Actor, view_id: UUID) -> HttpResponse:
    """One place up or down."""
    up = request.POST.get("way") == "up"
    desks.actions.move_view(actor, service=rules.SERVICE, view_id=view_id, up=up)
    return _to_list()


@require_POST
@page("desks.views")
def drop(request: HttpRequest, actor: Actor, view_id: UUID) -> HttpResponse:
    """Delete; the page that follows offers it back."""
    desks.actions.drop_view(actor, view_id=view_id)
    messages.success(request, _("删掉了，七天内可以放回来"))
    return _to_list()


@require_POST
@page("desks.views")
def restore(request: HttpRequest, actor: Actor, view_id: UUID) -> HttpResponse:
    """Have it back."""
    desks.actions.restore_view(actor, service=rules.SERVICE, view_id=view_id)
    messages.success(request, _("放回来了"))
    return _to_list()
