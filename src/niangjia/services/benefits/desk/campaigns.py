"""Campaigns at the desk: money by tracks, live; what it went to; the report at the end."""

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
from niangjia.kernel.base.clock import date_text, day_text, local, now, today
from niangjia.kernel.base.pills import Status
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.offers import door as offers
from niangjia.kernel.people import door as people
from niangjia.services.benefits.actions import campaigns as actions
from niangjia.services.benefits.forms import campaigns as forms

from .offers import pill as offer_pill

yuan = offers.campaigns.yuan
PILLS = {
    "draft": ("warn", "clock"),
    "running": ("info", "flag"),
    "ended": ("ok", "check"),
    "withdrawn": ("", "undo"),
}


def pill(state: str) -> Status:
    """A state as the templates take it."""
    kind, icon = PILLS[state]
    return Status(kind, icon, _(offers.Campaign.States(state).label))


def percent(part: int, whole: int) -> int:
    """A share in whole hundredths; 0 of nothing."""
    return part * 100 // whole if whole else 0


def track(one: offers.campaigns.Track) -> dict[str, Any]:
    """A track as the templates take it."""
    return {
        "id": one.id,
        "title": one.title,
        "allotted": yuan(one.allotted),
        "committed": yuan(one.committed),
        "spent": yuan(one.spent),
        "left": yuan(one.left),
        "percent": percent(one.committed, one.allotted),
        "paid": percent(one.spent, one.allotted),
    }


def shown(found: offers.campaigns.Facts, actor: Actor) -> dict[str, Any]:
    """A campaign as the templates take it."""
    return {
        "id": found.id,
        "title": found.title,
        "text": found.text,
        "org": found.org_name,
        "basis": found.basis,
        "since": date_text(found.since),
        "until": date_text(found.until),
        "by": found.by_name,
        "approved_by": found.approved_by,
        "shared": found.shared,
        "step": found.state,
        "state": pill(found.state),
        "own": found.org_id == actor.org_id,
        "budget": yuan(found.budget),
        "committed": yuan(found.committed),
        "spent": yuan(found.spent),
        "left": yuan(found.budget - found.committed),
        "loose": yuan(found.budget - found.allotted) if found.budget > found.allotted else "",
        "percent": percent(found.committed, found.budget),
        "tracks": [track(one) for one in found.tracks],
    }


def _to(campaign_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("benefits_desk:campaign", args=[campaign_id]))


@require_safe
@page("benefits.run")
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Campaigns of the union, of those below and what those above share."""
    rows = [shown(one, actor) for one in offers.campaigns.listed(actor)]
    return render(request, "benefits/desk/campaigns.html", {"campaigns": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@page("benefits.run")
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Plan a campaign."""
    form = forms.CampaignForm(request.POST or None, initial={"since": today(), "shared": True})
    if form.is_valid():
        try:
            made = actions.draft(actor, plan=form.plan())
            messages.success(request, _("方案存好了，主席批了钱就能用"))
            return _to(made.id)
        except Refusal as refused:
            form.add_error("tracks", refused.message)
    context = {"form": form, "form_key": form_key(request)}
    status = 422 if form.is_bound else 200
    return render(request, "benefits/desk/campaign_new.html", context, status=status)


@require_safe
@page("benefits.run")
def campaign(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """One campaign, live."""
    return _page(request, actor, campaign_id)


def _page(
    request: HttpRequest, actor: Actor, campaign_id: UUID, name: str = "", wrong: str = ""
) -> HttpResponse:
    """With the form `name` as it was sent and, where a rule refused it, why."""
    found = offers.campaigns.one(actor, campaign_id)
    items = offers.campaigns.items(actor, campaign_id)
    given = offers.queries.reports.of_campaign(actor, campaign_id)
    bound = _forms(found, items, {name: request.POST} if name else {})
    if wrong:
        bound[name].add_error("yuan", wrong)
    context = {
        "campaign": shown(found, actor),
        "items": _items(found, items),
        "things": [_thing(one) for one in given],
        "entries": [_entry(one) for one in offers.campaigns.entries(actor, campaign_id)],
        "promise_form": bound["promise"],
        "pay_form": bound["pay"] if items else None,
        "shift_form": bound["shift"],
        "change_form": bound["change"],
        "changes": [_change(one) for one in offers.raising.changes(found.id)],
        "may_approve": actor.may("benefits.approve"),
        "form_key": form_key(request),
    }
    status = 422 if name else 200
    return render(request, "benefits/desk/campaign.html", context, status=status)


def _forms(
    found: offers.campaigns.Facts, items: list[offers.campaigns.Item], sent: dict[str, Any]
) -> dict[str, Form]:
    tracks = [(one.id, one.title) for one in found.tracks]
    names = {one.id: one.title for one in found.tracks}
    open_items = [
        (f"{one.track}:{one.subject_id}", f"{names[one.track]} · {one.title}") for one in items
    ]
    return {
        "promise": forms.PromiseForm(sent.get("promise"), tracks=tracks),
        "pay": forms.PayForm(sent.get("pay"), items=open_items),
        "shift": forms.ShiftForm(sent.get("shift"), tracks=tracks),
        "change": forms.ChangeForm(sent.get("change"), tracks=tracks),
    }


def _items(
    found: offers.campaigns.Facts, items: list[offers.campaigns.Item]
) -> list[dict[str, Any]]:
    names = {one.id: one.title for one in found.tracks}
    return [
        {
            "track": names[one.track],
            "title": one.title,
            "committed": yuan(one.committed),
            "spent": yuan(one.spent),
            "open": yuan(one.committed - one.spent),
        }
        for one in items
    ]


def _thing(one: offers.queries.reports.Line) -> dict[str, Any]:
    """Something the campaign gives out, with its own numbers."""
    numbers = {"granted": one.granted, "claimed": one.claimed, "left": one.left}
    return {"id": one.id, "title": one.title, "state": offer_pill(one.state), **numbers}


def _entry(one: Any) -> dict[str, Any]:
    return {
        "at": day_text(one.at),
        "track": one.line.title,
        "verb": _(one.get_verb_display()),
        "title": one.title,
        "amount": yuan(one.amount),
        "left": yuan(one.left),
        "reason": one.reason,
        "by": one.by_name,
    }


@require_POST
@page("benefits.run")
def promise(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """Promise money for something."""
    found = offers.campaigns.one(actor, campaign_id)
    form = forms.PromiseForm(request.POST, tracks=[(one.id, one.title) for one in found.tracks])
    if not form.is_valid():
        return _page(request, actor, campaign_id, "promise")
    data = form.cleaned_data
    try:
        actions.promise(
            actor, line_id=UUID(data["line"]), title=data["title"], fen=data["yuan"], reason=""
        )
    except Refusal as refused:
        return _refused(request, actor, campaign_id, "promise", refused)
    messages.success(request, _("占用了 %s 元") % yuan(data["yuan"]))
    return _to(campaign_id)


def _refused(
    request: HttpRequest, actor: Actor, campaign_id: UUID, name: str, refused: Refusal
) -> HttpResponse:
    if refused.status != 422:
        raise refused
    return _page(request, actor, campaign_id, name, refused.message)


@require_POST
@page("benefits.run")
def pay(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """What was promised is paid, or given back."""
    items = offers.campaigns.items(actor, campaign_id)
    titles = {f"{one.track}:{one.subject_id}": one.title for one in items}
    form = forms.PayForm(request.POST, items=list(titles.items()))
    if not form.is_valid():
        return _page(request, actor, campaign_id, "pay")
    data = form.cleaned_data
    line, subject = data["item"].split(":")
    what = offers.campaigns.For(UUID(subject), titles[data["item"]], data["reason"])
    try:
        actions.book(actor, line_id=UUID(line), verb=data["verb"], fen=data["yuan"], what=what)
    except Refusal as refused:
        return _refused(request, actor, campaign_id, "pay", refused)
    messages.success(request, _("记好了"))
    return _to(campaign_id)


def _change(one: offers.raising.Changed) -> dict[str, Any]:
    """A change of the whole as the templates take it."""
    return {
        "at": day_text(one.at),
        "before": yuan(one.before),
        "after": yuan(one.after),
        "track": one.track,
        "paper": one.paper,
        "reason": one.reason,
        "by": one.by_name,
    }


@require_POST
@page("benefits.approve")
def change(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """Raise or lower what was approved."""
    found = offers.campaigns.one(actor, campaign_id)
    form = forms.ChangeForm(request.POST, tracks=[(one.id, one.title) for one in found.tracks])
    if not form.is_valid():
        return _page(request, actor, campaign_id, "change")
    try:
        actions.change(actor, campaign_id=campaign_id, wanted=form.change())
    except Refusal as refused:
        return _refused(request, actor, campaign_id, "change", refused)
    messages.success(request, _("改好了，前后的数都记着"))
    return _to(campaign_id)


@require_POST
@page("benefits.approve")
def shift(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """Move money between tracks."""
    found = offers.campaigns.one(actor, campaign_id)
    form = forms.ShiftForm(request.POST, tracks=[(one.id, one.title) for one in found.tracks])
    if not form.is_valid():
        return _page(request, actor, campaign_id, "shift")
    data = form.cleaned_data
    try:
        actions.shift(
            actor,
            source=UUID(data["source"]),
            target=UUID(data["target"]),
            fen=data["yuan"],
            reason=data["reason"],
        )
    except Refusal as refused:
        return _refused(request, actor, campaign_id, "shift", refused)
    messages.success(request, _("调好了"))
    return _to(campaign_id)


@require_POST
@page("benefits.approve")
def approve(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """The chair says yes to the money."""
    actions.approve(actor, campaign_id=campaign_id)
    messages.success(request, _("批了，现在可以用了"))
    return _to(campaign_id)


@require_POST
@page("benefits.run")
def withdraw(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """Not after all."""
    actions.withdraw(actor, campaign_id=campaign_id)
    return _to(campaign_id)


@require_POST
@page("benefits.run")
def end(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """It is over."""
    actions.end(actor, campaign_id=campaign_id)
    messages.success(request, _("结束了，可以打印总结"))
    return _to(campaign_id)


@require_safe
@page("benefits.run")
def printed(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """The report by track, for paper."""
    found = offers.campaigns.one(actor, campaign_id)
    stamp = {"name": actor.name, "when": f"{local(now()):%Y-%m-%d %H:%M}"}
    context = {
        "campaign": shown(found, actor),
        "items": _items(found, offers.campaigns.items(actor, campaign_id)),
        "printed": _("%(name)s %(when)s 打印") % stamp,
    }
    return render(request, "benefits/desk/campaign_print.html", context)


@require_safe
@page("benefits.run")
def export(request: HttpRequest, actor: Actor, campaign_id: UUID) -> HttpResponse:
    """The same as a table."""
    found = offers.campaigns.one(actor, campaign_id)
    names = {one.id: one.title for one in found.tracks}
    rows: list[tuple[object, ...]] = [
        (
            one.title,
            _("全部"),
            yuan(one.allotted),
            yuan(one.committed),
            yuan(one.spent),
            yuan(one.left),
        )
        for one in found.tracks
    ]
    rows += [
        (names[one.track], one.title, "", yuan(one.committed), yuan(one.spent), "")
        for one in offers.campaigns.items(actor, campaign_id)
    ]
    whole = (found.budget, found.committed, found.spent, found.budget - found.committed)
    rows.append((_("总共"), "", *(yuan(fen) for fen in whole)))
    columns = (
        _("线"),
        _("做了什么"),
        _("拨了（元）"),
        _("占用（元）"),
        _("付了（元）"),
        _("还剩（元）"),
    )
    content = people.sheets.written("xlsx", columns, rows)
    return people.sheets.download(f"{found.title}-{today():%Y%m%d}.xlsx", content)
