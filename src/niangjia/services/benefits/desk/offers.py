"""What a union gives out: its list, each offer live by town, and the report."""

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
from niangjia.kernel.base.pills import Status
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.offers import door as offers
from niangjia.kernel.people import door as people
from niangjia.services.benefits.actions import offers as actions

from .packs import said

SERVICE = "benefits"
PILLS = {
    "draft": ("", "edit"),
    "open": ("ok", "gift"),
    "paused": ("warn", "clock"),
    "ended": ("", "check"),
    "withdrawn": ("", "undo"),
}
#: What the buttons of an offer do.
STEPS = {
    "pause": actions.pause,
    "resume": actions.resume,
    "end": actions.end,
    "withdraw": actions.withdraw,
}


def pill(state: str) -> Status:
    """A state as the templates take it."""
    kind, icon = PILLS[state]
    return Status(kind, icon, _(offers.Offer.States(state).label))


@require_safe
@page("benefits.run")
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The union's offers."""
    found = offers.queries.reports.own(actor, SERVICE, request.GET.get("after", "")[:200])
    rows = [
        {
            "id": one.id,
            "title": one.title,
            "draft": one.state == offers.Offer.States.DRAFT,
            "state": pill(one.state),
            "when": day_text(one.opens_at if one.opens_at > now() else one.closes_at),
            "soon": one.opens_at > now(),
            "granted": one.granted,
            "left": one.left,
        }
        for one in found.items
    ]
    more = f"?after={found.cursor}" if found.cursor else None
    return render(request, "benefits/desk/offers.html", {"offers": rows, "more_url": more})


@require_safe
@page("benefits.run")
def offer(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """One offer: what is left, town by town, now."""
    row = offers.offering.of_mine(actor, offer_id)
    if row.state == offers.Offer.States.DRAFT:
        return HttpResponseRedirect(reverse("benefits_desk:check", args=[offer_id]))
    context = {**shown(actor, row), "form_key": form_key(request)}
    return render(request, "benefits/desk/offer.html", context)


def shown(actor: Actor, row: offers.Offer) -> dict[str, Any]:
    """An offer with its places as the templates take it."""
    rows = places(actor, row)
    names = ("granted", "claimed", "reached", "left")
    return {
        "offer": {
            "id": row.id,
            "title": row.title,
            "text": row.text,
            "step": row.state,
            "state": pill(row.state),
            "mode": _(row.get_mode_display()),
            "opens": day_text(row.opens_at),
            "closes": day_text(row.closes_at),
            "soon": row.opens_at > now(),
            "by": row.by_name,
            "clauses": said(offers.eligibility.read(row.clauses)),
            "campaign": row.campaign_id,
        },
        "rows": rows,
        "total": {name: sum(one[name] for one in rows) for name in names},
    }


def places(actor: Actor, row: offers.Offer) -> list[dict[str, Any]]:
    """The union and those right below it: how many each was given, who took them, what is left.

    Units are counted where they stand, claims where their people belong.
    """
    below = sorted(
        people.orgs(people.unions_right_below(actor.org)).values(), key=lambda one: one.path
    )
    found = {one.path: _place(one.name) for one in below} | {"": _place(actor.org_name)}
    for node in offers.stock.standing([row.id]):
        at = found[_under(below, node.org_id)]
        at["granted"] += node.granted
        at["left"] += node.left
    for one in offers.queries.reports.by_home(actor, row.id):
        at = found[next((b.path for b in below if one.path.startswith(b.path)), "")]
        at["claimed"] += one.claimed
        at["reached"] += one.reached
    return [one for one in found.values() if one["granted"] or one["claimed"]]


def _place(name: str) -> dict[str, Any]:
    return {"name": name, "granted": 0, "claimed": 0, "reached": 0, "left": 0}


def _under(below: list[people.OrgFacts], org_id: UUID) -> str:
    return next((one.path for one in below if one.id == org_id), "")


@require_POST
@page("benefits.run")
def step(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """Pause, go on, end, or take it back."""
    do = STEPS.get(request.POST.get("step", ""))
    if do is None:
        raise Hidden("no_step")
    do(actor, offer_id=offer_id)
    messages.success(request, _("改好了"))
    return HttpResponseRedirect(reverse("benefits_desk:offer", args=[offer_id]))


@require_safe
@page("benefits.run")
def printed(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """The report by town, for paper."""
    row = offers.offering.of_mine(actor, offer_id)
    stamp = {"name": actor.name, "when": f"{local(now()):%Y-%m-%d %H:%M}"}
    context = shown(actor, row) | {"printed": _("%(name)s %(when)s 打印") % stamp}
    return render(request, "benefits/desk/offer_print.html", context)


@require_safe
@page("benefits.run")
def export(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """The same as a table. No names: those are on the pick-up lists."""
    row = offers.offering.of_mine(actor, offer_id)
    found = shown(actor, row)
    names = ("granted", "claimed", "reached", "left")
    rows = [(one["name"], *(one[name] for name in names)) for one in found["rows"]]
    rows.append((_("总共"), *(found["total"][name] for name in names)))
    columns = (_("工会"), _("分到"), _("领了名额"), _("拿到手"), _("还剩"))
    content = people.sheets.written("xlsx", columns, rows)
    return people.sheets.download(f"{row.title}-{today():%Y%m%d}.xlsx", content)
