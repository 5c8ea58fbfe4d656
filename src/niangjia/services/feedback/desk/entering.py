"""Pages for unions: enter a review for somebody."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.types import Actor
from niangjia.kernel.files import door as files
from niangjia.kernel.people import door as people
from niangjia.services.feedback import actions, forms
from niangjia.services.feedback.queries import boards as board_queries
from niangjia.services.feedback.queries import slip as slips


@require_http_methods(["GET", "HEAD", "POST"])
@files.taking
@page("feedback.assist")
def assist(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Enter a review for somebody."""
    offered, topics = board_queries.open_boards()
    form = forms.AssistForm(request.POST or None, boards=offered, more_topics=topics)
    carried = forms.carry(request, actor, form)
    if form.is_valid():
        opened = _enter(actor, form, carried)
        if opened is not None:
            slip = slips.signed(opened, follows=bool(form.cleaned_data["author_phone"]))
            tail = urlencode({"slip": slip})
            return HttpResponseRedirect(f"{reverse('feedback_desk:entered')}?{tail}")
    context = {"form": form, "who_hints": forms.who_hints(), "form_key": form_key(request)}
    context["kept"] = files.showing.drafts(carried.files)
    return render(
        request,
        "feedback/desk/assist.html",
        context,
        status=422 if request.method == "POST" else 200,
    )


@require_safe
@page("feedback.assist")
def entered(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The number of what was just entered."""
    text = request.GET.get("slip", "")[:600]
    if not text:
        return HttpResponseRedirect(reverse("feedback_desk:assist"))
    return render(request, "feedback/desk/entered.html", {"slip": slips.slip(actor, text)})


def _enter(actor: Actor, form: forms.AssistForm, carried: files.Taken) -> Any:
    """Resolve the firm by code or name and the author by phone, then enter."""
    data = form.cleaned_data
    firms = people.employers_named(data["firm"], actor.org_root)
    if len(firms) != 1:
        form.add_error(
            "firm",
            _("没有找到这家单位，请写全名")
            if not firms
            else _("有好几家：%s，请写全名") % _("、").join(f.name for f in firms[:4]),
        )
        return None
    review = actions.Review(
        firms[0].id, data["board"], data["score"], tuple(data["topics"]), data["text"], data["who"]
    )
    return actions.enter_review(
        actor,
        review=review,
        origin=data["origin"],
        said_at=data["said_at"],
        name=data["author_name"],
        phone=data["author_phone"],
        files=carried.ids,
    )
