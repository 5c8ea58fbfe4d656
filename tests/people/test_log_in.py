"""Logging in by a code: who gets in, who does not, and that nobody learns who is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from niangjia.kernel.acts.page import digest
from niangjia.kernel.people import sealing, sms
from niangjia.kernel.people.models import Account, Person, Session
from tests.kit.sowing import seeding
from tests.kit.world import World

from . import phones, visitors
from .visitors import (
    ASK,
    CONFIRM,
    IMPORTED,
    JOIN,
    KNOWN,
    SHUT,
    STRANGER,
    ask,
    cookie,
    log_in,
    name_of,
    session,
)


@pytest.fixture
def world(small_world: World) -> World:
    return visitors.people(small_world)


@pytest.mark.row("000-21")
def test_a_known_number_gets_in(world: World) -> None:
    client = log_in(KNOWN)
    assert name_of(client) == world.people["a1x-asker"].name
    row = Session.objects.get(session_key=digest(cookie(client)))
    assert row.person_id == world.people["a1x-asker"].pk
    assert row.appointment_id is None


def test_somebody_from_the_records_gets_an_account_at_the_first_log_in(world: World) -> None:
    person = world.people["a1x-colleague"]
    ask(Client(), IMPORTED)
    assert not Account.objects.filter(person_id=person.pk).exists()
    sms.forgive(IMPORTED)
    assert name_of(log_in(IMPORTED)) == person.name
    account = Account.objects.get(person_id=person.pk)
    assert sealing.account_phone(account) == IMPORTED
    assert account.phone_verified
    assert not account.has_usable_password()


def test_a_number_proved_lifts_an_unknown_identity(world: World) -> None:
    person = world.people["a1x-colleague"]
    with seeding():
        Person.objects.filter(pk=person.pk).update(identity=0)
    log_in(IMPORTED)
    with seeding():
        assert Person.objects.get(pk=person.pk).identity == Person.Identity.PHONE


def test_a_stranger_is_told_how_to_join_and_gets_no_code(world: World) -> None:
    client = Client()
    ask(client, STRANGER)
    (text,) = phones.sent(STRANGER)
    assert JOIN in text
    assert not re.search(r"[0-9]{6}", text.replace(JOIN, ""))
    assert client.post(CONFIRM, {"code": "123456"}).status_code == 200
    assert name_of(client) == ""


def test_a_stranger_joins_with_name_and_number(world: World) -> None:
    client = Client()
    ask(client, STRANGER, JOIN, name="钱一鸣")
    with seeding():
        assert not Person.objects.filter(name="钱一鸣").exists()
    client.post(CONFIRM, {"code": phones.code(STRANGER)})
    assert name_of(client) == "钱一鸣"
    with seeding():
        person = Person.objects.get(name="钱一鸣")
    assert person.identity == Person.Identity.PHONE
    assert (sealing.phone_of(person), person.phone_last4) == (STRANGER, "0003")
    assert name_of(log_in(STRANGER)) == "钱一鸣"


def test_joining_with_a_known_number_leads_to_ones_own_record(world: World) -> None:
    client = Client()
    ask(client, KNOWN, JOIN, name="冒名者")
    client.post(CONFIRM, {"code": phones.code(KNOWN)})
    assert name_of(client) == world.people["a1x-asker"].name
    with seeding():
        assert not Person.objects.filter(name="冒名者").exists()


def test_a_shut_record_is_refused_kindly_after_the_code(world: World) -> None:
    client = Client()
    ask(client, SHUT)
    answer = client.post(CONFIRM, {"code": phones.code(SHUT)})
    assert answer["Location"] == reverse("account_inactive")
    assert "停用" in client.get(reverse("account_inactive")).content.decode()
    assert name_of(client) == ""


def test_a_number_changed_at_a_desk_opens_no_post(world: World) -> None:
    chair = world.hats["a1x.chair"].person
    phones.give(chair, KNOWN[:-1] + "9")
    with seeding():
        Person.objects.filter(pk=chair.pk).update(**sealing.phone_fields(chair.pk, STRANGER))
    client = Client()
    ask(client, STRANGER)
    answer = client.post(CONFIRM, {"code": phones.code(STRANGER)})
    assert answer["Location"] == reverse("account_inactive")


def test_a_number_changed_at_a_desk_moves_a_workers_log_in_and_ends_the_old_sessions(
    world: World,
) -> None:
    person, before = world.people["a1x-asker"], log_in(KNOWN)
    with seeding():
        Person.objects.filter(pk=person.pk).update(**sealing.phone_fields(person.pk, STRANGER))
    assert name_of(log_in(STRANGER)) == person.name
    assert name_of(before) == ""


def test_a_gateway_that_fails_is_said_and_costs_no_minute(world: World, settings: Settings) -> None:
    settings.NIANGJIA_SMS_URL = "http://127.0.0.1:9/"
    answer = ask(Client(), KNOWN)
    assert answer.status_code == 503
    assert "短信没发出去" in answer.content.decode()
    settings.NIANGJIA_SMS_URL = ""
    assert ask(Client(), KNOWN).status_code == 302


def test_asking_twice_says_how_long_to_wait(world: World) -> None:
    ask(Client(), KNOWN)
    answer = ask(Client(), KNOWN)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 60
    assert "秒后再试" in answer.content.decode()
    assert len(phones.sent(KNOWN)) == 1


# --- nobody learns who is known ---------------------------------------------------------------


#: Headers that differ between any two answers.
VARY = ("Content-Security-Policy", "Expires", "Last-Modified", "Retry-After")


def bare(text: str) -> str:
    """A page without what differs from request to request."""
    text = re.sub(r"请 [0-9]+ 秒后", "", text)
    text = re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"', "", text)
    return re.sub(r"139 ?1111 ?000[0-9]", "NUMBER", text)


def story(phone: str, page: str, **more: str) -> list[Any]:
    """Everything a visitor sees who asks for a code and does not have it."""
    client, seen = Client(), []
    steps: list[Callable[[], Any]] = [
        lambda: ask(client, phone, page, **more),
        lambda: client.get(CONFIRM),
        *[lambda: client.post(CONFIRM, {"code": "000000"})] * 6,
        lambda: ask(client, phone, page, **more),
    ]
    for step in steps:
        answer = step()
        headers = {k: v for k, v in answer.items() if k not in VARY}
        cookies = {
            k: (m["max-age"], m["httponly"], m["samesite"], len(m.value))
            for k, m in answer.cookies.items()
        }
        seen.append((answer.status_code, headers, cookies, bare(answer.content.decode())))
    return seen


@pytest.mark.parametrize(("page", "more"), [(ASK, {}), (JOIN, {"name": "钱一鸣"})])
@pytest.mark.parametrize("phone", [IMPORTED, STRANGER, SHUT])
def test_every_number_looks_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch, phone: str, page: str, more: dict[str, str]
) -> None:
    monkeypatch.setattr("niangjia.kernel.people.entrance.codes.secrets.randbelow", lambda _: 7)
    expected, found = story(KNOWN, page, **more), story(phone, page, **more)
    for one, other in zip(expected, found, strict=True):
        assert one == other


@pytest.mark.parametrize("phone", [IMPORTED, STRANGER, SHUT])
def test_every_number_costs_the_same(
    world: World, phone: str, django_assert_num_queries: Any
) -> None:
    def queries(number: str) -> int:
        with django_assert_num_queries(0, exact=False) as seen:
            pass
        with django_assert_num_queries(200, exact=False) as seen:
            ask(Client(), number)
        return len(seen)

    assert queries(phone) == queries(KNOWN)


def test_the_session_shows_neither_number_nor_code_nor_who_is_known(world: World) -> None:
    kept = {}
    for phone in (KNOWN, STRANGER):
        client = Client()
        ask(client, phone)
        kept[phone] = session(client)
    text = repr([*kept.values()])
    assert phones.code(KNOWN) not in re.sub(r"[0-9]{7,}", "", text)
    assert KNOWN not in text
    assert STRANGER not in text
    states = [
        one["account_login"]["state"]["stages"]["login_by_code"]["data"] for one in kept.values()
    ]
    assert [sorted(s) for s in states] == [sorted(states[0])] * 2
    assert len(states[0]["code"]) == len(states[1]["code"])


# --- numbers and where to go next ---------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "139 1111 0001",
        "139-1111-0001",
        "+8613911110001",
        "+86 139 1111 0001",
        "008613911110001",
        "１３９１１１１０００１",
        "86 13911110001",
    ],
)
def test_a_number_may_be_typed_in_many_ways(world: World, typed: str) -> None:
    assert ask(Client(), typed).status_code == 302
    assert phones.code(KNOWN)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "1391111000",
        "139111100011",
        "12345678901",
        "057187654321",
        "+14155550123",
        "+85291234567",
        "一三九",
        "1391111000a",
    ],
)
def test_other_numbers_are_refused_with_a_sentence(world: World, typed: str) -> None:
    answer = ask(Client(), typed)
    assert answer.status_code == 200
    assert "手机号" in "".join(answer.context["form"].errors["phone"])


@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        ("/feedback/mine/", "/feedback/mine/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/no/such/page/", "/"),
        ("", "/"),
    ],
)
def test_next_leads_to_pages_of_ours_only(world: World, wanted: str, there: str) -> None:
    client = Client()
    client.post(f"{ASK}?next={wanted}", {"phone": KNOWN, "next": wanted})
    answer = client.post(CONFIRM, {"code": phones.code(KNOWN), "next": wanted}, follow=True)
    assert answer.redirect_chain[-1][0] == there
