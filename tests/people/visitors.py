"""Visitors on their way in: numbers, steps, and what their session holds."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from niangjia.kernel.people.models import Person
from niangjia.kernel.people.sessions import SessionStore
from tests.kit.sowing import seeding
from tests.kit.world import World

from . import phones

ASK = reverse("account_login")
CONFIRM = reverse("account_confirm_login_code")
JOIN = reverse("account_signup")
KNOWN, IMPORTED, STRANGER, SHUT = "13911110001", "13911110002", "13911110003", "13911110004"


def people(world: World) -> World:
    """One person with a log-in, one only in the records, one whose record is shut."""
    phones.give(world.people["a1x-asker"], KNOWN)
    phones.give(world.people["a1x-colleague"], IMPORTED, account=False)
    phones.give(world.people["a1y-asker"], SHUT)
    with seeding():
        Person.objects.filter(pk=world.people["a1y-asker"].pk).update(state="closed")
    return world


def ask(client: Client, phone: str, page: str = ASK, **more: str) -> Any:
    """Ask for a code."""
    return client.post(page, {"phone": phone, **more})


def log_in(phone: str, client: Client | None = None) -> Client:
    """Ask for a code and type it."""
    client = client or Client()
    ask(client, phone)
    answer = client.post(CONFIRM, {"code": phones.code(phone)})
    assert answer.status_code == 302, answer.content.decode()
    return client


def name_of(client: Client) -> str:
    """The name on the own page; empty for nobody."""
    answer = client.get(reverse("me"))
    return str(answer.context["person"].name) if answer.status_code == 200 else ""


def cookie(client: Client) -> str:
    """The secret in the browser."""
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def session(client: Client) -> dict[str, Any]:
    """What the session holds."""
    return dict(SessionStore(cookie(client)).load())
