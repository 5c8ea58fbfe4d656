"""Pages of a desk: words a union says often."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.desks import door as desks
from niangjia.services.feedback import forms, rules
from niangjia.services.feedback.queries import boards as board_queries
from niangjia.services.feedback.queries import canned as canned_queries


@require_http_methods(["GET", "HEAD", "POST"])
@page("desks.words")
def canned(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The words on offer, and one more."""
    form = forms.WordsForm(request.POST or None, boards=board_queries.open_boards()[0])
    if form.is_valid() and _kept(actor, form):
        messages.success(request, _("存好了"))
        return HttpResponseRedirect(reverse("feedback_desk:canned"))
    return _page(request, actor, form, "")


def _kept(actor: Actor, form: forms.WordsForm) -> bool:
    try:
        desks.actions.keep_words(actor, service=rules.SERVICE, **form.cleaned_data)
    except Refusal as refused:
        form.add_error("title", _(refused.message))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@page("desks.words")
def edit(request: HttpRequest, actor: Actor, words_id: UUID) -> HttpResponse:
    """Say it differently."""
    words = canned_queries.one(actor, words_id)
    first = {"title": words.title, "text": words.text, "board": words.board}
    boards = board_queries.open_boards()[0]
    form = forms.WordsForm(request.POST or None, boards=boards, initial=first)
    if form.is_valid() and _changed(actor, form, words_id):
        messages.success(request, _("改好了"))
        return HttpResponseRedirect(reverse("feedback_desk:canned"))
    return _page(request, actor, form, str(words_id))


def _changed(actor: Actor, form: forms.WordsForm, words_id: UUID) -> bool:
    try:
        desks.actions.change_words(actor, words_id=words_id, **form.cleaned_data)
    except Refusal as refused:
        form.add_error("title", _(refused.message))
        return False
    return True


def _page(request: HttpRequest, actor: Actor, form: forms.WordsForm, words_id: str) -> HttpResponse:
    context = {
        "words": canned_queries.lines(actor),
        "blanks": [f"{{{name}}}" for name in desks.rules.BLANKS],
        "form": form,
        "words_id": words_id,
        "form_key": form_key(request),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "feedback/desk/canned.html", context, status=status)


@require_POST
@page("desks.words")
def withdraw(request: HttpRequest, actor: Actor, words_id: UUID) -> HttpResponse:
    """No longer offer them."""
    desks.actions.withdraw_words(actor, words_id=words_id)
    messages.success(request, _("收起来了"))
    return HttpResponseRedirect(reverse("feedback_desk:canned"))
