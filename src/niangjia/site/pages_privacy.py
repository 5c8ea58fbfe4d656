"""谁看过我的信息, my data, the end of an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from django import forms
from django.contrib import messages
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.kernel.acts.action import action
from niangjia.kernel.acts.page import page
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.people import sessions
from niangjia.kernel.people.actions import account
from niangjia.kernel.people.entrance import moving, texts
from niangjia.kernel.people.queries import mine
from niangjia.services.feedback.queries import member as feedback

from . import export


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of rows on the page of one's data."""

    label: str
    count_text: str


class CloseForm(forms.Form):
    """The word one types to close an account."""

    typed = forms.CharField(max_length=20, required=False)


@require_safe
@page("people.privacy")
def seen(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who looked at me, newest first."""
    shown = mine.looks(actor, request.GET.get("cursor", ""))
    more = f"{reverse('privacy.seen')}?cursor={shown.cursor}" if shown.cursor else None
    context = {"looks": shown.items, "more_url": more, "keep_text": _("记录留 3 年。")}
    return render(request, "site/privacy_seen.html", context)


@require_safe
@page("people.privacy")
def data(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What we keep, to take away or to end."""
    return _data_page(request, actor, CloseForm())


def _data_page(request: HttpRequest, actor: Actor, form: CloseForm) -> HttpResponse:
    kinds = [
        Kind(part.title, _("%(n)d 条") % {"n": len(part.rows)}) for part in export.parts(actor)
    ]
    context = {
        "kinds": kinds,
        "form": form,
        "word": _(account.CLOSING_WORD),
        "open_text": _open_text(actor),
    }
    return render(request, "site/privacy_data.html", context)


def _open_text(actor: Actor) -> str:
    rows, more = feedback.my_cases(actor, closed=False)
    count = f"{len(rows)}+" if more else str(len(rows))
    return (
        _("你还有 %(n)s 件事在办，注销后工会仍会办完，但不能再通知你。") % {"n": count}
        if rows
        else ""
    )


@action(permit="people.privacy", audit="people.exported", silent=True)
def _export(actor: Actor) -> IO[bytes]:
    return export.archive(actor, export.parts(actor))


@require_POST
@page("people.privacy", posts_once=False)
def take_away(request: HttpRequest, actor: Actor) -> FileResponse:
    """The export as a file."""
    name = "niangjia-data.zip"
    return FileResponse(
        _export(actor), as_attachment=True, filename=name, content_type="application/zip"
    )


@require_POST
def close(request: HttpRequest) -> HttpResponseBase:
    """End the account; the number is told after the commit, when it is already free."""
    response = _close(request)
    if old := getattr(request, "closed_phone", ""):
        moving.tell_old(old, texts.closed())
    return response


@page("people.account", posts_once=False)
def _close(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = CloseForm(request.POST)
    form.is_valid()
    try:
        closed = account.close(actor, typed=form.cleaned_data.get("typed", ""))
    except Refusal as refusal:
        form.add_error("typed", _(refusal.message))
        return _data_page(request, actor, form)
    request.closed_phone = closed.old  # type: ignore[attr-defined]  # for the message afterwards
    sessions.leave(request)
    messages.success(request, _("账号注销了。哪天想回来，娘家的门开着。"))
    return HttpResponseRedirect(reverse("home"))


close.permit = _close.permit  # type: ignore[attr-defined]  # the act's own
