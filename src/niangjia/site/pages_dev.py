"""The demo's text messages. Anywhere but on the demo's own machine there is nothing here."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from niangjia.kernel.base.clock import day_text
from niangjia.kernel.people import phones
from niangjia.kernel.people.models import DevSms

CODE = re.compile(r"(?<![0-9])[0-9]{6}(?![0-9])")
SHOWN = 50
HOSTS = ("localhost", "127.0.0.1", "[::1]")
#: Any of these means that somebody stands between us and the visitor.
PASSED_ON = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via")


def at_home(request: HttpRequest) -> bool:
    """In demo mode, asked from this machine, by a name of this machine, through nobody."""
    if not settings.NIANGJIA_DEMO or any(name in request.headers for name in PASSED_ON):
        return False
    name = re.sub(r":[0-9]+$", "", request.get_host())
    try:
        near = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    return near and name in HOSTS


def _demo_only(
    view: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Outside any act: the demo's messages are nobody's record."""

    def run(request: HttpRequest) -> HttpResponse:
        if not at_home(request):
            raise Http404
        return view(request)

    run.permit = "public"  # type: ignore[attr-defined]  # on the short public list
    return require_safe(run)


def _latest() -> list[DevSms]:
    return list(DevSms.objects.order_by("-at", "-id")[:SHOWN])


def _code(text: str) -> str | None:
    found = CODE.search(text)
    return found.group() if found else None


@_demo_only
def inbox(request: HttpRequest) -> HttpResponse:
    """The latest messages as a page."""
    texts = [
        {
            "to": phones.shown(row.phone),
            "body": row.text,
            "when": day_text(row.at),
            "code": _code(row.text),
        }
        for row in _latest()
    ]
    return render(request, "site/dev/inbox.html", {"texts": texts})


@_demo_only
def inbox_json(request: HttpRequest) -> HttpResponse:
    """The latest messages for programs: to, text, code, at; newest first."""
    texts = [
        {"to": row.phone, "text": row.text, "code": _code(row.text), "at": row.at.isoformat()}
        for row in _latest()
    ]
    return JsonResponse({"texts": texts})
