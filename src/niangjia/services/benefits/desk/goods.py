"""Pages of one kind of goods: by point, its books, and what firms signed for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.clock import date_text, local, now, today
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.people import door as people
from niangjia.services.benefits import forms
from niangjia.services.benefits.actions import stock as actions
from niangjia.services.benefits.queries import goods as queries
from niangjia.services.benefits.queries import shown


def _to(name: str, item_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(f"benefits_desk:{name}", args=[item_id]))


def _account(found: queries.Account) -> dict[str, Any]:
    return {
        "item": shown.goods(found.item),
        "total": shown.sums(found.total),
        "parts": [
            {"id": one.point_id, "point": one.point, "org": one.org, **shown.sums(one.sums)}
            for one in found.parts
        ],
        "days": [{"point": p, "day": date_text(day), "n": n} for p, day, n in found.days[:60]],
        "signed": found.signed,
        "unsigned": found.unsigned,
        "yuan": shown.yuan(found.fen),
    }


@require_safe
@page("benefits.hand")
def goods(request: HttpRequest, actor: Actor, item_id: UUID) -> HttpResponse:
    """One kind of goods: in, out, left, by point."""
    found = queries.account(actor, item_id)
    return render(request, "benefits/desk/goods.html", _account(found))


@require_safe
@page("benefits.hand")
def printed(request: HttpRequest, actor: Actor, item_id: UUID) -> HttpResponse:
    """The same for paper, with the receipts."""
    context = _account(queries.account(actor, item_id))
    context["slips"] = [shown.slip(one) for one in queries.slips(actor, item_id)]
    context["printed"] = shown.stamp(actor)
    return render(request, "benefits/desk/goods_print.html", context)


@require_safe
@page("benefits.hand")
def books(request: HttpRequest, actor: Actor, item_id: UUID) -> HttpResponse:
    """Every line of one kind of goods."""
    found = queries.lines(actor, item_id, request.GET.get("after", "")[:200])
    context = {
        "item": shown.goods(queries.account(actor, item_id).item),
        "lines": [shown.entry(one) for one in found.items],
        "more_url": shown.more(found.cursor),
    }
    return render(request, "benefits/desk/books.html", context)


@require_safe
@page("benefits.hand")
def export(request: HttpRequest, actor: Actor, item_id: UUID) -> HttpResponse:
    """By point, as a file."""
    found = queries.account(actor, item_id)
    columns = (
        *(_("发放点"), _("工会"), _("收到"), _("调入减调出"), _("发放"), _("其中断网补记")),
        *(_("比账上多发"), _("报损"), _("退回"), _("盘亏"), _("还剩"), _("发放 %")),
    )
    rows = [(one.point, one.org, *_numbers(one.sums)) for one in found.parts]
    rows.append((_("合计"), "", *_numbers(found.total)))
    said = {"org": actor.org_name, "name": actor.name, "when": f"{local(now()):%Y-%m-%d %H:%M}"}
    mark = _("%(org)s %(name)s %(when)s 导出") % said
    content = people.sheets.written("xlsx", columns, [*rows, (mark,)])
    return people.sheets.download(f"{found.item.name}-{today():%Y%m%d}.xlsx", content)


def _numbers(one: queries.Sums) -> tuple[object, ...]:
    out = (one.handed, one.offline, one.beyond, one.spoiled, one.back, one.missing)
    return (one.came, one.moved, *out, one.left, one.share)


@require_http_methods(["GET", "HEAD", "POST"])
@page("benefits.hand")
def slips(request: HttpRequest, actor: Actor, item_id: UUID) -> HttpResponse:
    """Receipts of firms; hand goods to one more."""
    places = [(one.id, one.name) for one in queries.points(actor)]
    form = forms.FirmForm(request.POST or None, actor=actor, points=places)
    if form.is_valid():
        data = form.cleaned_data
        facts = {"firm_id": data["firm"], "quantity": data["quantity"], "item_id": item_id}
        try:
            actions.hand_to_firm(actor, point_id=UUID(data["point"]), **facts)
            messages.success(request, _("发出去了，单位那边收到了签收的提醒"))
            return _to("slips", item_id)
        except Refusal as refused:
            if refused.status != 422:
                raise
            form.add_error("quantity", refused.message)
    account = queries.account(actor, item_id)
    context = {
        **_account(account),
        "slips": [shown.slip(one) for one in queries.slips(actor, item_id)],
        "form": form,
        "signer_form": forms.SignerForm(),
        "may_stock": actor.may("benefits.stock"),
        "form_key": form_key(request),
    }
    status = 422 if form.is_bound else 200
    return render(request, "benefits/desk/slips.html", context, status=status)


@require_POST
@page("benefits.stock")
def sign(request: HttpRequest, actor: Actor, item_id: UUID, slip_id: UUID) -> HttpResponse:
    """The firm signed on paper, or the goods came back."""
    queries.own_slip(actor, item_id, slip_id)
    if "undo" in request.POST:
        actions.undo_receipt(actor, receipt_id=slip_id)
        messages.success(request, _("撤回了，东西回到原来的点"))
        return _to("slips", item_id)
    form = forms.SignerForm(request.POST)
    if form.is_valid():
        actions.sign_on_paper(actor, receipt_id=slip_id, **form.cleaned_data)
        messages.success(request, _("记下了谁签的"))
    else:
        messages.warning(request, _("请写签收人"))
    return _to("slips", item_id)
