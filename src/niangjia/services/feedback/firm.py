"""Pages for employers: what the union brought to them, never who asked."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.types import Actor
from niangjia.kernel.files import door as files

from . import actions, forms
from .queries import evidence, firm

REASON_OWED = _lazy("交给工会了；为什么办不到，还要书面说明，期限在“工会的文书”里")


@require_safe
@page("feedback.firm")
def cases(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Cases the firm is seated on."""
    state = "closed" if request.GET.get("state") == "closed" else "open"
    rows, cursor = firm.seated(actor, state, request.GET.get("after", ""))
    more = f"?state={state}&after={cursor}" if cursor else None
    return render(
        request, "feedback/firm/list.html", {"state": state, "cases": rows, "more_url": more}
    )


@require_safe
@page("feedback.firm")
def case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """One case."""
    return _page(request, actor, case_id, None)


def _page(
    request: HttpRequest,
    actor: Actor,
    case_id: UUID,
    form: forms.FirmReplyForm | None,
    carried: files.Taken | None = None,
) -> HttpResponse:
    found = firm.case(actor, case_id)
    context = {
        "case": found.case,
        "steps": found.steps,
        "can_reply": found.can_reply,
        "form": (form or forms.FirmReplyForm()) if found.can_reply else None,
        "galleries": evidence.galleries(actor, case_id, "firm", found.files),
        "kept": files.showing.drafts(carried.files) if carried else [],
        "form_key": form_key(request),
    }
    return render(request, "feedback/firm/case.html", context, status=422 if form else 200)


@require_POST
@files.taking
@page("feedback.firm")
def reply(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Answer the union."""
    form = forms.FirmReplyForm(request.POST)
    carried = forms.carry(request, actor, form, evidence.weight(actor, case_id))
    if not form.is_valid():
        return _page(request, actor, case_id, form, carried)
    data = form.cleaned_data
    actions.firm_reply(
        actor,
        case_id=case_id,
        text=data["text"],
        done=data["done"],
        cannot=data["cannot"],
        files=carried.ids,
    )
    messages.success(request, REASON_OWED if data["cannot"] else _("交给工会了"))
    return HttpResponseRedirect(reverse("feedback_firm:case", args=[case_id]))


@require_safe
@page("feedback.firm", to_login=False)
def file(
    request: HttpRequest, actor: Actor, case_id: UUID, file_id: UUID, part: str
) -> HttpResponseBase:
    """A part of a file the union let the firm see, or of one of the firm's own."""
    found = evidence.for_firm(actor, case_id, file_id)
    return files.serving.answer(request, found, part, files.serving.name(found))
