"""Pages for unions: bulletins from the draft to the end."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.types import Actor, Refusal

from . import bulletins, forms, issuing
from .models import Bulletin


def _there(found: Bulletin) -> HttpResponse:
    return HttpResponseRedirect(reverse("insight:bulletin", args=[found.id]))


@require_http_methods(["GET", "HEAD", "POST"])
@page("insight.draft")
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The union's bulletins, and a new one."""
    rows, periods = bulletins.written(actor)
    form = forms.DraftForm(request.POST or None, periods=periods)
    if form.is_valid() and (made := _drafted(actor, form)):
        return _there(made)
    context = {"rows": rows, "form": form, "periods": periods, "form_key": form_key(request)}
    status = 422 if request.method == "POST" else 200
    return render(request, "insight/bulletins_desk.html", context, status=status)


def _drafted(actor: Actor, form: forms.DraftForm) -> Bulletin | None:
    start, months = bulletins.period_of(form.cleaned_data["period"])
    try:
        return issuing.draft(actor, start=start, months=months)
    except Refusal as refused:
        form.add_error("period", refused.message)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@page("insight.draft")
def one(request: HttpRequest, actor: Actor, bulletin_id: UUID) -> HttpResponse:
    """One bulletin: its words while it is a draft, the answers of firms, the next step."""
    found = bulletins.desk(actor, bulletin_id)
    form = forms.WordsForm(request.POST or None, initial=found.sections)
    if form.is_valid():
        words = bulletins.sections_of(form.cleaned_data)
        made = issuing.write(actor, bulletin_id=bulletin_id, sections=words)
        messages.success(request, _("存好了，原来的字也留着"))
        return _there(made)
    context = {"found": found, "form": form, "form_key": form_key(request)}
    status = 422 if request.method == "POST" else 200
    return render(request, "insight/bulletin_desk.html", context, status=status)


STEPS = {
    "ask": (issuing.ask, noop("写到的单位都收到了，等他们答复")),
    "mend": (issuing.mend, noop("退回草稿了")),
    "publish": (issuing.publish, noop("公开了，下级工会和写到的单位都收到了")),
    "drop": (issuing.drop, noop("不出了")),
    "withdraw": (issuing.withdraw, noop("收回了")),
}


@require_POST
@page("insight.draft")
def step(request: HttpRequest, actor: Actor, bulletin_id: UUID, verb: str) -> HttpResponse:
    """One step; who may take it is the action's to say."""
    if verb not in STEPS:
        raise Refusal("no_step", _("没有这一步。"), status=404)
    deed, said = STEPS[verb]
    made = deed(actor, bulletin_id=bulletin_id)
    messages.success(request, _(said))
    return _there(made)
