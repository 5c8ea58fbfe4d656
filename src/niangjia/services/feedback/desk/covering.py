"""Pages for unions: covering parts of a picture before a third person sees it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.types import Actor
from niangjia.kernel.files import door as files
from niangjia.services.feedback import actions, forms
from niangjia.services.feedback.queries import evidence

PERMIT = "feedback.screen"
View = Callable[..., HttpResponseBase]


def copying(view: View) -> View:
    """Make the copy before the page runs; `request.copy` is it, where there is one, and
    `request.cover_form` what was sent."""

    @functools.wraps(view)
    def run(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponseBase:
        form = forms.CoverForm(request.POST or None)
        request.cover_form, request.copy = form, None  # type: ignore[attr-defined]
        if form.is_valid():
            request.copy = _copy(request, form, case_id, file_id)  # type: ignore[attr-defined]
        return view(request, case_id, file_id)

    return run


def _copy(
    request: HttpRequest, form: forms.CoverForm, case_id: UUID, file_id: UUID
) -> files.Stored | None:
    try:
        return files.covering.copied(
            request,
            PERMIT,
            lambda actor: evidence.to_cover(actor, case_id, file_id).file,
            form.marks(),
        )
    except files.BadFile as bad:
        form.add_error(None, _(files.rules.SENTENCES[bad.why]))
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@copying
@page(PERMIT)
def cover(request: HttpRequest, actor: Actor, case_id: UUID, file_id: UUID) -> HttpResponse:
    """Say which parts of a picture are covered."""
    found = evidence.to_cover(actor, case_id, file_id)
    form: forms.CoverForm = request.cover_form  # type: ignore[attr-defined]
    copy: files.Stored | None = request.copy  # type: ignore[attr-defined]
    if copy is not None:
        marks = form.marks()
        actions.cover(actor, case_id=case_id, file_id=file_id, copy_id=copy.id, marks=marks)
        messages.success(request, _("遮好了。看一眼遮过的这张，可以了再给"))
        return _queue(case_id)
    context = {"picture": found, "form": form, "form_key": form_key(request)}
    status = 422 if form.is_bound else 200
    return render(request, "feedback/desk/cover.html", context, status=status)


@require_POST
@page(PERMIT)
def uncover(request: HttpRequest, actor: Actor, case_id: UUID, file_id: UUID) -> HttpResponse:
    """Take the covered copy of a picture away again."""
    actions.uncover(actor, case_id=case_id, file_id=file_id)
    messages.success(request, _("遮的撤掉了，可以重新遮"))
    return _queue(case_id)


def _queue(case_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('feedback_desk:screen')}?case={case_id}")
