"""Pages about posts: give one, end one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from niangjia.kernel.acts.page import page
from niangjia.kernel.base.clock import today
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.people import forms, hooks, rules
from niangjia.kernel.people.actions import appointments as actions
from niangjia.kernel.people.actions.written import org_in_my_part
from niangjia.kernel.people.models import Appointment, Org, Person
from niangjia.kernel.people.queries import pick
from niangjia.kernel.people.queries.parts import post_words

from . import forming


def _offered(actor: Actor, org: Org) -> tuple[Post, ...]:
    """Posts the actor may give here."""
    at = rules.Where(org.kind, org.path)
    return tuple(
        post
        for post in rules.posts_at(org.kind)
        if rules.may_appoint(actions.giver(actor), post, at)
    )


@require_http_methods(["GET", "POST"])
@page("people.appoint")
def appoint(request: HttpRequest, actor: Actor, org_id: UUID) -> HttpResponse:
    """Give a person a post at an organisation."""
    org = org_in_my_part(actor, org_id)
    posts = _offered(actor, org)
    form = forms.AppointForm(
        forming.sent(request),
        posts=posts,
        initial=forming.key_of(request) | {"since": today()},
        find={"person": lambda text: pick.person(actor, text)},
    )
    if forming.done(form, lambda data: _appoint(actor, org_id, data)):
        messages.success(request, _("任命好了。"))
        return forming.go("org", org_id)
    context = {
        "org": {"id": str(org.id), "name": org.name, "url": reverse("people:org", args=[org.id])},
        "form": form,
        "roles": [{"label": _(rules.POST_WORDS[p]), "text": _(rules.POST_HINTS[p])} for p in posts],
    }
    return render(
        request, "people/appointment_form.html", context, status=422 if form.errors else 200
    )


def _appoint(actor: Actor, org_id: UUID, data: dict[str, Any]) -> object:
    return actions.appoint(
        actor,
        person_id=data["person"].id,
        org_id=org_id,
        post=Post(data["role"]),
        since=data["since"],
        until=data["until"],
    )


@require_http_methods(["GET", "POST"])
@page("people.appoint")
def appointment_end(request: HttpRequest, actor: Actor, appointment_id: UUID) -> HttpResponse:
    """End a post."""
    held = actions.appointment_in_my_part(actor, appointment_id)
    form = forms.EndForm(forming.sent(request), initial={"until": max(today(), held.since)})
    if forming.done(
        form,
        lambda data: actions.end_appointment(
            actor, appointment_id=appointment_id, until=data["until"]
        ),
    ):
        messages.success(request, _("办好了。"))
        return forming.go("org", held.org_id)
    context = {"post": _post(held), "form": form}
    return render(
        request, "people/appointment_end.html", context, status=422 if form.errors else 200
    )


def _name(person_id: UUID) -> str:
    found = Person.objects.filter(id=person_id).values_list("name", flat=True).first()
    return found or _("别处工会的人")


def _post(held: Appointment) -> dict[str, str]:
    return {
        "id": str(held.id),
        "person": _name(held.person_id),
        "post": post_words(held.post, held.title),
        "org": held.org.name,
        "org_url": reverse("people:org", args=[held.org_id]),
        "open_text": hooks.matters(held.person_id, held.org_id),
    }
