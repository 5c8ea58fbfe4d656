"""Pages for unions: the word list that triage help goes by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page, require
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.desks.door import wordlists
from niangjia.kernel.people import door as people
from niangjia.services.feedback import forms, rules
from niangjia.services.feedback.actions import wordlist as actions
from niangjia.services.feedback.queries import wordlist as queries

#: The section shown first.
FIRST = rules.BOARDS[0][1]


@require_http_methods(["GET", "HEAD", "POST"])
@page("feedback.wordlist")
def wordlist(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One section to edit, a sentence to try, and who changed what."""
    found, of = queries.listed(actor), request.GET.get("of", FIRST)
    require(of in queries.titles())
    first = {"words": queries.lines(found.here.get(of, {})), "base": found.number}
    form = forms.WordListForm(request.POST or None, initial=first)
    tried = None
    if form.is_valid():
        wanted = {**found.here, of: form.cleaned_data["words"]}
        sentence = form.cleaned_data["sentence"].strip()
        if request.POST.get("go") != "try":
            if _saved(request, actor, form, wordlists.difference(found.inherited, wanted)):
                return HttpResponseRedirect(f"{reverse('feedback_desk:wordlist')}?of={of}")
        elif sentence:
            tried = [queries.tried(actor, sentence, one) for one in (found.here, wanted)]
    return _shown(request, actor, found, of, {"form": form, "tried": tried})


def _saved(
    request: HttpRequest, actor: Actor, form: Form, change: wordlists.Change, how: str = "edited"
) -> bool:
    try:
        actions.change(actor, base=form.cleaned_data["base"], change=change, how=how)
    except Refusal as refused:
        form.add_error(None, refused.message)
        return False
    messages.success(request, queries.told(change))
    return True


def _shown(
    request: HttpRequest, actor: Actor, found: queries.Listed, of: str, more: Mapping[str, Any]
) -> HttpResponse:
    base = reverse("feedback_desk:wordlist")
    form = more["form"]
    context = {
        "sections": queries.sections(actor, found, of, base),
        "of": of,
        "title": queries.section_title(of),
        "above": found.above,
        "added": list(found.change.added.get(of, {})),
        "removed": list(found.change.removed.get(of, ())),
        "versions": queries.versions(actor),
        "file": forms.WordFileForm(titles=queries.titles()),
        "form_key": form_key(request),
        "number": found.number,
        # Who was told that somebody else changed it has seen the newest now.
        "base": found.number if form.non_field_errors() else form["base"].value(),
        **more,
    }
    wrong = bool(form.errors or context["file"].errors)
    return render(request, "feedback/desk/wordlist.html", context, status=422 if wrong else 200)


@require_safe
@page("feedback.wordlist")
def wordlist_file(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The whole list as it holds here, to edit elsewhere."""
    content = people.sheets.written("csv", forms.COLUMNS, queries.rows(actor))
    return people.sheets.download(_("词表.csv"), content)


@require_POST
@page("feedback.wordlist")
def wordlist_bring(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list as somebody edited it elsewhere."""
    found = queries.listed(actor)
    form = forms.WordFileForm(request.POST, request.FILES, titles=queries.titles())
    if form.is_valid():
        wanted = {**found.here, **form.cleaned_data["file"]}
        if _saved(request, actor, form, wordlists.difference(found.inherited, wanted), "brought"):
            return HttpResponseRedirect(reverse("feedback_desk:wordlist"))
    first = {"words": queries.lines(found.here[FIRST]), "base": found.number}
    more = {"form": forms.WordListForm(initial=first), "tried": None, "file": form}
    return _shown(request, actor, found, FIRST, more)


@require_POST
@page("feedback.wordlist")
def wordlist_back(request: HttpRequest, actor: Actor) -> HttpResponse:
    """As it was at a version; 0 is without any change of this union's."""
    base, number = (_number(request.POST.get(name, "")) for name in ("base", "number"))
    actions.go_back(actor, base=base, number=number)
    messages.success(request, _("退回去了，马上就按那时候的提示。"))
    return HttpResponseRedirect(reverse("feedback_desk:wordlist"))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise Refusal("no_version", _("没有找到。"), status=422)
    return int(text)
