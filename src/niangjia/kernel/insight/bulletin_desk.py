"""Pages for unions: bulletins from the draft to the end."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_http_methods, require_POST

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.types import Actor, Refusal

from . import advising, bulletins, forms, issuing
from .models import Bulletin


def _there(found: Bulletin) -> HttpResponse:
    return HttpResponseRedirect(reverse("insight:bulletin", args=[found.id]))


@require_http_methods(["GET", "HEAD", "POST"])
@page("insight.draft")
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The union's bulletins, and a new one."""
    offered = bulletins.choices(actor)
    first = {"period": request.GET.get("period", ""), "level": "all"}
    form = forms.DraftForm(request.POST or None, choices=offered, initial=first)
    if form.is_valid() and (made := _drafted(actor, form)):
        return _there(made)
    rows = bulletins.written(actor)
    context = {
        "rows": rows,
        "form": form,
        "periods": offered.periods,
        "form_key": form_key(request),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "insight/bulletins_desk.html", context, status=status)


def _drafted(actor: Actor, form: forms.DraftForm) -> Bulletin | None:
    data = form.cleaned_data
    group = bulletins.group_of(actor, data)
    try:
        if not group and data["period"] != forms.OWN:
            start, months = bulletins.period_of(data["period"])
            return issuing.draft(actor, start=start, months=months)
        since, until = bulletins.days_of(data)
        return issuing.draft_own(actor, start=since, until=until, group=group)
    except Refusal as refused:
        form.add_error("period", refused.message)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@page("insight.draft")
def advice(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The sentences a union advises, and one more."""
    form = forms.AdviceForm(request.POST or None)
    if form.is_valid():
        advising.keep(actor, **form.cleaned_data)
        messages.success(request, _("存好了，下一份草稿就用得上"))
        return _to_advice()
    return _advice_page(request, form, advising.listed(actor), "")


@require_http_methods(["GET", "HEAD", "POST"])
@page("insight.draft")
def advice_edit(request: HttpRequest, actor: Actor, advice_id: UUID) -> HttpResponse:
    """Say it differently."""
    found = advising.one(actor, advice_id)
    first = {name: getattr(found, name) for name in ("measure", "below", "text")}
    form = forms.AdviceForm(request.POST or None, initial=first)
    if form.is_valid():
        below, text = form.cleaned_data["below"], form.cleaned_data["text"]
        advising.change(actor, advice_id=advice_id, below=below, text=text)
        messages.success(request, _("改好了"))
        return _to_advice()
    return _advice_page(request, form, [], str(advice_id))


@require_POST
@page("insight.draft")
def advice_withdraw(request: HttpRequest, actor: Actor, advice_id: UUID) -> HttpResponse:
    """Say it no more."""
    advising.withdraw(actor, advice_id=advice_id)
    messages.success(request, _("收起来了"))
    return _to_advice()


def _to_advice() -> HttpResponse:
    return HttpResponseRedirect(reverse("insight:advice"))


def _advice_page(
    request: HttpRequest, form: Form, measures: list[advising.Measured], advice_id: str
) -> HttpResponse:
    context = {
        "form": form,
        "measures": measures,
        "advice_id": advice_id,
        "form_key": form_key(request),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "insight/advice.html", context, status=status)


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
