"""Pages for unions: the catalogue of who answers what."""

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
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import duties as catalogue
from niangjia.services.feedback import actions, forms
from niangjia.services.feedback.queries import boards as board_queries
from niangjia.services.feedback.queries import duties as duty_queries


@require_http_methods(["GET", "HEAD", "POST"])
@page("feedback.duties")
def duties(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The catalogue, one more line, and who would answer a text."""
    offered = board_queries.open_boards()[0]
    form = forms.DutyForm(
        request.POST or None,
        boards=offered,
        unions=duty_queries.union_choices(actor),
        initial={"since": today()},
    )
    if form.is_valid():
        actions.add_duty(actor, new=_new(actor, form))
        messages.success(request, _("写进清单了，下级工会也按它来"))
        return HttpResponseRedirect(reverse("feedback_desk:duties"))
    text, board = request.GET.get("text", "")[:500], request.GET.get("board", "")[:30]
    context = {
        "rows": duty_queries.listed(actor),
        "standing_in": duty_queries.standing_in(actor),
        "form": form,
        "form_key": form_key(request),
        "text": text,
        "boards": [
            {"value": v, "label": _(w), "selected": v == board} for v, w in [("", "—"), *offered]
        ],
        "tried": bool(text),
        "answers": duty_queries.tried(actor, text, board) if text else None,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "feedback/desk/duties.html", context, status=status)


def _new(actor: Actor, form: forms.DutyForm) -> catalogue.NewLine:
    data = form.cleaned_data
    union_id, name = duty_queries.union_name(actor, data["union"])
    return catalogue.NewLine(
        board=data["about"],
        topics=tuple(data["topics"]),
        words=data["words"],
        union_id=union_id,
        name=name or data["name"].strip(),
        phone=data["phone"].strip(),
        how=data["how"].strip(),
        source=data["source"].strip(),
        since=data["since"],
    )


@require_POST
@page("feedback.duties")
def duty_end(request: HttpRequest, actor: Actor, duty_id: UUID) -> HttpResponse:
    """A line holds no longer."""
    actions.end_duty(actor, duty_id=duty_id)
    messages.success(request, _("从今天起不算数了"))
    return HttpResponseRedirect(reverse("feedback_desk:duties"))
