"""Pages for unions: files to be looked at before a third person sees them, and the files."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.types import Actor
from niangjia.kernel.files import door as files
from niangjia.services.feedback import actions, forms
from niangjia.services.feedback.queries import evidence


@require_http_methods(["GET", "HEAD", "POST"])
@page("feedback.screen")
def screen(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits to be looked at; decide on one or on many."""
    found = evidence.queue(actor, forms.uuid_of(request.GET.get("case", "")))
    form = forms.ScreenForm(request.POST or None)
    if form.is_valid():
        done = _decide(actor, form)
        messages.success(request, ngettext("%d 样看过了", "%d 样看过了", done) % done)
        return HttpResponseRedirect(request.get_full_path())
    context = {"queue": found, "form": form, "form_key": form_key(request)}
    status = 422 if request.method == "POST" else 200
    return render(request, "feedback/desk/screen.html", context, status=status)


def _decide(actor: Actor, form: forms.ScreenForm) -> int:
    data = form.cleaned_data
    if data["do"] == "release":
        return len(actions.release_files(actor, ids=data["file"]))
    return len(actions.keep_files(actor, ids=data["file"], reason=data["reason"]))


@require_safe
@page("feedback.desk", to_login=False)
def file(
    request: HttpRequest, actor: Actor, case_id: UUID, file_id: UUID, part: str
) -> HttpResponseBase:
    """A part of a file of a case; the author is told that somebody looked."""
    found = evidence.for_union(actor, case_id, file_id)
    return files.serving.answer(request, found.file, part, files.serving.name(found.file))
