"""The house as an app on a phone: name and picture, the worker, and the page without a network.

The worker keeps files that are the same for everybody and one page that names nobody; it never
keeps a page somebody was shown (ADR 0020).
"""

from __future__ import annotations

import hashlib
import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from niangjia.kernel.acts.page import public
from niangjia.kernel.base.types import Actor
from niangjia.kernel.people import door as people

#: What pages are drawn with: the same bytes for everybody, named by their digest.
FILES = (
    "ui/tokens.css",
    "ui/ui.css",
    "ui/desk.css",
    "ui/ui.js",
    "ui/app.js",
    "ui/desk.js",
    "ui/keys.js",
    "ui/icons.svg",
    "ui/logo.svg",
    "ui/favicon.svg",
    "ui/vendor/htmx-2.0.11/htmx.min.js",
)
#: Seconds a browser may keep the name of the house.
KEPT = "public, max-age=300"
PAPER = "#F8F4EE"


@require_safe
@public
def manifest(request: HttpRequest, actor: Actor | None) -> HttpResponse:
    """Name and picture for the home screen; the same for everybody."""
    union, brand, _hotline = people.house()
    name = brand or _("娘家")
    answer = {
        "id": "/",
        "name": f"{name} · {union}" if union else name,
        "short_name": name,
        "lang": "zh-CN",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [{"src": static("ui/logo.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    headers = {"Cache-Control": KEPT}
    return JsonResponse(answer, content_type="application/manifest+json", headers=headers)


@require_safe
@public
def worker(request: HttpRequest, actor: Actor | None) -> HttpResponse:
    """The worker. Its text changes when a file does, so that browsers fetch the new ones."""
    files = [static(name) for name in FILES]
    version = hashlib.sha256("\n".join(files).encode()).hexdigest()[:12]
    facts = {"version": version, "files": json.dumps(files), "offline": reverse("app.offline")}
    answer = render(request, "site/worker.js", facts, content_type="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@require_safe
@public
def offline(request: HttpRequest, actor: Actor | None) -> HttpResponse:
    """What is shown without a network. Kept on the phone, so it names nobody."""
    _union, _brand, hotline = people.house()
    return render(request, "site/offline.html", {"hotline": hotline})
