"""Pages for unions: who is away, and who stands in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.clock import today
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.cases.door import deputies as kept
from niangjia.services.feedback import actions, forms
from niangjia.services.feedback.queries import deputies as queries


@require_http_methods(["GET", "HEAD", "POST"])
@page("feedback.deputies")
def deputies(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who stands in for whom, and naming one more."""
    found = queries.page(actor)
    form = forms.DeputyForm(
        request.POST or None,
        away=found.away,
        deputies=found.deputies,
        initial={"since": today()},
    )
    if form.is_valid():
        actions.name_deputy(actor, wish=_wish(actor, form))
        messages.success(request, _("定好了，两个人都收到了消息"))
        return HttpResponseRedirect(reverse("feedback_desk:deputies"))
    context = {"rows": found.rows, "form": form, "form_key": form_key(request)}
    context["alone"] = not [pair for pair in found.deputies if pair not in found.away[:1]]
    status = 422 if form.is_bound else 200
    return render(request, "feedback/desk/deputies.html", context, status=status)


def _wish(actor: Actor, form: forms.DeputyForm) -> kept.Wish:
    data = form.cleaned_data
    away = queries.colleague(actor, data["away"])
    deputy = queries.colleague(actor, data["deputy"])
    if away is None or deputy is None:
        raise Hidden("no_colleague")
    return kept.Wish(away, deputy, data["since"], data["until"])


@require_POST
@page("feedback.deputies")
def deputy_end(request: HttpRequest, actor: Actor, deputy_id: UUID) -> HttpResponse:
    """Back before the last day."""
    actions.end_deputy(actor, deputy_id=deputy_id)
    messages.success(request, _("提前结束了，两个人都收到了消息"))
    return HttpResponseRedirect(reverse("feedback_desk:deputies"))
