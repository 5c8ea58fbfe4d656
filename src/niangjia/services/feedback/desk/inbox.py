"""Pages of a union's desk: the list, and the list as a file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from niangjia.kernel.acts.page import page, path_to
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import Wanted
from niangjia.kernel.papers import door as papers
from niangjia.kernel.people import door as people
from niangjia.services.feedback import rules
from niangjia.services.feedback.actions import exports
from niangjia.services.feedback.queries import batches, desk, sieve, views


def asked_for(request: HttpRequest, actor: Actor) -> dict[str, str]:
    """What the address asks the list for; a bare one asks for what this person begins with."""
    return sieve.read(request.GET.dict()) or views.first(actor)


def wanted(request: HttpRequest, actor: Actor, asked: dict[str, str]) -> Wanted:
    first = asked.get("tab") or ("todo" if desk.waiting(actor) else "open")
    return sieve.wanted(asked, first, actor.org_root, request.GET.get("after", "")[:200])


#: Stands in the list's place when htmx asks for the detail alone.
NO_LIST: dict[str, Any] = {
    "tabs": [],
    "filter": {},
    "rows": [],
    "more_url": None,
    "export_url": "",
    "print_url": "",
    "keep_url": "",
    "verbs": [],
    "every": "",
}


def listed(request: HttpRequest, actor: Actor, current: UUID | None = None) -> dict[str, Any]:
    asked = asked_for(request, actor)
    ask = wanted(request, actor, asked)
    rows, cursor = desk.inbox(actor, ask, asked, current)
    tail = sieve.address({**asked, "tab": ask.tab})
    return {
        "tabs": desk.tabs(actor, ask.tab, asked),
        "filter": sieve.form(actor, asked, ask.tab),
        "rows": rows,
        "more_url": f"{path_to('feedback_desk:inbox')}?{tail}&after={cursor}" if cursor else None,
        "export_url": f"{path_to('feedback_desk:export')}?{tail}",
        "print_url": f"{path_to('feedback_desk:list_print')}?{tail}",
        "verbs": _verbs(actor),
        "every": ",".join(row.id for row in rows),
        "keep_url": f"{path_to('feedback_desk:view_new')}?{tail}",
        "case": None,
    }


def _verbs(actor: Actor) -> list[tuple[str, str]]:
    """What can be done with many cases at once."""
    if not actor.may("desks.batch"):
        return []
    return [(verb, _(title)) for verb, (title, _tells) in rules.IN_BATCHES.items()]


@require_safe
@page("feedback.desk")
def inbox(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list."""
    context = listed(request, actor)
    if context["verbs"]:
        context["unfinished"] = batches.unfinished(actor)
    return render(request, "feedback/desk/inbox.html", context)


@require_safe
@page("feedback.desk")
def export(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list as filtered, as a file. Written down."""
    asked = asked_for(request, actor)
    ask = wanted(request, actor, asked)
    made = exports.export(actor, ask=ask, line=sieve.line(actor, asked, ask.tab))
    content = people.sheets.written("xlsx", made.columns, made.rows)
    return people.sheets.download(f"{made.title}.xlsx", content)


@require_safe
@page("feedback.desk")
def printed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list as filtered, to print. Written down."""
    asked = asked_for(request, actor)
    ask = wanted(request, actor, asked)
    paper = exports.printed(actor, ask=ask, line=sieve.line(actor, asked, ask.tab))
    return papers.download(paper, "pdf")
