"""Pages for unions and the administrator: time limits, and the calendar behind them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.kernel.acts.page import page
from niangjia.kernel.base.clock import date_text, today
from niangjia.kernel.base.types import Actor, Hidden, Refusal

from . import actions, forms, queries, rules


@require_safe
@page("rules.see")
def promises(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every time limit that holds here, with its clause."""
    rows = [row(one) for one in queries.promised(actor)]
    context = {"rows": rows, "may_set": actor.may("rules.promise")}
    return render(request, "rules/promises.html", context)


def row(one: queries.Promised) -> dict[str, Any]:
    """A time limit as the templates take it."""
    limit = one.limit
    who = _("法律规定") if limit.by_law else _("娘家的约定")
    return {
        "key": limit.key,
        "title": _(limit.title),
        "length": rules.in_words(limit.period),
        "basis": limit.basis if limit.union or not limit.basis else _(limit.basis),
        "clause": _(limit.period.clause) if limit.union and limit.period.clause else "",
        "whose": _("本工会定的") if one.own else _("上级工会定的") if limit.union else who,
        "since": _("%s起") % date_text(one.since) if one.since else "",
        "own": one.own,
        "law": rules.in_words(one.law),
        "by_law": limit.by_law,
    }


def _one(actor: Actor, key: str) -> queries.Promised:
    for one in queries.promised(actor):
        if one.limit.key == key:
            return one
    raise Hidden("no_clock")


@require_http_methods(["GET", "HEAD", "POST"])
@page("rules.promise")
def promise(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """Set the own time limit of a step."""
    one = _one(actor, key)
    period = one.limit.period
    first = {"length": period.length, "unit": period.unit.value, "basis": one.limit.basis}
    form = forms.PromiseForm(
        request.POST or None, initial=first if one.own else {**first, "basis": ""}
    )
    if form.is_valid() and _kept(actor, key, form):
        messages.success(request, _("定好了，从现在起新来的事按这个算"))
        return HttpResponseRedirect(reverse("rules:promises"))
    context = {"form": form, "row": row(one)}
    return render(request, "rules/promise.html", context, status=_status(request))


def _kept(actor: Actor, key: str, form: forms.PromiseForm) -> bool:
    """A refusal stands beside the field; what was typed is still there."""
    try:
        actions.promise(actor, key=key, period=form.period(), basis=form.cleaned_data["basis"])
    except Refusal as refused:
        form.add_error("length", f"{refused.message} {_(refused.facts.get('clause', ''))}".strip())
        return False
    return True


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200


@require_POST
@page("rules.promise")
def follow(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """Give the own time limit up."""
    actions.follow(actor, key=key)
    messages.success(request, _("改回跟着上级走了"))
    return HttpResponseRedirect(reverse("rules:promises"))


@require_safe
@page("rules.see")
def calendar(request: HttpRequest, actor: Actor, number: int = 0) -> HttpResponse:
    """One year of working days."""
    number = number or today().year
    if not 2004 <= number <= today().year + 2:
        raise Hidden("no_year")
    found = queries.year(actor, number)
    context = {
        "year": found,
        "months": months(found),
        "years": [{"year": y, "current": y == number} for y in queries.years()],
        "may_edit": actor.may("rules.calendar"),
    }
    return render(request, "rules/calendar.html", context)


def months(year: queries.Year) -> list[dict[str, Any]]:
    """Twelve months as the calendar takes them."""
    return [
        {"name": _("%d 月") % n, "weeks": _weeks(days)} for n, days in enumerate(year.months, 1)
    ]


def _weeks(days: tuple[queries.Day, ...]) -> list[list[queries.Day | None]]:
    """Rows of seven, Monday first, with None before the first and after the last day."""
    cells: list[queries.Day | None] = [None] * days[0].day.weekday() + list(days)
    cells += [None] * (-len(cells) % 7)
    return [cells[n : n + 7] for n in range(0, len(cells), 7)]


@require_http_methods(["GET", "HEAD", "POST"])
@page("rules.calendar")
def year_edit(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Enter or amend a year."""
    if not 2004 <= number <= today().year + 2:
        raise Hidden("no_year")
    found = queries.year(actor, number)
    first = {"source": found.source, "lines": queries.lines(actor, number)}
    form = forms.YearForm(request.POST or None, year=number, initial=first)
    if form.is_valid() and _entered(actor, number, form):
        messages.success(request, _("%d 年的放假安排存好了") % number)
        return HttpResponseRedirect(reverse("rules:calendar_year", args=[number]))
    context = {"form": form, "number": number, "known": found.known}
    return render(request, "rules/year.html", context, status=_status(request))


def _entered(actor: Actor, number: int, form: forms.YearForm) -> bool:
    data = form.cleaned_data
    try:
        actions.enter_year(actor, year=number, source=data["source"], lines=data["lines"])
    except Refusal as refused:
        form.add_error("lines", refused.message)
        return False
    return True
