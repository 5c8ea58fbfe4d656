"""Logging in by a code: who gets in, who does not, and that nobody learns who is known."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from niangjia.kernel.acts.page import digest
from niangjia.kernel.people import sealing
from niangjia.kernel.people.models import Account, Person, Session
from tests.kit.sowing import seeding
from tests.kit.world import World

from . import phones

ASK, CONFIRM, JOIN = (reverse(n) for n in (
    "account_login", "account_confirm_login_code", "account_signup"))
KNOWN, IMPORTED, STRANGER = "13911110001", "13911110002", "13911110003"


@pytest.fixture
def world(small_world: World) -> World:
    phones.give(small_world.people["a1x-asker"], KNOWN)
    phones.give(small_world.people["a1x-colleague"], IMPORTED, account=False)
    return small_world


def ask(client: Client, phone: str, page: str = ASK, **more: str):  # type: ignore[no-untyped-def]
    return client.post(page, {"phone": phone, **more})


def log_in(phone: str) -> Client:
    client = Client()
    ask(client, phone)
    answer = client.post(CONFIRM, {"code": phones.code(phone)})
    assert answer.status_code == 302, answer.content.decode()
    return client


def who(client: Client) -> str:
    """The name on the own page; empty for nobody."""
    answer = client.get(reverse("me"))
    return answer.context["person"].name if answer.status_code == 200 else ""


def test_a_known_number_gets_in(world: World) -> None:
    assert who(log_in(KNOWN)) == world.people["a1x-asker"].name
