"""One plain form at the desk: draw it, take it, say what went wrong on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.kernel.acts.page import form_key
from niangjia.kernel.base.types import Refusal


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands around a form."""

    heading: str
    back_url: str
    back_label: str
    submit: str
    note: str = ""
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Something further to do, beside a heading."""

    url: str
    icon: str
    label: str


def link(name: str, key: UUID, icon: str, label: str) -> Link:
    """A link to a page of the room about one record."""
    return Link(reverse(f"people:{name}", args=[key]), icon, label)


def draw(request: HttpRequest, form: Form, sheet: Sheet) -> HttpResponse:
    """The form on its page; 422 when it came back with mistakes."""
    context = {
        "heading": sheet.heading,
        "back": {"url": sheet.back_url, "label": sheet.back_label},
        "note": sheet.note,
        "form": form,
        "submit": sheet.submit,
        "danger": sheet.danger,
    }
    return render(request, "people/form.html", context, status=422 if form.errors else 200)


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None when it is only looked at."""
    return request.POST if request.method == "POST" else None


def key_of(request: HttpRequest) -> dict[str, str]:
    """The initial value of a form's key."""
    return {"key": form_key(request)}


def done(form: Form, do: Callable[[dict[str, Any]], object]) -> Any:
    """What `do` made of a valid form; None when the form or a rule said no.

    A rule's no becomes a line of the form, and nothing of the attempt is kept.
    """
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            return do(form.cleaned_data) or True
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        form.add_error(None, _(refusal.message))
        return None


def go(name: str, *args: object, query: str = "") -> HttpResponse:
    """To a page of the room."""
    return HttpResponseRedirect(reverse(f"people:{name}", args=args) + query)
