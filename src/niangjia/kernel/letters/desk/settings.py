"""Pages for unions: templates, certificates and charges."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.letters import actions, forms
from niangjia.kernel.letters.actions.settings import Charge
from niangjia.kernel.letters.queries import settings
from niangjia.kernel.people import door as people


@require_safe
@page("letters.settings")
def templates(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every kind of letter and whose words it begins with."""
    return render(request, "letters/desk/templates.html", {"rows": settings.templates(actor)})


@require_http_methods(["GET", "HEAD", "POST"])
@page("letters.settings")
def template(request: HttpRequest, actor: Actor, template: str) -> HttpResponse:
    """Change the words of a kind of letter, or look at them filled in first."""
    found = settings.template(actor, template)
    first = {"word": found.words.word, "title": found.words.title, "body": found.words.body}
    form = forms.TemplateForm(request.POST or None, initial=first)
    looked = "preview" in request.POST
    if form.is_valid() and not looked and _kept(actor, template, form):
        messages.success(request, _("存好了，新起草的文书用这个"))
        return HttpResponseRedirect(reverse("letters_desk:templates"))
    if form.is_bound and form.is_valid() and looked:
        found = settings.template(actor, template, form.wording())
    context = {"pattern": found, "form": form, "looked": looked, "form_key": form_key(request)}
    status = 422 if request.method == "POST" else 200
    return render(request, "letters/desk/template.html", context, status=status)


def _kept(actor: Actor, kind: str, form: forms.TemplateForm) -> bool:
    """Keep the words; what stands against them is said by the field."""
    try:
        actions.keep_template(actor, kind=kind, words=form.wording())
    except Refusal as refused:
        if refused.code != "unknown_place":
            raise
        form.add_error("body", refused.message)
        return False
    return True


@require_POST
@page("letters.settings")
def template_reset(request: HttpRequest, actor: Actor, template: str) -> HttpResponse:
    """Back to the words of the house, or of the union above."""
    actions.reset_template(actor, kind=template)
    messages.success(request, _("换回原来的了"))
    return HttpResponseRedirect(reverse("letters_desk:templates"))


@require_http_methods(["GET", "HEAD", "POST"])
@page("letters.see")
def mandates(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who holds which certificate, and one more."""
    may = actor.may("letters.mandate")
    form = _mandate_form(actor, request.POST or None) if may else None
    if form and form.is_valid() and _given(actor, form):
        messages.success(request, _("登记好了"))
        return HttpResponseRedirect(reverse("letters_desk:mandates"))
    context = {"rows": settings.mandates(actor), "form": form, "form_key": form_key(request)}
    status = 422 if request.method == "POST" else 200
    return render(request, "letters/desk/mandates.html", context, status=status)


def _mandate_form(actor: Actor, data: Any) -> forms.MandateForm:
    cadres = [(str(c.person_id), f"{c.name} {c.title}") for c in people.cadres(actor.org)]
    return forms.MandateForm(data, cadres=cadres)


def _given(actor: Actor, form: forms.MandateForm) -> bool:
    data = form.cleaned_data
    charge = Charge(
        UUID(data["person"]), data["kind"], data["number"], data["since"], data["until"]
    )
    try:
        actions.give_mandate(actor, charge=charge)
    except Refusal as refused:
        if refused.code != "number_taken":
            raise
        form.add_error("number", refused.message)
        return False
    return True


@require_POST
@page("letters.mandate")
def mandate_end(request: HttpRequest, actor: Actor, mandate_id: UUID) -> HttpResponse:
    """End a certificate or charge."""
    actions.end_mandate(actor, mandate_id=mandate_id)
    messages.success(request, _("到今天为止"))
    return HttpResponseRedirect(reverse("letters_desk:mandates"))
