"""Pages about posts: give one, end one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
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
from niangjia.kernel.people.actions.part import org_in_my_part
from niangjia.kernel.people.models import Appointment, Org, Person
from niangjia.kernel.people.queries import candidates
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
    """Give a person a post at an organisation: first who, then what."""
    org = org_in_my_part(actor, org_id)
    person_id = _chosen(request)
    if person_id is None:
        return _search(request, actor, org)
    who = candidates.candidate(actor, person_id=person_id)
    posts = _offered(actor, org)
    initial = forming.key_of(request) | {"person": person_id, "since": today()}
    form = forms.AppointForm(forming.sent(request), posts=posts, initial=initial)
    if forming.done(form, lambda data: _appoint(actor, org_id, data)):
        messages.success(request, _("任命好了。"))
        return forming.go("org", org_id)
    hints = {post.value: _(rules.POST_HINTS[post]) for post in posts}
    context = {"org": _named(org), "form": form, "who": who, "hints": hints, "q": _asked(request)}
    status = 422 if form.errors else 200
    return render(request, "people/appointment_form.html", context, status=status)


def _chosen(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("person") or request.GET.get("person", ""))
    except ValueError:
        return None


def _asked(request: HttpRequest) -> str:
    return request.GET.get("q", "")[:60].strip()


def _search(request: HttpRequest, actor: Actor, org: Org) -> HttpResponse:
    """Whom? Nobody is appointed by typing a number alone: people are found and chosen."""
    text = _asked(request)
    found = candidates.search(actor, text=text)
    context = {
        "org": _named(org),
        "q": text,
        "people": [
            {"row": row, "url": f"?{urlencode({'person': row.id, 'q': text})}"}
            for row in found.people
        ],
        "more": found.more,
        "add_url": reverse("people:person_new") if actor.may("people.edit") else None,
    }
    # A form sent without a person: nothing was done, the way goes on from here.
    status = 422 if request.method == "POST" else 200
    return render(request, "people/appointment_who.html", context, status=status)


def _named(org: Org) -> dict[str, str]:
    return {"id": str(org.id), "name": org.name, "url": reverse("people:org", args=[org.id])}


def _appoint(actor: Actor, org_id: UUID, data: dict[str, Any]) -> object:
    return actions.appoint(
        actor,
        person_id=data["person"],
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
