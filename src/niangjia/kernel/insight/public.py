"""The page anybody may open: a union's three rates, with both numbers of each."""

from __future__ import annotations

import hashlib
import re

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from niangjia.kernel.acts.page import public
from niangjia.kernel.base.types import Actor, Hidden, Refusal

from . import queries, words

CODE = re.compile(r"[0-9A-Za-z]{1,20}")
#: Seconds a browser or a proxy may keep the page of a stranger: figures change at night.
KEPT = 600
#: Pages one address may fetch a minute: a page is one row, so this is against trying out codes.
MOST, WINDOW = 60, 60


@require_safe
@public
def rates(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Five quarters, the words of the union, and how it is counted."""
    _once_more(request)
    shown = queries.public(code) if CODE.fullmatch(code) else None
    if shown is None:
        raise Hidden("no_sheet")
    context = {"shown": shown, "method": [_(line) for line in words.METHOD]}
    response = render(request, "insight/public.html", context)
    if actor.person_id is None:
        response["Cache-Control"] = f"public, max-age={KEPT}"
        response["Vary"] = "Cookie, Accept-Language"
    return response


def _once_more(request: HttpRequest) -> None:
    """Count the visit of an address; a digest is kept for two days, not the address."""
    address = hashlib.sha256(str(request.META.get("REMOTE_ADDR", "")).encode()).hexdigest()[:16]
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.hit(%s, %s, %s)", [f"rates:{address}", MOST, WINDOW])
        if not cursor.fetchone()[0]:
            raise Refusal("too_many", _("点得太快了，请过一分钟再看。"), status=429)
