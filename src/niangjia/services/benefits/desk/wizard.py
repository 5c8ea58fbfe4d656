"""An offer in steps: what, who, when, how many; then rehearsed on everybody, and published."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_http_methods

from niangjia.kernel.acts.page import form_key, page, require
from niangjia.kernel.base.clock import SHANGHAI, today
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.offers import door as offers
from niangjia.kernel.people import door as people
from niangjia.services.benefits.actions import offers as actions
from niangjia.services.benefits.actions import splitting
from niangjia.services.benefits.forms.conditions import ConditionsForm, ground, initial
from niangjia.services.benefits.forms.offering import (
    MODE_HINTS,
    ManyForm,
    WhatForm,
    WhenForm,
    WhoForm,
    when_initial,
)

from .packs import said

#: The steps in order: address, word.
STEPS = (
    ("what", noop("发什么")),
    ("who", noop("谁能领")),
    ("when", noop("什么时候")),
    ("many", noop("几份、怎么分")),
    ("check", noop("试一遍再发")),
)
KINDS = offers.Quota.Kinds
#: Ways to fill the table of the unions below.
HEADS = "heads"


def steps(at: str, offer_id: UUID | None) -> list[dict[str, Any]]:
    """The steps as the templates take them; before there is a draft only the first is open."""
    return [
        {
            "name": _(word),
            "url": reverse(f"benefits_desk:{key}", args=[offer_id]) if offer_id else "",
            "current": key == at,
        }
        for key, word in STEPS
    ]


def to(name: str, offer_id: UUID) -> HttpResponseRedirect:
    """On to a step."""
    return HttpResponseRedirect(reverse(f"benefits_desk:{name}", args=[offer_id]))


def terms_of(row: offers.Offer) -> offers.Terms:
    """What an offer says now."""
    return offers.Terms(**{name: getattr(row, name) for name in offers.Terms.__dataclass_fields__})


def draft_of(actor: Actor, offer_id: UUID) -> offers.Offer:
    """A draft of the acting union."""
    row = offers.offering.of_mine(actor, offer_id)
    require(row.state == offers.Offer.States.DRAFT)
    return row


def _lines(actor: Actor) -> list[tuple[str, str]]:
    return [
        (f"{campaign.id}:{track.id}", f"{campaign.title} · {track.title}")
        for campaign, track in offers.campaigns.open_tracks(actor)
    ]


def _page(
    request: HttpRequest, at: str, offer: offers.Offer | None, form: BaseForm, **more: Any
) -> HttpResponse:
    context = {
        "steps": steps(at, offer.id if offer else None),
        "offer": {"id": offer.id, "title": offer.title} if offer else None,
        "form": form,
        "form_key": form_key(request),
        **more,
    }
    status = 422 if form.is_bound else 200
    return render(request, f"benefits/desk/offer_{at}.html", context, status=status)


def _first_day() -> datetime:
    return datetime.combine(today() + timedelta(days=1), time(9), tzinfo=SHANGHAI)


@require_http_methods(["GET", "HEAD", "POST"])
@page("benefits.run")
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The first step: there is a draft once it is told what."""
    lines = _lines(actor)
    asked = request.GET.get("campaign", "-")
    line = next((key for key, _name in lines if key.startswith(asked)), "")
    first = {"kind": "goods", "mode": "first", "line": line}
    form = WhatForm(request.POST or None, lines=lines, initial=first)
    if form.is_valid():
        opens = _first_day()
        closes = opens + timedelta(days=14)
        terms = offers.Terms(**form.values(), opens_at=opens, closes_at=closes)
        made = actions.draft(actor, terms=terms)
        return to("who", made.id)
    return _page(request, "what", None, form, hints=MODE_HINTS)


@require_http_methods(["GET", "HEAD", "POST"])
@page("benefits.run")
def what(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """What, how, out of whose money."""
    row = draft_of(actor, offer_id)
    line = f"{row.campaign_id}:{row.line_id}" if row.line_id else ""
    first = {name: getattr(row, name) for name in ("title", "kind", "mode", "text", "pick_where")}
    cost = f"{row.unit_cost / 100:.2f}" if row.unit_cost else ""
    first |= {"line": line, "unit_cost": cost}
    form = WhatForm(request.POST or None, lines=_lines(actor), initial=first)
    if form.is_valid():
        actions.rewrite(actor, offer_id=offer_id, terms=replace(terms_of(row), **form.values()))
        return to("who", offer_id)
    return _page(request, "what", row, form, hints=MODE_HINTS)


@require_http_methods(["GET", "HEAD", "POST"])
@page("benefits.run")
def who(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """Conditions of the offer's own, or a set of rules."""
    row = draft_of(actor, offer_id)
    held = {str(one.id): one for one in offers.packs.in_force(actor, today())}
    choices = [(key, f"{one.paper.title} · {one.paper.source}") for key, one in held.items()]
    pick = WhoForm(request.POST or None, packs=choices, initial={"pack": str(row.pack_id or "")})
    own = offers.eligibility.read(row.clauses)
    form = ConditionsForm(
        request.POST or None,
        ground=ground(actor),
        initial={"member": True} if not own else {} if row.pack_id else initial(own),
    )
    if pick.is_valid() and (pick.cleaned_data["pack"] or form.is_valid()):
        pack = held.get(pick.cleaned_data["pack"])
        clauses = pack.clauses if pack else form.clauses()
        changed = replace(
            terms_of(row),
            clauses=offers.packs.checked(clauses),
            pack_id=pack.id if pack else None,
            pack_version=pack.version if pack else 0,
        )
        actions.rewrite(actor, offer_id=offer_id, terms=changed)
        return to("when", offer_id)
    packs = [{"title": one.paper.title, "clauses": said(one.clauses)} for one in held.values()]
    return _page(request, "who", row, form, pick=pick, packs=packs)


@require_http_methods(["GET", "HEAD", "POST"])
@page("benefits.run")
def when(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """From when to when, how many each."""
    row = draft_of(actor, offer_id)
    form = WhenForm(request.POST or None, initial=when_initial(terms_of(row)))
    if form.is_valid():
        actions.rewrite(actor, offer_id=offer_id, terms=replace(terms_of(row), **form.values()))
        return to("many", offer_id)
    return _page(request, "when", row, form)


@require_http_methods(["GET", "HEAD", "POST"])
@page("benefits.run")
def many(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """How many, and how they are shared out: typed, by members who may, or by what a list says."""
    row = draft_of(actor, offer_id)
    below = list(people.orgs(people.unions_right_below(actor.org)).values())
    unions = [(one.id, one.name) for one in sorted(below, key=lambda one: one.path)]
    first = _filled(request, actor, row, below)
    form = ManyForm(request.POST or None, unions=unions, initial=first)
    if form.is_valid():
        data = form.cleaned_data
        splitting.split(
            actor,
            offer_id=offer_id,
            total=data["total"],
            reason=data["reason"],
            parts=form.parts(),
            borrow=data["borrow"],
        )
        return to("check", offer_id)
    fills = [
        (HEADS, _("按够条件的人数分")),
        *((str(one.id), _("按名单“%s”报的数分") % one.title) for one in offers.rolls.usable(actor)),
    ]
    more = {"fills": fills, "fill": request.GET.get("fill", ""), "rows": form.rows()}
    return _page(request, "many", row, form, **more)


def _filled(
    request: HttpRequest, actor: Actor, row: offers.Offer, below: list[people.OrgFacts]
) -> dict[str, Any]:
    """What the table begins with: what stands in the draft, or shares as they were asked for."""
    nodes = [one for one in offers.stock.standing([row.id]) if one.kind == "share"]
    total = sum(one.granted for one in nodes)
    parts = {one.org_id: one.granted for one in nodes[1:]}
    given, fill = request.GET.get("total", ""), request.GET.get("fill", "")
    if given.isdecimal() and len(given) < 9:
        total = int(given)
    if fill and total:
        parts = shares(actor, row, below, fill, total)
    out: dict[str, Any] = {f"part-{key}": n or "" for key, n in parts.items()}
    return out | {"total": total or "", "borrow": True, "reason": request.GET.get("reason", "")}


def shares(
    actor: Actor, row: offers.Offer, below: list[people.OrgFacts], fill: str, total: int
) -> dict[UUID, int]:
    """Shares of the unions below: in proportion to members who may, or by what a list says."""
    if fill == HEADS:
        clauses = offers.eligibility.read(row.clauses)
        found = offers.rehearsing.rehearse(actor, clauses, today()).places
        counts = {path: may for path, (_people, may) in found.items()}
        return offers.splitting.by_weight(total, _by_union(below, counts))
    rolls = [one.id for one in offers.rolls.usable(actor) if str(one.id) == fill]
    needs = offers.rolls.needs_by_place(actor, rolls)
    return offers.splitting.by_need(total, _by_union(below, needs))[0]


def _by_union(below: list[people.OrgFacts], counts: dict[str, int]) -> dict[UUID, int]:
    return {
        one.id: sum(n for path, n in counts.items() if path.startswith(one.path)) for one in below
    }


@require_http_methods(["GET", "HEAD", "POST"])
@page("benefits.run")
def check(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """A rehearsal on everybody, and then: publish."""
    row = draft_of(actor, offer_id)
    wrong = ""
    if request.method == "POST":
        try:
            actions.publish(actor, offer_id=offer_id)
            messages.success(request, _("发出去了，到点职工就能领"))
            return to("offer", offer_id)
        except Refusal as refused:
            if refused.status != 422:
                raise
            wrong = refused.message
    context = {
        "steps": steps("check", row.id),
        "offer": {"id": row.id, "title": row.title},
        "wrong": wrong,
        "form_key": form_key(request),
        **rehearsal(actor, row),
    }
    return render(request, "benefits/desk/offer_check.html", context, status=422 if wrong else 200)


def rehearsal(actor: Actor, row: offers.Offer) -> dict[str, Any]:
    """Counts of a rehearsal, stock and money of a draft, as the templates take them."""
    clauses = offers.eligibility.read(row.clauses)
    found = offers.rehearsing.rehearse(actor, clauses, today())
    standing = offers.stock.standing([row.id])
    nodes = [one for one in standing if one.kind == KINDS.SHARE]
    later = sum(one.granted for one in standing if one.kind == KINDS.PORTION)
    units = sum(one.granted for one in nodes) + later
    return {
        "people": found.people,
        "may": found.may,
        "share": found.may * 100 // found.people if found.people else 0,
        "clauses": [
            {**words, "n": n, "fails": found.fails[n], "only": found.only[n]}
            for n, words in enumerate(said(clauses))
        ],
        "units": units,
        "later": later,
        "nodes": [{"name": one.org_name, "granted": one.granted} for one in nodes],
        "handout": row.mode == offers.Offer.Modes.HANDOUT,
        **_money(actor, row, sum(one.granted for one in standing)),
    }


def _money(actor: Actor, row: offers.Offer, units: int) -> dict[str, Any]:
    yuan = offers.campaigns.yuan
    for campaign, track in offers.campaigns.open_tracks(actor):
        if track.id == row.line_id:
            cost = units * row.unit_cost
            name = f"{campaign.title} · {track.title}"
            short = yuan(cost - track.left) if cost > track.left else ""
            money = {"name": name, "cost": yuan(cost), "left": yuan(track.left), "short": short}
            return {"money": money}
    return {"money": None}
