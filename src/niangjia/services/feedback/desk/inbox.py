"""Pages of a union's desk: the list, and the list as a file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from niangjia.kernel.acts.page import page, path_to
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import Wanted
from niangjia.kernel.people import door as people
from niangjia.services.feedback.actions import exports
from niangjia.services.feedback.queries import desk


def wanted(request: HttpRequest, actor: Actor) -> Wanted:
    get = request.GET.get
    known = {key for key, _title in (*desk.TABS, desk.CALLS)}
    first = "todo" if desk.waiting(actor) else "open"
    return Wanted(
        tab if (tab := get("tab", "")) in known else first,
        get("board", "")[:30],
        get("state", "")[:12],
        get("q", "")[:60],
        get("sort", "due"),
        get("after", "")[:200],
    )


#: Stands in the list's place when htmx asks for the detail alone.
NO_LIST: dict[str, Any] = {"tabs": [], "filter": {}, "rows": [], "more_url": None, "export_url": ""}


def listed(request: HttpRequest, actor: Actor, current: UUID | None = None) -> dict[str, Any]:
    ask = wanted(request, actor)
    rows, cursor = desk.inbox(actor, ask, current)
    kept = {
        "tab": ask.tab,
        "board": ask.board,
        "state": ask.state,
        "q": ask.text,
        "sort": ask.sort,
        "after": cursor,
    }
    more = f"{path_to('feedback_desk:inbox')}?{urlencode(kept)}" if cursor else None
    return {
        "tabs": desk.tabs(actor, ask.tab),
        "filter": desk.filters(actor, ask),
        "rows": rows,
        "more_url": more,
        "export_url": f"{path_to('feedback_desk:export')}?{urlencode(kept | {'after': ''})}",
        "case": None,
    }


@require_safe
@page("feedback.desk")
def inbox(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list."""
    return render(request, "feedback/desk/inbox.html", listed(request, actor))


@require_safe
@page("feedback.desk")
def export(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list as filtered, as a file. Written down."""
    made = exports.export(actor, ask=wanted(request, actor))
    content = people.sheets.written("xlsx", made.columns, made.rows)
    return people.sheets.download(f"{made.title}.xlsx", content)
