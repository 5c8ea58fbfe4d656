"""Lists of people at the desk: brought in, looked through, used, ended."""

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
from niangjia.kernel.base.clock import date_text
from niangjia.kernel.base.pills import Status
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.offers import door as offers
from niangjia.kernel.people import door as people
from niangjia.kernel.surveys import door as surveys
from niangjia.services.benefits.actions import rolls as actions
from niangjia.services.benefits.forms import rolls as forms

PILLS = {
    "draft": ("warn", "eye"),
    "active": ("ok", "check"),
    "ended": ("", "clock"),
    "dropped": ("", "trash"),
}


def shown(row: offers.Roll) -> dict[str, Any]:
    """A list as the templates take it."""
    kind, icon = PILLS[row.state]
    return {
        "id": row.id,
        "title": row.title,
        "why": row.why,
        "source": row.source,
        "since": date_text(row.since),
        "until": date_text(row.until) if row.until else "",
        "people": row.people,
        "need": row.need,
        "by": row.by_name,
        "approved_by": row.approved_by,
        "step": row.state,
        "cover": row.kind == offers.Roll.Kinds.COVER,
        "state": Status(kind, icon, _(offers.Roll.States(row.state).label)),
    }


def _to(roll_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("benefits_desk:roll", args=[roll_id]))


@require_safe
@page("benefits.run")
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The union's lists."""
    rows = [shown(one) for one in offers.rolls.listed(actor)]
    return render(request, "benefits/desk/rolls.html", {"rolls": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@page("benefits.run")
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A list from a table, or from what people said in a survey."""
    asked = [(f"{one.survey}:{one.question}", one.label) for one in surveys.numbers(actor)]
    form = forms.HeadForm(
        request.POST or None,
        request.FILES or None,
        surveys=asked,
        initial={"survey": request.GET.get("survey", "")},
    )
    if form.is_valid():
        try:
            return _to(_made(actor, form))
        except Refusal as refused:
            form.add_error("survey", refused.message)
    context = {"form": form, "form_key": form_key(request)}
    status = 422 if form.is_bound else 200
    return render(request, "benefits/desk/roll_new.html", context, status=status)


def _made(actor: Actor, form: forms.HeadForm) -> UUID:
    if form.read is not None:
        read = form.read
        made = actions.bring(actor, head=form.head(), lines=read.lines, problems=read.problems)
    else:
        question = form.cleaned_data["survey"].partition(":")[2]
        made = actions.gather(actor, head=form.head(), question_id=question)
    return made.id


@require_http_methods(["GET", "HEAD", "POST"])
@page("benefits.run")
def cover(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A cover for everybody who is a member."""
    form = forms.CoverForm(request.POST or None)
    if form.is_valid():
        made = actions.cover(actor, head=form.head(), day=form.cleaned_data["day"])
        return _to(made.id)
    context = {"form": form, "form_key": form_key(request)}
    status = 422 if form.is_bound else 200
    return render(request, "benefits/desk/cover_new.html", context, status=status)


@require_POST
@page("benefits.approve", posts_once=False)
def insurer(request: HttpRequest, actor: Actor, roll_id: UUID) -> HttpResponse:
    """The insurer's file: names, identity numbers, and from when to when; nothing else."""
    found = actions.hand_over(actor, roll_id=roll_id)
    columns = (_("姓名"), _("证件号码"), _("保障从"), _("保障到"))
    until = found.until.isoformat() if found.until else ""
    rows = [(name, number, found.since.isoformat(), until) for name, number in found.people]
    content = people.sheets.written("xlsx", columns, rows)
    return people.sheets.download(f"{found.title}-{found.since:%Y%m%d}.xlsx", content)


@require_safe
@page("benefits.run")
def template(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A table to fill in."""
    columns, rows = offers.roll_sheet.empty()
    content = people.sheets.written("xlsx", columns, rows)
    return people.sheets.download(f"{_('名单')}.xlsx", content)


@require_safe
@page("benefits.run")
def roll(request: HttpRequest, actor: Actor, roll_id: UUID) -> HttpResponse:
    """One list, with its names: each of them can see that they were looked at."""
    return _page(request, actor, roll_id)


def _page(request: HttpRequest, actor: Actor, roll_id: UUID, **bound: Form) -> HttpResponse:
    row = offers.rolls.one(actor, roll_id)
    after = _key(request.GET.get("after", ""))
    names = actions.names(actor, roll_id=roll_id, after=after)
    context = {
        "roll": shown(row),
        "problems": [{"row": at, "words": words, "why": _(why)} for at, words, why in row.problems],
        "names": names,
        "may_hand_over": actor.may("benefits.approve"),
        "more_url": f"?after={names[-1].person_id}" if len(names) == offers.rolls.NAMES else None,
        "approve_form": bound.get("approve", forms.ApproveForm()),
        "add_form": bound.get("add", forms.AddForm()),
        "form_key": form_key(request),
    }
    return render(request, "benefits/desk/roll.html", context, status=422 if bound else 200)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_POST
@page("benefits.run")
def approve(request: HttpRequest, actor: Actor, roll_id: UUID) -> HttpResponse:
    """It was looked through."""
    form = forms.ApproveForm(request.POST)
    if form.is_valid():
        try:
            actions.approve(actor, roll_id=roll_id, **form.cleaned_data)
            messages.success(request, _("可以用了，写条件的时候选得到它"))
            return _to(roll_id)
        except Refusal as refused:
            form.add_error("approved_by", refused.message)
    return _page(request, actor, roll_id, approve=form)


@require_POST
@page("benefits.run")
def add(request: HttpRequest, actor: Actor, roll_id: UUID) -> HttpResponse:
    """Put somebody on it."""
    form = forms.AddForm(request.POST)
    if form.is_valid():
        try:
            actions.add(actor, roll_id=roll_id, **form.cleaned_data)
            return _to(roll_id)
        except Refusal as refused:
            form.add_error("number", refused.message)
    return _page(request, actor, roll_id, add=form)


@require_POST
@page("benefits.run")
def strike(request: HttpRequest, actor: Actor, roll_id: UUID) -> HttpResponse:
    """Take somebody off."""
    person = _key(request.POST.get("person", ""))
    if person is not None:
        actions.strike(actor, roll_id=roll_id, person_id=person)
    return _to(roll_id)


@require_POST
@page("benefits.run")
def drop(request: HttpRequest, actor: Actor, roll_id: UUID) -> HttpResponse:
    """Not this one."""
    actions.drop(actor, roll_id=roll_id)
    return HttpResponseRedirect(reverse("benefits_desk:rolls"))


@require_POST
@page("benefits.run")
def end(request: HttpRequest, actor: Actor, roll_id: UUID) -> HttpResponse:
    """It counts no more."""
    actions.end(actor, roll_id=roll_id)
    messages.success(request, _("这份名单不用了"))
    return _to(roll_id)
