"""Pages anybody may open: a union's colours and logo, and setting up an empty house."""

from __future__ import annotations

import hashlib
import re
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from niangjia.kernel.acts.page import public
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.ui import accent

from . import forms, switches
from .actions import setup
from .actions.settings import unpacked
from .desk import forming
from .models import OrgSettings

PATH = re.compile(r"(?:[0-9a-z]{1,8}\.){1,16}")
#: Seconds a browser may keep a brand: a change is seen within minutes, a page costs no request.
KEPT = "public, max-age=300"
#: Whatever a logo contains, it may do nothing, even opened by itself.
SANDBOX = "default-src 'none'; style-src 'none'; sandbox"


@require_safe
@public
def brand_css(request: HttpRequest, actor: Actor, path: str) -> HttpResponse:
    """The accent in force at a place of the tree, as tokens."""
    if not PATH.fullmatch(path):
        raise Hidden
    chosen = switches.at(path).accent
    sheet = accent.sheet(chosen) if chosen else ""
    return HttpResponse(
        sheet, content_type="text/css; charset=utf-8", headers={"Cache-Control": KEPT}
    )


@require_safe
@public
def brand_logo(request: HttpRequest, actor: Actor, org_id: UUID) -> HttpResponse:
    """A union's logo with its own media type, sandboxed."""
    stored = OrgSettings.objects.filter(org_id=org_id).values_list("logo", flat=True).first()
    picture = unpacked(stored or "")
    if picture is None:
        raise Hidden
    tag = f'"{hashlib.sha256(picture.content).hexdigest()[:32]}"'
    headers = {"Cache-Control": KEPT, "ETag": tag, "Content-Security-Policy": SANDBOX}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(picture.content, content_type=picture.media, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def set_up(request: HttpRequest, actor: Actor, token: str) -> HttpResponse:
    """The first union and its administrator; the link works once, and on an empty house only."""
    if not setup.link_open(token):
        raise Hidden
    form = forms.SetupForm(forming.sent(request))
    made = forming.done(form, lambda data: setup.set_up(token, setup.Wanted(**data)))
    ready = (
        None
        if made is None
        else {
            "union_name": made.union_name,
            "admin_name": made.admin_name,
            "login_url": settings.LOGIN_URL,
        }
    )
    return render(
        request,
        "site/setup.html",
        {"form": form, "done": ready},
        status=422 if form.errors else 200,
    )
