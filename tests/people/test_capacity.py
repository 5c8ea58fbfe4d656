"""Hats: who may put on which, how long it lasts, and the second lock before a post."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from niangjia.kernel.acts.models import Audit
from niangjia.kernel.acts.page import digest
from niangjia.kernel.base.clock import now
from niangjia.kernel.people import sessions
from niangjia.kernel.people.models import Appointment, Session
from niangjia.site import paths
from tests.kit.sowing import seeding
from tests.kit.world import World

HATS = reverse("capacity")
SECRET = "JBSWY3DPEHPK3PXP"


def cookie(client: Client) -> str:
    return str(client.cookies[django_settings.SESSION_COOKIE_NAME].value)


def row(client: Client) -> Session:
    return Session.objects.get(session_key=digest(cookie(client)))


def worker(world: World, key: str) -> Client:
    """The person of hat `key`, acting as a worker in a session of their own."""
    client = world.client(key)
    client.post(HATS, {"capacity": "worker"})
    return client


def put_on(client: Client, world: World, key: str, **more: str) -> Any:
    held = world.hats[key].appointment
    return client.post(HATS, {"capacity": str(held.pk) if held else "worker", **more})


def test_the_page_shows_the_worker_first_and_every_open_post(small_world: World) -> None:
    hats = small_world.client("a1x.chair").get(HATS).context["capacities"]
    assert [(h.id == "worker", h.current) for h in hats] == [(True, False), (False, True)]
    assert hats[1].org == small_world.orgs["a1x"].name


@pytest.mark.parametrize("key", ["retired.worker", "fired.worker", "coming.worker"])
def test_posts_that_ended_or_have_not_begun_are_no_hats(small_world: World, key: str) -> None:
    hats = small_world.hats
    name = key.partition(".")[0]
    with seeding():
        held = Appointment.objects.get(person_id=small_world.people[name].pk)
    client = small_world.client(name if name in hats else key)
    assert len(client.get(HATS).context["capacities"]) == 1
    assert client.post(HATS, {"capacity": str(held.pk)}).status_code == 404


def test_somebody_elses_post_is_not_there(small_world: World) -> None:
    client = worker(small_world, "a1x.chair")
    assert put_on(client, small_world, "a1y.chair").status_code == 404
    assert client.post(HATS, {"capacity": "chair"}).status_code == 404
    assert row(client).appointment_id is None


def test_putting_on_a_hat_changes_key_capacity_and_log(small_world: World) -> None:
    client = worker(small_world, "a1x.chair")
    before = cookie(client)
    answer = put_on(client, small_world, "a1x.chair")
    held = small_world.hats["a1x.chair"].appointment
    assert held
    assert answer["Location"] == reverse("desk")
    assert cookie(client) != before
    assert not Session.objects.filter(session_key=digest(before)).exists()
    assert row(client).appointment_id == held.pk
    with seeding():
        last = Audit.objects.filter(action="people.capacity_entered").latest("at", "tx", "id")
    assert (last.person_id, last.object_id) == (small_world.hats["a1x.chair"].person.pk, held.pk)


def test_taking_a_hat_off_again(small_world: World) -> None:
    client = small_world.client("a1x.chair")
    assert client.get(reverse("me")).status_code == 302
    client.post(HATS, {"capacity": "worker"})
    assert client.get(reverse("me")).status_code == 200
    assert row(client).appointment_id is None


@pytest.mark.parametrize(
    ("key", "wanted", "there"),
    [
        ("a1x.chair", "", "/desk/"),
        ("a1x.chair", "/desk/feedback/", "/desk/feedback/"),
        ("a1x.chair", "/me/", "/desk/"),
        ("a1x.chair", "https://evil.example/desk/", "/desk/"),
        ("a1x.chair", "//evil.example/desk/", "/desk/"),
        # Home sends whoever answers for a firm on, asking a newcomer whether to be shown around.
        ("a1x-firm.responder", "", "/"),
        ("a1x-firm.responder", "/desk/", "/"),
        ("a1x-asker", "", "/"),
        ("a1x-asker", "/feedback/mine/", "/feedback/mine/"),
        ("a1x-asker", "/desk/", "/"),
        ("a1x-asker", "/capacity/", "/"),
    ],
)
def test_a_hat_leads_to_its_own_side(small_world: World, key: str, wanted: str, there: str) -> None:
    client = worker(small_world, key)
    assert put_on(client, small_world, key, next=wanted)["Location"] == there


def test_after_log_in_one_hat_is_no_question(small_world: World) -> None:
    client = small_world.client("a1x-asker")
    assert client.get(HATS, {"first": "1", "next": "/feedback/mine/"})["Location"] == (
        "/feedback/mine/"
    )
    assert client.get(HATS).status_code == 200
    assert worker(small_world, "a1x.chair").get(HATS, {"first": "1"}).status_code == 200


@pytest.mark.parametrize(
    ("path", "fine"),
    [
        ("/", True),
        ("/me/?a=1#b", True),
        ("/desk/feedback/", True),
        ("", False),
        ("me/", False),
        ("//me/", False),
        ("/\\evil.example", False),
        ("https://testserver/", False),
        ("javascript:alert(1)", False),
        ("/no/such/", False),
        ("/me/" + "x" * 600, False),
        ("/\tme/", False),
    ],
)
def test_own_paths(path: str, fine: bool) -> None:
    assert paths.own(path, "no") == (path if fine else "no")


def test_a_person_changes_hats_only_when_logged_in(small_world: World) -> None:
    assert Client().get(HATS)["Location"].startswith(django_settings.LOGIN_URL)
    assert Client().post(HATS, {"capacity": "worker"}).status_code == 302


# --- a page another hat opens --------------------------------------------------------------------

DESK, FEEDBACK, FIRM_LIST = "/desk/", "/desk/feedback/", "/firm/feedback/"
ABSENT = "00000000-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("key", "page"),
    [
        ("a1x.chair", FEEDBACK),
        ("a1x.chair", f"/desk/people/orgs/{ABSENT}/?tab=brand"),
        ("a.admin", "/desk/people/"),
        ("a1x-firm.responder", FIRM_LIST),
    ],
)
def test_a_page_of_another_hat_leads_to_the_hats(small_world: World, key: str, page: str) -> None:
    answer = worker(small_world, key).get(page)
    assert (answer.status_code, answer["Location"]) == (302, f"{HATS}?next={quote(page)}")


def test_in_a_post_a_page_of_ones_own_leads_to_the_hats(small_world: World) -> None:
    client = small_world.client("a1x.chair")
    answer = client.get("/feedback/mine/")
    assert answer["Location"] == f"{HATS}?next=/feedback/mine/"
    hats = client.get(answer["Location"])
    assert "换回“我自己”就能打开" in hats.content.decode()
    assert (hats.context["opening"], hats.context["back"]) == (["worker"], DESK)


def test_the_page_of_hats_says_which_hat_opens_it_and_the_hat_leads_there(
    small_world: World,
) -> None:
    client = worker(small_world, "a1x.chair")
    hats = client.get(client.get(FEEDBACK)["Location"])
    held, text = small_world.hats["a1x.chair"].appointment, hats.content.decode()
    assert held
    assert hats.context["opening"] == [str(held.pk)]
    assert small_world.orgs["a1x"].name in hats.context["why"]
    assert hats.context["back"] == reverse("home")
    assert "能打开" in text
    assert put_on(client, small_world, "a1x.chair", next=FEEDBACK)["Location"] == FEEDBACK


@pytest.mark.parametrize(
    ("key", "page"),
    [
        ("a1x-asker", FEEDBACK),
        ("a1x-asker", "/desk/people/"),
        ("a1x-asker", FIRM_LIST),
        ("a1x.chair", FIRM_LIST),
        ("city.admin", FEEDBACK),
        ("retired.officer", FEEDBACK),
        ("fired.responder", FIRM_LIST),
    ],
)
def test_without_such_a_hat_nothing_is_there(small_world: World, key: str, page: str) -> None:
    client = worker(small_world, key)
    refused, absent = client.get(page), client.get(f"/feedback/{ABSENT}/")
    assert refused.status_code == absent.status_code == 404
    assert drawn(refused) == drawn(absent), "forbidden looks like absent"


def drawn(answer: Any) -> str:
    """A page without its own address and the marks that are new on each."""
    return re.sub(r'nonce="[^"]*"|next=[^"]*"', "", answer.content.decode())


def test_only_looking_leads_to_the_hats(small_world: World) -> None:
    client = worker(small_world, "a1x.chair")
    assert client.post("/desk/people/import/", {}).status_code == 404
    assert client.get(FEEDBACK, headers={"HX-Request": "true"}).status_code == 404
    assert Client().get(FEEDBACK)["Location"].startswith(django_settings.LOGIN_URL)


def test_what_is_not_there_in_the_right_hat_is_not_there(small_world: World) -> None:
    client = small_world.client("a1x.chair")
    assert client.get(f"/desk/people/orgs/{small_world.orgs['b2y'].pk}/").status_code == 404
    assert client.get(f"/desk/people/orgs/{ABSENT}/").status_code == 404


# --- how long a session lives -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "days"),
    [
        ({}, 1 / 24),
        ({"_auth_user_id": "x"}, 30),
        ({"_auth_user_id": "x", "begun": -86400 * 70}, 20),
        ({"_auth_user_id": "x", "capacity": "c"}, 1800 / 86400),
        (
            {"_auth_user_id": "x", "capacity": "c", "entered": -35000, "begun": -86400 * 80},
            1000 / 86400,
        ),
    ],
)
def test_how_long_a_session_lives(data: dict[str, Any], days: float) -> None:
    moved = {k: time.time() + v if isinstance(v, int) else v for k, v in data.items()}
    left = sessions.expires(moved) - now()
    assert abs(left.total_seconds() - days * 86400) < 5


def expire_in(client: Client, left: timedelta) -> None:
    Session.objects.filter(session_key=digest(cookie(client))).update(expire_date=now() + left)


def test_a_workers_session_is_prolonged_once_a_day(small_world: World) -> None:
    client = worker(small_world, "a1x-asker")
    sessions.forget()
    expire_in(client, timedelta(days=29, hours=23))
    answer = client.get(reverse("me"))
    assert row(client).expire_date < now() + timedelta(days=29, hours=23, minutes=1)
    assert django_settings.SESSION_COOKIE_NAME not in answer.cookies
    sessions.forget()
    expire_in(client, timedelta(days=28, hours=23))
    answer = client.get(reverse("me"))
    assert django_settings.SESSION_COOKIE_NAME in answer.cookies
    assert row(client).expire_date > now() + timedelta(days=29, hours=23)


def test_between_two_looks_a_session_costs_nothing(
    small_world: World, django_assert_num_queries: Any
) -> None:
    client = worker(small_world, "a1x-asker")
    client.get(reverse("me"))
    with django_assert_num_queries(100, exact=False) as seen:
        client.get(reverse("me"))
    assert not [q for q in seen.captured_queries if "people_session" in q["sql"]]


def test_a_post_is_prolonged_while_it_is_used_but_not_for_ever(small_world: World) -> None:
    client = worker(small_world, "a1x.chair")
    put_on(client, small_world, "a1x.chair")
    assert row(client).expire_date < now() + timedelta(minutes=31)
    expire_in(client, timedelta(minutes=10))
    client.get(reverse("messages"))
    assert row(client).expire_date > now() + timedelta(minutes=29)


def test_an_idle_post_is_over(small_world: World) -> None:
    client = worker(small_world, "a1x.chair")
    put_on(client, small_world, "a1x.chair")
    expire_in(client, -timedelta(seconds=1))
    answer = client.get(reverse("messages"))
    assert answer["Location"].startswith(django_settings.LOGIN_URL)


def test_a_worker_who_comes_back_from_a_post_has_a_workers_time(small_world: World) -> None:
    client = worker(small_world, "a1x.chair")
    put_on(client, small_world, "a1x.chair")
    client.post(HATS, {"capacity": "worker"})
    assert row(client).expire_date > datetime.now(UTC) + timedelta(days=29)


# --- the second lock ----------------------------------------------------------------------------


@pytest.fixture
def locked(settings: Settings) -> None:
    settings.NIANGJIA_STAFF_MFA = True
    cache.clear()


def code(secret: str = SECRET, ahead: int = 0) -> str:
    counter = int(time.time()) // 30 + ahead
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


@pytest.mark.parametrize("key", ["a1x.chair", "a.officer", "a.admin", "a1x-firm.responder"])
def test_a_post_wants_a_second_factor(small_world: World, locked: None, key: str) -> None:
    client = worker(small_world, key)
    answer = put_on(client, small_world, key)
    assert answer["Location"] == f"{reverse('mfa_index')}?next=/capacity/"
    assert row(client).appointment_id is None


def test_the_worker_wants_none(small_world: World, locked: None) -> None:
    client = worker(small_world, "a1x.chair")
    assert client.post(HATS, {"capacity": "worker"})["Location"] == reverse("home")


def test_setting_up_a_one_time_code_opens_the_post(small_world: World, locked: None) -> None:
    client = worker(small_world, "a1x.chair")
    put_on(client, small_world, "a1x.chair")
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept, "sealed at rest"
    answer = put_on(client, small_world, "a1x.chair")
    assert answer["Location"].startswith(reverse("mfa_reauthenticate"))
    client.post(answer["Location"], {"code": code(secret), "next": HATS})
    assert put_on(client, small_world, "a1x.chair")["Location"] == reverse("desk")


def test_whoever_has_a_passkey_only_is_asked_for_it(small_world: World, locked: None) -> None:
    client = worker(small_world, "a1x.chair")
    put_on(client, small_world, "a1x.chair")
    account = client.get(reverse("mfa_activate_totp")).wsgi_request.user
    Authenticator.objects.create(user=account, type="webauthn", data={"name": "手机"})
    answer = put_on(client, small_world, "a1x.chair")
    assert answer["Location"].startswith(reverse("mfa_reauthenticate_webauthn"))


def test_a_factor_shown_too_long_ago_is_asked_for_again(
    small_world: World, locked: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = worker(small_world, "a1x.chair")
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    client.post(reverse("mfa_reauthenticate"), {"code": code(secret)})
    later = time.time() + 36010
    monkeypatch.setattr("niangjia.kernel.people.factors.time.time", lambda: later)
    answer = put_on(client, small_world, "a1x.chair")
    monkeypatch.undo()
    assert answer["Location"].startswith(reverse("mfa_reauthenticate"))


def test_a_wrong_code_opens_nothing(small_world: World, locked: None) -> None:
    client = worker(small_world, "a1x.chair")
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    client.post(reverse("mfa_reauthenticate"), {"code": "000000"})
    assert put_on(client, small_world, "a1x.chair")["Location"].startswith(
        reverse("mfa_reauthenticate")
    )
