"""Pages for unions: from several reviews to a proposal."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.clock import today
from niangjia.kernel.base.types import Actor
from niangjia.kernel.people import door as people
from niangjia.services.feedback import actions, forms
from niangjia.services.feedback.actions.proposals import Estimate, Proposal
from niangjia.services.feedback.queries import boards, proposals

#: Reviews of the last so many days, unless somebody says otherwise.
LOOK_BACK = timedelta(days=90)


@require_http_methods(["GET", "HEAD", "POST"])
@page("feedback.propose")
def propose(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose reviews, see what they come to, write the proposal."""
    sent = request.method == "POST"
    choose = _choose(request)
    found = _picked(request, actor, choose) if choose.is_bound and choose.is_valid() else None
    form = _form(request, found) if found and found.matters else None
    recount = "recount" in request.POST
    if found and form and form.is_bound and not recount and form.is_valid():
        # Written in the source language, whatever the writer reads pages in.
        with override(None):
            found = proposals.picked(actor, found.choice, found.chosen)
            letter = actions.propose(actor, said=_proposal(found, form.cleaned_data))
        messages.success(request, _("起草好了，看一遍再发"))
        return HttpResponseRedirect(reverse("letters_desk:letter", args=[letter.id]))
    context = {"choose": choose, "picked": found, "form": form, "form_key": form_key(request)}
    return render(request, "feedback/desk/propose.html", context, status=422 if sent else 200)


def _choose(request: HttpRequest) -> forms.ChooseForm:
    data = request.POST or request.GET
    first = {"since": today() - LOOK_BACK, "until": today()}
    offered = boards.open_boards()[0]
    return forms.ChooseForm(data if "firm" in data else None, boards=offered, initial=first)


def _picked(
    request: HttpRequest, actor: Actor, choose: forms.ChooseForm
) -> proposals.Picked | None:
    data = choose.cleaned_data
    firms = people.employers_named(data["firm"], actor.org_root)
    if len(firms) != 1:
        choose.add_error("firm", _("没找到这家单位") if not firms else _("不止一家，请写全名"))
        return None
    choice = proposals.Choice(firms[0], data["board"], data["since"], data["until"])
    return proposals.picked(actor, choice, _left_in(request))


def _left_in(request: HttpRequest) -> set[UUID]:
    """Reviews whose box stays ticked; anything else is nobody's id."""
    return {UUID(one) for one in request.POST.getlist("cases") if _is_uuid(one)}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _form(request: HttpRequest, found: proposals.Picked) -> forms.ProposalForm:
    cases = [(str(one.id), f"{one.title} · {one.number}") for one in found.matters]
    chosen = [str(one) for one in found.chosen]
    return forms.ProposalForm(request.POST or None, cases=cases, initial={"cases": chosen})


def _proposal(found: proposals.Picked, data: dict[str, Any]) -> Proposal:
    return Proposal(
        found.choice.firm,
        found.chosen,
        found.summary.text,
        data["situation"],
        data["ask"],
        Estimate(data["cost"], data["cost_source"]),
        Estimate(data["saving"], data["saving_source"]),
    )
