"""Photographs of an offer: brought, described, put in order, taken off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from niangjia.kernel.acts.page import form_key, page
from niangjia.kernel.base.types import Actor, Hidden, Refusal
from niangjia.kernel.files import door as files
from niangjia.services.benefits.actions import pictures as actions
from niangjia.services.benefits.forms.pictures import WordsForm
from niangjia.services.benefits.queries import pictures as queries

#: How far a button moves a photograph.
MOVES = {"up": -1, "down": 1}


@require_safe
@page("benefits.run")
def pictures(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """Those that hang on it, and room for more."""
    return _page(request, actor, offer_id)


def _page(
    request: HttpRequest,
    actor: Actor,
    offer_id: UUID,
    brought: files.Taken | None = None,
    **bound: WordsForm,
) -> HttpResponse:
    found = queries.desk(actor, offer_id)
    hung = {one["id"]: one for one in found["shots"]}
    words = bound.get("words") or _words(found)
    new = bound.get("new")
    shown = {UUID(one.id): one for one in files.showing.drafts(brought.files)} if brought else {}
    context = {
        **found,
        "form": words,
        "rows": words.rows(hung),
        "new_form": new,
        "new_rows": new.rows(shown) if new else [],
        "problems": brought.problems if brought else [],
        "form_key": form_key(request),
    }
    status = 422 if any(form.is_bound for form in bound.values()) or context["problems"] else 200
    return render(request, "benefits/desk/pictures.html", context, status=status)


def _words(found: dict[str, Any], data: Any = None) -> WordsForm:
    alts = {one["id"]: one["alt"] for one in found["shots"]}
    return WordsForm(data, ids=list(alts), words=alts)


def _to(offer_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("benefits_desk:pictures", args=[offer_id]))


@require_POST
@files.taking
@page("benefits.run")
def hang(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """First the photographs come, then a line for each; nothing hangs before it has one."""
    brought = files.chosen(request, actor)
    brought.files = [one for one in brought.files if one.kind == "photo"]
    ids = [one.id for one in brought.files]
    described = any(f"alt-{key}" in request.POST for key in ids)
    form = WordsForm(request.POST if described else None, ids=ids, words={})
    if not ids:
        brought.problems = brought.problems or [_("先选照片")]
        return _page(request, actor, offer_id, brought)
    if form.is_valid() and not brought.problems:
        try:
            actions.hang(actor, offer_id=offer_id, shots=list(form.alts().items()))
            messages.success(request, _("照片放上去了"))
            return _to(offer_id)
        except Refusal as refused:
            _near(refused)
            brought.problems.append(refused.message)
    return _page(request, actor, offer_id, brought, new=form)


def _near(refused: Refusal) -> None:
    """A refusal of what was sent stands on the page; another is a page of its own."""
    if refused.status != 422:
        raise refused


@require_POST
@page("benefits.run")
def arrange(request: HttpRequest, actor: Actor, offer_id: UUID) -> HttpResponse:
    """Words are kept with every button; one button moves a photograph, one takes it off."""
    found = queries.desk(actor, offer_id)
    form = _words(found, request.POST)
    if not form.is_valid():
        return _page(request, actor, offer_id, words=form)
    verb, _colon, which = request.POST.get("do", "").partition(":")
    key = next((one for one in form.ids if str(one) == which), None)
    if verb and key is None:
        raise Hidden("no_picture")
    actions.arrange(actor, offer_id=offer_id, order=_moved(form.ids, verb, key), alts=form.alts())
    if verb == "off" and key is not None:
        actions.take_off(actor, offer_id=offer_id, picture_id=key)
    messages.success(request, _("改好了"))
    return _to(offer_id)


def _moved(ids: list[UUID], verb: str, key: UUID | None) -> list[UUID]:
    """The order with one of them a place earlier or later."""
    order = list(ids)
    if key is not None and verb in MOVES:
        at = order.index(key)
        there = min(max(at + MOVES[verb], 0), len(order) - 1)
        order.insert(there, order.pop(at))
    return order


@require_safe
@page("benefits.run")
def picture(
    request: HttpRequest, actor: Actor, offer_id: UUID, picture_id: UUID, part: str
) -> HttpResponseBase:
    """A photograph of the union's own offer."""
    found = queries.at_desk(actor, offer_id, picture_id)
    return files.serving.answer(request, found, part, files.serving.name(found))
