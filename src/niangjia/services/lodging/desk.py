"""Pages of a union that lodges people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.clock import date_text, local, now, today
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.base.wording import in_words

from . import actions, forms, queries, rules
from .models import Cost, Stay

COSTS = {"asked": ("warn", "clock"), "approved": ("ok", "check"), "refused": ("err", "close")}


def _to(stay_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("lodging_desk:stay", args=[stay_id]))


@require_safe
@page("lodging.run")
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The union's stays."""
    rows = [
        {
            "id": one.id,
            "title": one.title,
            "until": date_text(one.until),
            "running": one.state == Stay.States.RUNNING,
            "guests": one.guests,
        }
        for one in queries.listed(actor)
    ]
    return render(request, "lodging/list.html", {"stays": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@page("lodging.run")
def begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    """From a matter to a head-count."""
    found = queries.matters(actor)
    offered = [(str(pk), _("%s（%d 人提到）") % (title, n)) for pk, title, n in found]
    first = {
        "until": today(),
        "bring": _("带上工作证和换洗衣服"),
        "matter": request.GET.get("matter"),
    }
    form = forms.BeginForm(request.POST or None, matters=offered, initial=first)
    if form.is_valid():
        data = form.cleaned_data
        made = actions.begin(
            actor, matter_id=UUID(data["matter"]), bring=data["bring"], until=data["until"]
        )
        messages.success(request, _("在问大家了，报上来的数会自己往上跳"))
        return _to(made.id)
    context = {"form": form, "any": bool(found), "form_key": form_key(request)}
    return render(request, "lodging/begin.html", context, status=422 if form.is_bound else 200)


@require_safe
@page("lodging.run")
def stay(request: HttpRequest, actor: Actor, stay_id: UUID) -> HttpResponse:
    """Everything of one stay."""
    return _page(request, actor, stay_id)


def _page(request: HttpRequest, actor: Actor, stay_id: UUID, **bound: Form) -> HttpResponse:
    found = queries.whole(actor, stay_id)
    context = {
        **shown(found),
        "room_form": bound.get("room", forms.RoomForm()),
        "supply_form": bound.get("supply", forms.SupplyForm()),
        "cost_form": bound.get("cost", forms.CostForm()),
        "may_approve": actor.may("lodging.approve"),
        "form_key": form_key(request),
    }
    return render(request, "lodging/stay.html", context, status=422 if bound else 200)


def shown(found: queries.Whole) -> dict[str, Any]:
    """A stay as the templates take it."""
    stay = found.stay
    return {
        "stay": {
            "id": stay.id,
            "title": stay.title,
            "until": date_text(stay.until),
            "bring": stay.bring,
            "running": stay.state == Stay.States.RUNNING,
            "survey": stay.survey_id,
        },
        "asked": found.asked,
        "answered": found.answered,
        "need": found.need,
        "guests": len(found.guests),
        "untold": sum(g.room_id is not None and g.told_room != g.room_id for g in found.guests),
        "rooms": [_room(one) for one in found.rooms],
        "loose": [_guest(one) for one in found.loose],
        "choices": [(one.room.id, one.room.name) for one in found.rooms],
        "supplies": [_supply(one) for one in found.issued],
        "costs": [_cost(one) for one in found.costs],
        "approved": rules.yuan(found.approved),
        "fire": _(rules.FIRE),
        "apart": _(rules.APART),
    }


def _room(one: queries.Slept) -> dict[str, Any]:
    return {
        "id": one.room.id,
        "name": one.room.name,
        "gender": _(one.room.get_gender_display()),
        "beds": one.room.beds,
        "limit": one.room.limit,
        "free": queries.place(one.room).holds - len(one.guests),
        "guests": [_guest(guest) for guest in one.guests],
    }


def _guest(one: Any) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "gender": _(one.get_gender_display()),
        "bedding": one.bedding,
        "wish": one.wish,
        "room": one.room_id,
        "told": one.room_id is not None and one.told_room == one.room_id,
    }


def _supply(one: queries.Issued) -> dict[str, Any]:
    supply = one.supply
    return {
        "id": supply.id,
        "name": supply.name,
        "stock": supply.stock,
        "handed": supply.handed,
        "left": supply.left,
        "waiting": one.waiting,
        "receipts": [
            {
                "id": r.id,
                "number": r.number,
                "name": r.guest.name,
                "signed": r.confirmed_by,
                "by_guest": r.confirmed_by == r.guest.name,
            }
            for r in one.receipts
        ],
    }


def _cost(one: Cost) -> dict[str, Any]:
    kind, icon = COSTS[one.state]
    label = _(Cost.States(one.state).label)
    return {
        "id": one.id,
        "title": one.title,
        "yuan": rules.yuan(one.fen),
        "by": one.by_name,
        "decided": one.decided_by,
        "asked": one.state == Cost.States.ASKED,
        "state": {"kind": kind, "icon": icon, "label": label},
    }


@require_POST
@page("lodging.run")
def room(request: HttpRequest, actor: Actor, stay_id: UUID) -> HttpResponse:
    """Add a room."""
    form = forms.RoomForm(request.POST)
    if form.is_valid():
        try:
            actions.add_room(actor, stay_id=stay_id, **form.cleaned_data)
            return _to(stay_id)
        except Refusal as refused:
            form.add_error("name", refused.message)
    return _page(request, actor, stay_id, room=form)


@require_POST
@page("lodging.run")
def arrange(request: HttpRequest, actor: Actor, stay_id: UUID) -> HttpResponse:
    """Give everybody a bed."""
    plan = actions.arrange(actor, stay_id=stay_id)
    if plan.verdict:
        messages.success(request, _("都有床了，看一遍再告诉大家"))
    else:
        messages.warning(request, in_words(plan.verdict))
    return _to(stay_id)


@require_POST
@page("lodging.run")
def put(request: HttpRequest, actor: Actor, stay_id: UUID, guest_id: UUID) -> HttpResponse:
    """Put one guest elsewhere."""
    try:
        room_id = UUID(request.POST["room"]) if request.POST.get("room") else None
    except ValueError:
        room_id = None
    try:
        actions.put(actor, stay_id=stay_id, guest_id=guest_id, room_id=room_id)
    except Refusal as refused:
        if refused.status != 422:
            raise
        messages.warning(request, refused.message)
    return _to(stay_id)


@require_POST
@page("lodging.run")
def tell(request: HttpRequest, actor: Actor, stay_id: UUID) -> HttpResponse:
    """Tell everybody where they sleep."""
    n = actions.tell(actor, stay_id=stay_id)
    messages.success(request, _("告诉了 %d 个人，每人一条") % n)
    return _to(stay_id)


@require_POST
@page("lodging.run")
def supply(request: HttpRequest, actor: Actor, stay_id: UUID) -> HttpResponse:
    """Something came in."""
    form = forms.SupplyForm(request.POST)
    if form.is_valid():
        actions.stock(actor, stay_id=stay_id, **form.cleaned_data)
        return _to(stay_id)
    return _page(request, actor, stay_id, supply=form)


@require_POST
@page("lodging.run")
def hand_out(request: HttpRequest, actor: Actor, stay_id: UUID, supply_id: UUID) -> HttpResponse:
    """Hand it out."""
    try:
        n = actions.hand_out(actor, stay_id=stay_id, supply_id=supply_id)
        messages.success(request, _("发了 %d 份，每份一张收条") % n)
    except Refusal as refused:
        if refused.status != 422:
            raise
        messages.warning(request, refused.message)
    return _to(stay_id)


@require_POST
@page("lodging.run")
def tick(request: HttpRequest, actor: Actor, stay_id: UUID, receipt_id: UUID) -> HttpResponse:
    """Confirm a receipt by the cadre's name."""
    actions.tick(actor, stay_id=stay_id, receipt_id=receipt_id)
    return _to(stay_id)


@require_POST
@page("lodging.run")
def cost(request: HttpRequest, actor: Actor, stay_id: UUID) -> HttpResponse:
    """Ask for money."""
    form = forms.CostForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        actions.ask_cost(actor, stay_id=stay_id, title=data["title"], fen=data["yuan"])
        return _to(stay_id)
    return _page(request, actor, stay_id, cost=form)


@require_POST
@page("lodging.approve")
def decide(request: HttpRequest, actor: Actor, stay_id: UUID, cost_id: UUID) -> HttpResponse:
    """Say yes or no to it."""
    yes = request.POST.get("say") == "yes"
    actions.decide(actor, stay_id=stay_id, cost_id=cost_id, yes=yes)
    return _to(stay_id)


@require_POST
@page("lodging.run")
def end(request: HttpRequest, actor: Actor, stay_id: UUID) -> HttpResponse:
    """It is over."""
    actions.end(actor, stay_id=stay_id)
    messages.success(request, _("结束了，清单都留着"))
    return _to(stay_id)


@require_safe
@page("lodging.run")
def printed(request: HttpRequest, actor: Actor, stay_id: UUID, kind: str) -> HttpResponse:
    """A list for paper: for the doors of rooms, or for the store."""
    found = queries.whole(actor, stay_id)
    stamp = {"name": actor.name, "when": f"{local(now()):%Y-%m-%d %H:%M}"}
    context = {
        **shown(found),
        "store": kind == "store",
        "printed": _("%(name)s %(when)s 打印") % stamp,
    }
    return render(request, "lodging/print.html", context)
