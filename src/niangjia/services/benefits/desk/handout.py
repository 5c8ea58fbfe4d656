"""Pages of the counter: a code, who it is, one key to hand out; lists and labels."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.clock import day_text, local, now, today
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.offers.door import Claim
from niangjia.kernel.people import door as people
from niangjia.services.benefits import forms
from niangjia.services.benefits.actions import handing as actions
from niangjia.services.benefits.queries import handing as queries
from niangjia.services.benefits.queries import shown


@require_safe
@page("benefits.hand")
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is handed out here."""
    context = {"counters": queries.counters(actor), "may_stock": actor.may("benefits.stock")}
    return render(request, "benefits/desk/counters.html", context)


@require_safe
@page("benefits.hand")
def counter(request: HttpRequest, actor: Actor, handed_id: UUID) -> HttpResponse:
    """The field for the code, and below it whose it is."""
    frame = queries.counter(actor, handed_id)
    form = forms.CodeForm(request.GET if "code" in request.GET else None)
    claim = None
    if form.is_valid():
        claim = queries.found(actor, handed_id, form.cleaned_data["code"])
        if claim is None:
            form.add_error("code", _("没有这个码，请再看一眼；也可以输编号，例如 K7QM-3XPA"))
    elif key := _key(request.GET.get("done", "")):
        claim = queries.one(actor, handed_id, key)
        form = forms.CodeForm()
    context = {
        **frame,
        "form": form,
        "claim": _shown(claim) if claim else None,
        "hand_form": _hand_form(request, frame["points"]),
        "form_key": form_key(request),
    }
    return render(request, "benefits/desk/counter.html", context)


def _hand_form(request: HttpRequest, points: list[tuple[str, str]], data: Any = None) -> Any:
    first = request.GET.get("at") or (points[0][0] if points else "")
    return forms.HandForm(data, points=points, initial={"point": first})


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _shown(one: queries.Found) -> dict[str, Any]:
    return {
        "id": one.object_id,
        "name": one.name,
        "number": one.number,
        "employer": one.employer,
        "phone": one.phone,
        "state": _(Claim.States(one.state).label),
        "waits": one.state in queries.WAITS,
        "collected": one.state == "collected",
        "proxy": one.proxy,
        "when": day_text(one.collected_at) if one.collected_at else "",
        "by": one.by,
    }


def _on(offer_id: UUID, **asked: object) -> HttpResponseRedirect:
    tail = "&".join(f"{name}={value}" for name, value in asked.items() if value)
    return HttpResponseRedirect(f"{reverse('benefits_desk:counter', args=[offer_id])}?{tail}")


@require_POST
@page("benefits.hand")
def collect(request: HttpRequest, actor: Actor, handed_id: UUID, claim_id: UUID) -> HttpResponse:
    """Hand it out; on to the next one."""
    points = queries.counter(actor, handed_id)["points"]
    form = _hand_form(request, points, request.POST)
    at = form.cleaned_data["point"] if form.is_valid() else ""
    proxy = form.cleaned_data["proxy"] if form.is_valid() else ""
    try:
        where = _key(at)
        ids = {"offer_id": handed_id, "claim_id": claim_id}
        actions.collect(actor, point_id=where, proxy=proxy, **ids)
        messages.success(request, _("发出去了"))
    except Refusal as refused:
        if refused.status != 422:
            raise
        messages.warning(request, refused.message)
    return _on(handed_id, done=claim_id, at=at)


@require_POST
@page("benefits.hand")
def undo(request: HttpRequest, actor: Actor, handed_id: UUID, claim_id: UUID) -> HttpResponse:
    """It was a slip of the hand."""
    try:
        actions.undo(actor, offer_id=handed_id, claim_id=claim_id)
        messages.success(request, _("撤回了，这一份还没取"))
    except Refusal as refused:
        if refused.status != 422:
            raise
        messages.warning(request, refused.message)
    return _on(handed_id, done=claim_id)


@require_safe
@page("benefits.hand")
def pick_list(request: HttpRequest, actor: Actor, handed_id: UUID) -> HttpResponse:
    """Who is to come and who has been."""
    found = queries.pick_list(actor, handed_id, request.GET.get("after", "")[:200])
    lines = list(found.items)
    actions.take_list(actor, offer_id=handed_id, people=tuple(one.person_id for one in lines))
    context = {
        **queries.counter(actor, handed_id),
        "lines": lines,
        "more_url": shown.more(found.cursor),
    }
    return render(request, "benefits/desk/pick_list.html", context)


@require_safe
@page("benefits.hand")
def printed(request: HttpRequest, actor: Actor, handed_id: UUID, kind: str) -> HttpResponse:
    """The list to sign on paper, or labels for packs. Everybody on it can see that."""
    lines = queries.whole_list(actor, handed_id)
    actions.take_list(actor, offer_id=handed_id, people=tuple(one.person_id for one in lines))
    context = {
        **queries.counter(actor, handed_id),
        "lines": lines,
        "labels": kind == "labels",
        "printed": shown.stamp(actor),
    }
    return render(request, "benefits/desk/pick_print.html", context)


@require_safe
@page("benefits.hand")
def export(request: HttpRequest, actor: Actor, handed_id: UUID) -> HttpResponse:
    """The list as a file. Everybody on it can see that."""
    lines = queries.whole_list(actor, handed_id)
    frame = queries.counter(actor, handed_id)
    actions.take_list(actor, offer_id=handed_id, people=tuple(one.person_id for one in lines))
    columns = (
        *(_("姓名"), _("编号"), _("单位"), _("状态"), _("代领人")),
        *(_("取走时间"), _("谁发的"), _("签字")),
    )
    rows = [(o.name, o.number, o.employer, o.state, o.proxy, o.when, o.signed, "") for o in lines]
    said = {"org": actor.org_name, "name": actor.name, "when": f"{local(now()):%Y-%m-%d %H:%M}"}
    mark = _("%(org)s %(name)s %(when)s 导出，只在工会内部用，不要外传") % said
    content = people.sheets.written("xlsx", columns, [*rows, (mark,)])
    return people.sheets.download(f"{frame['offer']['title']}-{today():%Y%m%d}.xlsx", content)
