"""Pages for unions: what came of proposals, and checking it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.kernel.acts.page import page
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.letters import actions, forms, reading
from niangjia.kernel.letters.queries import desk

from .letters import shown, to


@require_safe
@page("letters.see")
def benefits(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Verified and claimed items; only the first are summed."""
    found = desk.benefits(actor, request.GET.get("after", "")[:200])
    context = {
        "totals": desk.totals(actor),
        "rows": found.items,
        "more_url": f"?after={found.cursor}" if found.cursor else None,
    }
    return render(request, "letters/desk/benefits.html", context)


@require_POST
@page("letters.write")
def claim(request: HttpRequest, actor: Actor, letter_id: UUID) -> HttpResponse:
    """Enter what came of a proposal."""
    form = forms.DecidedForm(request.POST, prefix="claim")
    if not form.is_valid():
        return shown(request, actor, letter_id, "claim", form)
    actions.claim_benefit(actor, letter_id=letter_id, said=form.decided())
    messages.success(request, _("录好了，等财务核实"))
    return to(letter_id)


@require_POST
@page("letters.write")
def mend(request: HttpRequest, actor: Actor, benefit_id: UUID) -> HttpResponse:
    """Enter doubtful figures anew."""
    found = reading.benefit(actor, benefit_id)
    form = forms.DecidedForm(request.POST, prefix="claim")
    if not form.is_valid():
        return shown(request, actor, found.letter_id, "claim", form)
    actions.mend_benefit(actor, benefit_id=benefit_id, said=form.decided())
    messages.success(request, _("补好了，等财务核实"))
    return to(found.letter_id)


@require_POST
@page("letters.write")
def drop(request: HttpRequest, actor: Actor, benefit_id: UUID) -> HttpResponse:
    """Give up a claim."""
    found = actions.drop_benefit(actor, benefit_id=benefit_id)
    messages.success(request, _("这一项不计了"))
    return to(found.letter_id)


@require_POST
@page("letters.check")
def check(request: HttpRequest, actor: Actor, benefit_id: UUID) -> HttpResponse:
    """Check the figures."""
    found = reading.benefit(actor, benefit_id)
    form = forms.CheckForm(request.POST, prefix="check")
    if not form.is_valid():
        return shown(request, actor, found.letter_id, "check", form)
    right, note = form.cleaned_data["right"] == "yes", form.cleaned_data["note"]
    try:
        actions.check_benefit(actor, benefit_id=benefit_id, right=right, note=note)
    except Refusal as refused:
        if refused.code != "may_not_verify":
            raise
        form.add_error("right", refused.message)
        return shown(request, actor, found.letter_id, "check", form)
    messages.success(request, _("核实记下了") if right else _("退回补证据了"))
    return to(found.letter_id)
