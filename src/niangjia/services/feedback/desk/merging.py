"""Pages of a desk: one case merged into another, and taken apart again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.types import Actor
from niangjia.services.feedback import actions, forms
from niangjia.services.feedback.queries import merging as queries


@require_http_methods(["GET", "HEAD", "POST"])
@page("feedback.handle")
def merge(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Choose the main case, look at both side by side, write to the author, merge."""
    if request.method != "POST":
        return _page(request, actor, case_id, None)
    main = forms.uuid_of(request.POST.get("main", ""))
    answered = main is not None and queries.main_answered(actor, main)
    form = forms.MergeForm(request.POST, answered=answered)
    if not form.is_valid():
        return _page(request, actor, case_id, form)
    data = form.cleaned_data
    actions.merge(
        actor,
        case_id=case_id,
        main_id=data["main"],
        text=data["text"],
        answer=data.get("answer", ""),
    )
    messages.success(request, _("并过去了，本人已经知道；并错了可以拆开"))
    return _to(case_id)


def _to(case_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("feedback_desk:case", args=[case_id]))


def _page(
    request: HttpRequest, actor: Actor, case_id: UUID, wrong: forms.MergeForm | None
) -> HttpResponse:
    asked = request.POST if wrong else request.GET
    main_id = forms.uuid_of(asked.get("main", ""))
    found = queries.page(actor, case_id, main_id, asked.get("number", "")[:24])
    form = wrong
    if form is None and found.main and not found.why:
        first = {"main": found.main.id, "text": _(forms.MERGED_WORDS), "answer": found.answer}
        form = forms.MergeForm(initial=first, answered=found.main.answered)
    context = {
        "merge": found,
        "form": form,
        "number": asked.get("number", "")[:24],
        "form_key": form_key(request),
    }
    return render(request, "feedback/desk/merge.html", context, status=422 if wrong else 200)
