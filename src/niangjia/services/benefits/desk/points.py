"""Pages of goods in kind: points, what stands there, what comes and goes."""

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
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.services.benefits import forms
from niangjia.services.benefits.actions import stock as actions
from niangjia.services.benefits.queries import goods as queries
from niangjia.services.benefits.queries import shown


def to_point(point_id: UUID) -> HttpResponseRedirect:
    """On to the page of one point."""
    return HttpResponseRedirect(reverse("benefits_desk:point", args=[point_id]))


@require_safe
@page("benefits.hand")
def points(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Goods and points."""
    return _points(request, actor)


def _points(request: HttpRequest, actor: Actor, **bound: Form) -> HttpResponse:
    context = {
        "goods": [shown.goods(one) for one in queries.goods(actor)],
        "points": [shown.spot(one) for one in queries.points(actor)],
        "goods_form": bound.get("goods") or forms.GoodsForm(offers=queries.offers(actor)),
        "point_form": bound.get("point") or forms.PointForm(),
        "open": next(iter(bound), ""),
        "may_stock": actor.may("benefits.stock"),
        "form_key": form_key(request),
    }
    return render(request, "benefits/desk/points.html", context, status=422 if bound else 200)


@require_POST
@page("benefits.stock")
def name_goods(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Write down a kind of goods."""
    form = forms.GoodsForm(request.POST, offers=queries.offers(actor))
    if form.is_valid():
        data = form.cleaned_data
        offer = UUID(data["offer"]) if data["offer"] else None
        facts = {"name": data["name"], "unit": data["unit"], "cost": form.cost()}
        try:
            made = actions.name_goods(actor, offer_id=offer, **facts)
            return HttpResponseRedirect(reverse("benefits_desk:goods", args=[made.id]))
        except Refusal as refused:
            _said(form, "name", refused)
    return _points(request, actor, goods=form)


def _said(form: Form, field: str, refused: Refusal) -> None:
    """A refusal that belongs to what was typed stands by its field; another is a page."""
    if refused.status != 422:
        raise refused
    form.add_error(field, refused.message)


@require_POST
@page("benefits.stock")
def open_point(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Write down a point."""
    form = forms.PointForm(request.POST)
    if form.is_valid():
        try:
            return to_point(actions.open_point(actor, **form.cleaned_data).id)
        except Refusal as refused:
            _said(form, "name", refused)
    return _points(request, actor, point=form)


@require_safe
@page("benefits.hand")
def point(request: HttpRequest, actor: Actor, point_id: UUID) -> HttpResponse:
    """One point."""
    return _point(request, actor, point_id)


def _forms(actor: Actor, point_id: UUID, data: Any = None) -> dict[str, Any]:
    """The two forms of a point: what comes, and what goes. The one that was sent is bound."""
    items = [(one.id, one.name) for one in queries.goods(actor)]
    others = [(one.id, one.name) for one in queries.points(actor) if one.id != point_id]
    coming = data if data and "in-quantity" in data else None
    going = data if data and "out-quantity" in data else None
    first = {"source": "purchase", "verb": "send"}
    return {
        "in_form": forms.ReceiveForm(coming, items=items, initial=first),
        "out_form": forms.MoveForm(going, items=items, points=others, initial=first),
    }


def _point(
    request: HttpRequest, actor: Actor, point_id: UUID, bound: dict[str, Any] | None = None
) -> HttpResponse:
    found = queries.point(actor, point_id, request.GET.get("after", "")[:200])
    context = {
        "point": shown.spot(found.spot),
        "stocks": [shown.stock(one) for one in found.stocks],
        "lines": [shown.entry(one) for one in found.lines.items],
        "more_url": shown.more(found.lines.cursor),
        **(bound or _forms(actor, point_id)),
        "may_stock": actor.may("benefits.stock"),
        "form_key": form_key(request),
    }
    return render(request, "benefits/desk/point.html", context, status=422 if bound else 200)


@require_POST
@page("benefits.stock")
def receive(request: HttpRequest, actor: Actor, point_id: UUID) -> HttpResponse:
    """Something came."""
    bound = _forms(actor, point_id, request.POST)
    form = bound["in_form"]
    if form.is_valid():
        came, item = form.came(), UUID(form.cleaned_data["item"])
        try:
            actions.receive(actor, point_id=point_id, item_id=item, came=came)
            messages.success(request, _("记下了，收到 %d") % came.quantity)
            return to_point(point_id)
        except Refusal as refused:
            _said(form, "expires" if came.source != "donor" else "paper", refused)
    return _point(request, actor, point_id, bound)


@require_POST
@page("benefits.stock")
def move(request: HttpRequest, actor: Actor, point_id: UUID) -> HttpResponse:
    """Something goes, or was counted."""
    bound = _forms(actor, point_id, request.POST)
    form = bound["out_form"]
    if form.is_valid():
        try:
            messages.success(request, _moved(actor, point_id, form.cleaned_data))
            return to_point(point_id)
        except Refusal as refused:
            _said(form, "quantity", refused)
    return _point(request, actor, point_id, bound)


def _moved(actor: Actor, point_id: UUID, data: dict[str, Any]) -> str:
    """Do what was chosen; what to say of it."""
    verb, quantity, reason = data["verb"], data["quantity"], data["reason"]
    where = {"point_id": point_id, "item_id": UUID(data["item"])}
    if verb == "send":
        to = UUID(data["to"])
        actions.send(actor, to_id=to, quantity=quantity, reason=reason, **where)
        return _("调走了 %d") % int(quantity)
    if verb == "count":
        return _counted(actions.count(actor, counted=quantity, reason=reason, **where).more)
    if verb == "offline":
        beyond = actions.hand_offline(actor, quantity=quantity, reason=reason, **where).more
        return _beyond(quantity, beyond)
    actions.take(actor, quantity=quantity, verb=verb, reason=reason, **where)
    return _("记下了，少了 %d") % int(quantity)


def _counted(more: int) -> str:
    if not more:
        return _("数出来和账上一样")
    if more > 0:
        return _("比账上多 %d，账已经改过来了") % more
    return _("比账上少 %d，账已经改过来了") % -more


def _beyond(quantity: int, beyond: int) -> str:
    if not beyond:
        return _("补记了 %d 份") % quantity
    return _("补记了 %(n)d 份，比账上有的多发 %(more)d 份，已经写在账上。") % {
        "n": quantity,
        "more": beyond,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@page("benefits.hand", posts_once=False)
def gate(request: HttpRequest, actor: Actor, point_id: UUID, item_id: UUID) -> HttpResponse:
    """Hand out to drivers without a name. Nothing that was typed is kept, not even as a digest:
    once a day is seen to by the token itself."""
    form = forms.PlateForm(request.POST or None)
    said: dict[str, Any] = {}
    if request.method == "POST":
        said, form = _handed(actor, request, form, point_id, item_id)
    found = queries.gate(actor, point_id, item_id)
    context = {
        "point": shown.spot(found.spot),
        "item": shown.goods(found.item),
        "left": found.left,
        "stale": found.stale,
        "today": found.today,
        "form": form,
        "done": "",
        "undo": "",
        "refused": "",
        **said,
    }
    status = 422 if said.get("refused") or form.errors else 200
    return render(request, "benefits/desk/gate.html", context, status=status)


def _handed(
    actor: Actor, request: HttpRequest, form: forms.PlateForm, point_id: UUID, item_id: UUID
) -> tuple[dict[str, Any], forms.PlateForm]:
    """Do what the button says; what to show, and the form to go on with."""
    where = {"point_id": point_id, "item_id": item_id}
    try:
        if "undo" in request.POST:
            actions.undo_at_gate(actor, key=_key(request.POST["undo"]))
            return {"done": _("刚才那一份撤回了")}, forms.PlateForm()
        if "without" in request.POST:
            actions.hand_without_plate(actor, reason=_("没有车牌"), **where)
            return {"done": _("发出一份，没有车牌")}, forms.PlateForm()
        if not form.is_valid():
            return {}, form
        made = actions.hand_at_gate(actor, blinded=form.cleaned_data["plate"], **where)
        return {"done": _("发出一份"), "undo": made.key}, forms.PlateForm()
    except Refusal as refused:
        if refused.status != 422:
            raise
        return {"refused": refused.message}, forms.PlateForm()


def _key(text: str) -> UUID:
    """The key of what is to be undone; one that is none undoes nothing."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
