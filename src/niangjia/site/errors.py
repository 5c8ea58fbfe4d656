"""What went wrong: a page that says what to do next, for programs a problem document."""

from __future__ import annotations

import sys

import psycopg
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.kernel.acts.api import problem
from niangjia.kernel.base.types import Refusal

#: Titles of problem documents by status.
TITLES = {
    400: "Bad request",
    401: "Unauthorized",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    413: "Too large",
    422: "Unprocessable",
    429: "Too many requests",
    500: "Server error",
    503: "Service unavailable",
}
#: Seconds after which to try again when the database does not answer: it is back by then.
RETRY_AFTER = 5
#: Down, restarting, out of connections, or too busy: nothing was done, and it passes.
PASSING = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal as a page. Hidden things get the one 404 page, whatever the reason."""
    if refusal.status == 404:
        return not_found(request)
    back = request.headers.get("Referer", "")
    here = back if back.startswith(f"{request.scheme}://{request.get_host()}/") else ""
    context = {
        "title": _("这一步没有办成"),
        "message": _(refusal.message),
        "what": [],
        "actions": [
            *([{"url": here, "label": _("返回上一页")}] if here else []),
            {"url": reverse("home"), "label": _("回首页")},
        ],
    }
    return render(request, "site/refusal.html", context, status=refusal.status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Absent and forbidden look the same."""
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What Django itself refuses."""
    return render(request, "403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that cannot be read. The page needs no context at all."""
    return HttpResponse(render_to_string("400.html"), status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """A crash of ours; when only the database was away, the visitor is told to try again.

    Drawn without any context: nothing that could fail a second time.
    """
    if isinstance(sys.exc_info()[1], PASSING):
        headers = {"Retry-After": str(RETRY_AFTER)}
        return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere."""
    refusal = Refusal("csrf", "页面放得太久了，请返回上一页、刷新后再提交一次。", status=403)
    return refusal_page(request, refusal)


def bare_problem(status: int) -> HttpResponse:
    """For programs, in place of an answer made for people or by no code of ours."""
    return problem(Refusal(f"http_{status}", "", status=status), TITLES.get(status, "Refused"))
