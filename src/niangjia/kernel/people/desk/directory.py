"""The directory page, and its list as a file."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from niangjia.kernel.acts.page import page
from niangjia.kernel.base.types import Actor
from niangjia.kernel.people import sheets
from niangjia.kernel.people.actions import exports
from niangjia.kernel.people.queries import directory as directory_queries

KINDS = ("orgs", "people")


def _kind(request: HttpRequest) -> str:
    kind = request.GET.get("kind", "orgs")
    return kind if kind in KINDS else "orgs"


@require_safe
@page("people.directory")
def directory(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Organisations or people of one's part."""
    kind, text = _kind(request), request.GET.get("q", "")[:60]
    read = directory_queries.people if kind == "people" else directory_queries.orgs
    found = read(actor, text=text, after=request.GET.get("after", "")[:400])
    kept = {"kind": kind, "q": text, "after": found.cursor}
    context = {
        "kind": kind,
        "q": text,
        "scope": directory_queries.scope_text(actor),
        "rows": found.items,
        "more_url": f"?{urlencode(kept)}" if found.cursor else None,
        "exports": _exports(kind, text) if found.items else [],
        "can": {"add": actor.may("people.edit"), "bring": actor.may("people.import")},
    }
    return render(request, "people/directory.html", context)


def _exports(kind: str, text: str) -> list[dict[str, str]]:
    url = reverse("people:export")
    return [
        {
            "url": f"{url}?{urlencode({'kind': kind, 'q': text, 'as': form})}",
            "label": _("导出 %(form)s") % {"form": form},
        }
        for form in ("xlsx", "csv")
    ]


@require_safe
@page("people.directory")
def export(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list as shown, as xlsx or CSV. Written down; phones stay masked."""
    kind, text = _kind(request), request.GET.get("q", "")[:60]
    made = exports.export_list(actor, kind=kind, text=text)
    form = "csv" if request.GET.get("as") == "csv" else "xlsx"
    return sheets.download(f"{made.title}.{form}", sheets.written(form, made.columns, made.rows))
