"""Pages of a union: its surveys, and what they came to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page, require
from niangjia.kernel.base.clock import date_text, day_text, local, now, today
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.base.wording import in_words
from niangjia.kernel.people import door as people

from . import actions, queries, results, rules
from .models import Survey

#: How a state looks on a pill.
PILLS = {
    "draft": ("", "edit"),
    "open": ("info", "clock"),
    "counting": ("info", "refresh"),
    "closed": ("ok", "check"),
    "withdrawn": ("", "undo"),
}
MOST_NAMES = 5000


def pill(state: str) -> dict[str, str]:
    """A state as the templates take it."""
    kind, icon = PILLS[state]
    return {"kind": kind, "icon": icon, "label": _(Survey.States(state).label)}


def shown(survey: queries.Facts, actor: Actor) -> dict[str, Any]:
    """A survey as the templates take it."""
    return {
        "id": survey.id,
        "title": survey.title,
        "why": survey.why,
        "step": survey.state,
        "state": pill(survey.state),
        "unnamed": survey.unnamed,
        "kind": _(Survey.Kinds(survey.kind).label),
        "least": survey.least,
        "edition": survey.edition,
        "until": date_text(survey.until),
        "org": survey.org_name,
        "by": survey.by_name,
        "own": survey.org_id == actor.org_id and actor.may("surveys.ask"),
        "told": day_text(survey.told_at) if survey.told_at else "",
    }


def to(name: str, survey_id: UUID) -> HttpResponseRedirect:
    """On to a page of one survey."""
    return HttpResponseRedirect(reverse(f"surveys_desk:{name}", args=[survey_id]))


@require_safe
@page("surveys.see")
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Surveys of the union and of those below."""
    found = queries.listed(actor, request.GET.get("after", "")[:200])
    rows = [
        {
            **shown(line.survey, actor),
            "asked": line.counts.asked,
            "answered": line.counts.answered,
        }
        for line in found.items
    ]
    more = f"?after={found.cursor}" if found.cursor else None
    context = {"surveys": rows, "more_url": more, "may_ask": actor.may("surveys.ask")}
    return render(request, "surveys/desk/list.html", context)


@require_safe
@page("surveys.see")
def survey(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    """One survey: a draft is built here, an open one watched, a closed one read."""
    found = queries.survey(actor, survey_id)
    if found.state == "draft":
        return HttpResponseRedirect(reverse("surveys_desk:build", args=[survey_id]))
    return render(request, "surveys/desk/survey.html", _result_of(actor, found))


def _result_of(actor: Actor, found: queries.Facts) -> dict[str, Any]:
    counted = queries.result(actor, found.id)
    counts = queries.counts([found.id]).get(found.id, queries.Counts())
    return {
        "survey": shown(found, actor),
        "asked": counts.asked,
        "answered": counts.answered,
        "share": results.share(counts.answered, counts.asked),
        "few": counted.get("few", False),
        "counted": bool(counted),
        "results": results.results(found, counted),
    }


@require_safe
@page("surveys.see")
def printed(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    """The results for paper."""
    found = queries.survey(actor, survey_id)
    require(found.state != "draft")
    stamp = {"name": actor.name, "when": f"{local(now()):%Y-%m-%d %H:%M}"}
    context = _result_of(actor, found) | {"printed": _("%(name)s %(when)s 打印") % stamp}
    return render(request, "surveys/desk/print.html", context)


@require_safe
@page("surveys.see")
def quota(request: HttpRequest, actor: Actor, survey_id: UUID, question_id: str) -> HttpResponse:
    """What is needed where: sums of one number by town and employer."""
    found = queries.own(actor, survey_id)
    one = next((q for q in found.questions if q.id == question_id), None)
    if one is None or one.kind != rules.Ask.NUMBER or found.unnamed:
        raise Hidden("no_question")
    rows = queries.needs(actor, survey_id, question_id)
    context = {
        "survey": shown(found, actor),
        "question": {"id": one.id, "title": one.title},
        "rows": rows,
        "people": sum(row.people for row in rows),
        "total": sum(row.total for row in rows),
    }
    return render(request, "surveys/desk/quota.html", context)


def _key(text: str) -> UUID | None:
    """Where a list goes on; from the beginning for what is no key."""
    try:
        return UUID(text)
    except ValueError:
        return None


@require_safe
@page("surveys.see")
def names(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    """Who said what, in a survey with names. Every person can see that it was looked at."""
    found = queries.own(actor, survey_id)
    after = _key(request.GET.get("after", ""))
    rows = actions.read_names(actor, survey_id=survey_id, after=after)
    context = {
        "survey": shown(found, actor),
        "more_url": f"?after={rows[-1].key}" if len(rows) == queries.NAMES else None,
        "rows": [
            {
                "name": row.name,
                "firm": row.firm,
                "at": day_text(row.at),
                "said": [
                    {"title": q.title, "text": text}
                    for q in found.questions
                    if (text := rules.in_words(q, row.said))
                ],
            }
            for row in rows
        ],
    }
    return render(request, "surveys/desk/names.html", context)


@require_safe
@page("surveys.see")
def export(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    """The results as a file; with names for the union that asked with names. Written down."""
    found = queries.survey(actor, survey_id)
    require(found.state != "draft")
    actions.export(actor, survey_id=survey_id)
    if not found.unnamed and found.org_id == actor.org_id:
        rows = actions.read_names(actor, survey_id=survey_id, after=None, most=MOST_NAMES)
        columns, cells = results.names_sheet(found, rows)
    else:
        columns = (_("问题"), _("回答"), _("人数"), _("占交卷人数的 %"))
        cells = results.sheet(found, queries.result(actor, survey_id))
    mark = _("%(org)s %(name)s %(when)s 导出，只在工会内部用，不要外传") % {
        "org": actor.org_name,
        "name": actor.name,
        "when": f"{local(now()):%Y-%m-%d %H:%M}",
    }
    content = people.sheets.written("xlsx", columns, [*cells, (mark,)])
    return people.sheets.download(f"{found.title}-{today():%Y%m%d}.xlsx", content)


@require_http_methods(["GET", "HEAD", "POST"])
@page("surveys.ask")
def send(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    """How many would be asked; and then ask them."""
    found = queries.own(actor, survey_id)
    if request.method == "POST":
        actions.open_up(actor, survey_id=survey_id)
        messages.success(request, _("发出去了，正在一个一个告诉"))
        return to("survey", survey_id)
    require(found.state == "draft")
    size = queries.size(actor, survey_id)
    verdict = rules.may_open(
        found.questions,
        unnamed=found.unnamed,
        asked=size,
        least=found.least,
        today=today(),
        until=found.until,
    )
    context = {
        "survey": shown(found, actor),
        "size": size,
        "against": "" if verdict else in_words(verdict),
        "texts": rules.texts_of(found.questions),
        "form_key": form_key(request),
    }
    return render(request, "surveys/desk/send.html", context)


@require_POST
@page("surveys.ask")
def remind(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    """Remind whoever has not answered."""
    actions.remind(actor, survey_id=survey_id)
    messages.success(request, _("正在提醒还没答的人；是哪些人，我们也不显示"))
    return to("survey", survey_id)


@require_POST
@page("surveys.ask")
def close(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    """Take no more answers."""
    actions.close(actor, survey_id=survey_id)
    messages.success(request, _("不再收了，正在汇总"))
    return to("survey", survey_id)


@require_POST
@page("surveys.ask")
def withdraw(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    """Not after all."""
    actions.withdraw(actor, survey_id=survey_id)
    messages.success(request, _("撤回了，已经答的都抹掉了"))
    return HttpResponseRedirect(reverse("surveys_desk:list"))
