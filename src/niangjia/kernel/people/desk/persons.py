"""Pages of one person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from niangjia.kernel.acts.page import page
from niangjia.kernel.base.clock import today
from niangjia.kernel.base.types import Actor
from niangjia.kernel.people import forms
from niangjia.kernel.people.actions import persons as actions
from niangjia.kernel.people.actions.part import org_in_my_part, person_in_my_part
from niangjia.kernel.people.queries import persons as queries
from niangjia.kernel.people.queries import pick

from . import forming


def _finders(actor: Actor) -> dict[str, Callable[[str], Any]]:
    return {
        "union": lambda text: pick.org(actor, text, "union"),
        "employer": lambda text: pick.org(actor, text, "employer"),
    }


def _shown(request: HttpRequest, actor: Actor, person_id: UUID, phone: str = "") -> HttpResponse:
    found = queries.person(actor, person_id=person_id)
    card = replace(found.person, phone_masked=phone) if phone else found.person
    context = {
        "person": card,
        "memberships": found.memberships,
        "posts": found.posts,
        "can": found.can,
        "links": [forming.link("transfer", person_id, "forward", _("入会、转会籍"))]
        * found.can.edit,
        "phone_url": reverse("people:person_phone", args=[person_id])
        if found.can.phone and not phone
        else None,
    }
    return render(request, "people/person.html", context)


@require_safe
@page("people.directory")
def person(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponse:
    """Facts, memberships and posts; the look is written down."""
    return _shown(request, actor, person_id)


@require_POST
@page("people.directory")
def person_phone(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponse:
    """The same page with the number in the clear; that too is written down."""
    found = queries.phone(actor, person_id=person_id)
    return _shown(request, actor, person_id, found.phone)


def _facts(data: dict[str, Any], phone: str) -> actions.PersonFacts:
    employer = data["employer"]
    return actions.PersonFacts(
        data["name"], phone, data["id_number"], employer.id if employer else None
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page("people.edit")
def person_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new person in a union's records."""
    union = request.GET.get("union") or pick.named(org_in_my_part(actor, actor.org))
    form = forms.NewPersonForm(
        forming.sent(request),
        find=_finders(actor),
        initial=forming.key_of(request) | {"union": union},
    )
    if made := forming.done(
        form,
        lambda data: actions.add_person(
            actor,
            union_id=data["union"].id,
            facts=_facts(data, data["phone"]),
            joined_on=data["joined_on"],
            number=data["number"],
        ),
    ):
        messages.success(request, _("加好了。"))
        return forming.go("person", made.id)
    return forming.draw(
        request,
        form,
        forming.Sheet(
            _("加人"), reverse("people:directory") + "?kind=people", _("人员"), _("加上")
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page("people.edit")
def person_edit(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponse:
    """Other facts. An empty phone keeps the one there is: the form never shows it."""
    found = person_in_my_part(actor, person_id)
    form = forms.PersonForm(
        forming.sent(request),
        find=_finders(actor),
        initial=forming.key_of(request) | forms.person_initial(found),
    )
    if forming.done(
        form,
        lambda data: actions.change_person(
            actor, person_id=person_id, facts=_facts(data, data["phone"])
        ),
    ):
        messages.success(request, _("存好了。"))
        return forming.go("person", person_id)
    return forming.draw(request, form, _sheet(found.name, person_id, _("改资料"), _("存好")))


def _sheet(name: str, person_id: UUID, heading: str, submit: str, note: str = "") -> forming.Sheet:
    return forming.Sheet(heading, reverse("people:person", args=[person_id]), name, submit, note)


@require_http_methods(["GET", "HEAD", "POST"])
@page("people.edit")
def transfer(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponse:
    """Join a union, or transfer the membership to another."""
    found = person_in_my_part(actor, person_id)
    form = forms.TransferForm(
        forming.sent(request),
        find=_finders(actor),
        initial=forming.key_of(request) | {"since": today()},
    )
    if forming.done(
        form,
        lambda data: actions.move_member(
            actor, person_id=person_id, union_id=data["union"].id, since=data["since"]
        ),
    ):
        messages.success(request, _("办好了。"))
        return forming.go("person", person_id)
    note = _("原来的会籍到前一天为止，新的从这一天开始；会员号在同一个区（县）里不变。")
    sheet = _sheet(found.name, person_id, _("入会或会籍转移"), _("办理"), note)
    return forming.draw(request, form, sheet)
