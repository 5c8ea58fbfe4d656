"""What a code is worth: five tries, five minutes, one use."""

from __future__ import annotations

import time

import pytest
from allauth.account.internal.flows import code_verification
from django.test import Client
from django.urls import reverse

from niangjia.kernel.acts.page import digest
from niangjia.kernel.people import sms
from niangjia.kernel.people.models import Session
from tests.kit.world import World

from . import phones, visitors
from .visitors import ASK, CONFIRM, KNOWN, STRANGER, ask, cookie, log_in, name_of


@pytest.fixture
def world(small_world: World) -> World:
    return visitors.people(small_world)


def test_five_wrong_tries_kill_a_code(world: World) -> None:
    client = Client()
    ask(client, KNOWN)
    for _ in range(4):
        assert client.post(CONFIRM, {"code": "000000"}).status_code == 200
    assert client.post(CONFIRM, {"code": "000000"}).status_code == 302
    assert client.post(CONFIRM, {"code": phones.code(KNOWN)})["Location"] == ASK
    assert name_of(client) == ""


def test_the_fifth_try_may_be_right(world: World) -> None:
    client = Client()
    ask(client, KNOWN)
    for _ in range(4):
        client.post(CONFIRM, {"code": "000000"})
    client.post(CONFIRM, {"code": phones.code(KNOWN)})
    assert name_of(client) != ""


def test_tries_are_counted_even_when_the_session_forgets_them(world: World) -> None:
    """Many requests at once all read the same session: the count is the database's."""
    client = Client()
    ask(client, KNOWN)
    row = Session.objects.get(session_key=digest(cookie(client)))
    for _ in range(5):
        client.post(CONFIRM, {"code": "000000"})
        row.save()
    client.post(CONFIRM, {"code": phones.code(KNOWN)})
    assert name_of(client) == ""


def test_a_code_works_once(world: World) -> None:
    first, second = Client(), Client()
    ask(first, KNOWN)
    row = Session.objects.get(session_key=digest(cookie(first)))
    second.cookies = first.cookies.copy()  # type: ignore[assignment]  # a cookie jar
    first.post(CONFIRM, {"code": phones.code(KNOWN)})
    row.save(force_insert=True)
    second.post(CONFIRM, {"code": phones.code(KNOWN)})
    assert name_of(first) != ""
    assert name_of(second) == ""


@pytest.mark.parametrize(("seconds", "in_time"), [(299, True), (302, False)])
def test_a_code_lives_five_minutes(
    world: World, monkeypatch: pytest.MonkeyPatch, seconds: int, in_time: bool
) -> None:
    client = Client()
    ask(client, KNOWN)
    later = time.time() + seconds
    monkeypatch.setattr(code_verification.time, "time", lambda: later)
    client.post(CONFIRM, {"code": phones.code(KNOWN)})
    monkeypatch.undo()
    assert (name_of(client) != "") is in_time


def test_another_code_voids_the_one_before(world: World) -> None:
    client = Client()
    ask(client, KNOWN)
    old = phones.code(KNOWN)
    assert client.post(CONFIRM, {"action": "resend"}).status_code == 302
    assert len(phones.sent(KNOWN)) == 1, "a minute has not passed"
    sms.forgive(KNOWN)
    client.post(CONFIRM, {"action": "resend"})
    assert len(phones.sent(KNOWN)) == 2
    if old != phones.code(KNOWN):
        assert client.post(CONFIRM, {"code": old}).status_code == 200
    client.post(CONFIRM, {"code": phones.code(KNOWN)})
    assert name_of(client) != ""


def test_digits_may_be_typed_with_blanks_and_in_full_width(world: World) -> None:
    client = Client()
    ask(client, KNOWN)
    digits = phones.code(KNOWN)
    wide = "".join(chr(ord(d) + 0xFEE0) for d in digits)
    client.post(CONFIRM, {"code": f" {wide[:3]} {wide[3:]} "})
    assert name_of(client) != ""


def test_the_session_key_changes_at_log_in(world: World) -> None:
    client = Client()
    ask(client, KNOWN)
    before = cookie(client)
    client.post(CONFIRM, {"code": phones.code(KNOWN)})
    assert cookie(client) != before
    assert not Session.objects.filter(session_key=digest(before)).exists()


def test_asking_again_begins_anew(world: World) -> None:
    client = Client()
    ask(client, STRANGER)
    assert client.get(ASK).status_code == 200
    assert name_of(log_in(KNOWN, client)) == world.people["a1x-asker"].name


def test_logging_out_ends_the_session(world: World) -> None:
    client = log_in(KNOWN)
    key = cookie(client)
    client.post(reverse("account_logout"))
    assert name_of(client) == ""
    assert not Session.objects.filter(session_key=digest(key)).exists()
