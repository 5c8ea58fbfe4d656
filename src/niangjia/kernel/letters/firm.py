"""Pages for employers: what the union wrote to them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page, require
from niangjia.kernel.base.types import Actor
from niangjia.kernel.papers import door as papers

from . import actions, forms
from .queries import firm


@require_safe
@page("letters.firm")
def letters(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Letters to the firm."""
    found = firm.listed(actor, request.GET.get("after", "")[:200])
    more = f"?after={found.cursor}" if found.cursor else None
    return render(request, "letters/firm/list.html", {"rows": found.items, "more_url": more})


@require_safe
@page("letters.firm")
def letter(request: HttpRequest, actor: Actor, letter_id: UUID) -> HttpResponse:
    """One letter."""
    return _page(request, actor, letter_id, None)


def _page(
    request: HttpRequest, actor: Actor, letter_id: UUID, form: forms.AnswerForm | None
) -> HttpResponse:
    found = firm.letter(actor, letter_id)
    fresh = forms.AnswerForm(outcomes=found.outcomes) if found.can_answer else None
    context = {"letter": found, "form": form or fresh, "form_key": form_key(request)}
    return render(request, "letters/firm/letter.html", context, status=422 if form else 200)


def _to(letter_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("letters_firm:letter", args=[letter_id]))


@require_POST
@page("letters.firm")
def receive(request: HttpRequest, actor: Actor, letter_id: UUID) -> HttpResponse:
    """Say that it has come."""
    actions.receive(actor, letter_id=letter_id)
    messages.success(request, _("工会知道你们收到了"))
    return _to(letter_id)


@require_POST
@page("letters.firm")
def answer(request: HttpRequest, actor: Actor, letter_id: UUID) -> HttpResponse:
    """Answer the union in writing."""
    found = firm.letter(actor, letter_id)
    form = forms.AnswerForm(request.POST, outcomes=found.outcomes)
    if not form.is_valid():
        return _page(request, actor, letter_id, form)
    actions.answer(actor, letter_id=letter_id, said=form.said())
    messages.success(request, _("书面答复交给工会了"))
    return _to(letter_id)


@require_safe
@page("letters.firm")
def taken(request: HttpRequest, actor: Actor, letter_id: UUID, suffix: str) -> HttpResponse:
    """The letter as a file: pdf or docx."""
    require(suffix in papers.WRITERS)
    return papers.download(firm.taken(actor, letter_id), suffix)
