"""Pages for unions: legal holds."""

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
from niangjia.services.feedback import actions, forms
from niangjia.services.feedback.queries import holds as hold_queries

#: Which field a refused hold is about.
HOLD_FIELDS = {"no_such_number": "number", "past": "until"}


@require_http_methods(["GET", "HEAD", "POST"])
@page("feedback.hold")
def holds(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Cases retention passes over, and one more."""
    number = request.GET.get("number", "")[:24]
    shown = hold_queries.listed(actor, number)
    form = forms.HoldForm(request.POST or None, initial={"number": number})
    if form.is_valid() and _held(actor, form):
        messages.success(request, _("留住了"))
        return HttpResponseRedirect(reverse("feedback_desk:holds"))
    context = {"holds": shown, "number": number, "form": form, "form_key": form_key(request)}
    status = 422 if request.method == "POST" else 200
    return render(request, "feedback/desk/holds.html", context, status=status)


def _held(actor: Actor, form: forms.HoldForm) -> bool:
    """Put the hold; what stands against it is said by its field."""
    try:
        actions.hold(actor, **form.cleaned_data)
    except Refusal as refused:
        if refused.code not in HOLD_FIELDS:
            raise
        form.add_error(HOLD_FIELDS[refused.code], _(refused.message))
        return False
    return True


@require_POST
@page("feedback.hold")
def hold_lift(request: HttpRequest, actor: Actor, hold_id: UUID) -> HttpResponse:
    """Let retention have a case again."""
    actions.lift_hold(actor, hold_id=hold_id)
    messages.success(request, _("解除了"))
    return HttpResponseRedirect(reverse("feedback_desk:holds"))
