"""消息怎么送: choosing, and proving an address before anything goes there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.core import mail
from django.urls import reverse
from pytest_django import Settings

from niangjia.kernel.base import clock
from niangjia.kernel.base.context import Act
from niangjia.kernel.base.types import Hidden
from niangjia.kernel.notices import tasks
from niangjia.kernel.notices.models import Notice, Preference
from niangjia.kernel.people import sealing
from niangjia.kernel.people.actions import contact
from niangjia.kernel.people.models import Person
from tests.kit.sowing import seeding
from tests.kit.world import World

from . import ways
from .ways import Gateway

ASKER, OTHER = "a1x-asker", "a1x-colleague"
PAGE = "notices_me:settings"
CHOICE = {"sms": "all", "email": "due", "quiet_from": "22", "quiet_until": "7"}


def person(world: World, key: str = ASKER) -> Person:
    with seeding():
        return Person.objects.get(id=world.people[key].id)


def test_a_choice_is_kept(small_world: World) -> None:
    client = small_world.client(ASKER)
    assert client.post(reverse(PAGE), CHOICE).status_code == 302
    with seeding():
        kept = Preference.objects.get(person_id=small_world.people[ASKER].id)
    assert (kept.sms, kept.email, kept.wechat) == ("all", "due", "none")
    assert (kept.quiet_from, kept.quiet_until, kept.urgent_passes) == (22, 7, False)
    assert client.post(reverse(PAGE), {**CHOICE, "sms": "none"}).status_code == 302


WRONG = [{"sms": "sometimes"}, {"quiet_from": "24"}, {"quiet_until": ""}]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_choice_that_is_none_comes_back(small_world: World, wrong: dict[str, str]) -> None:
    answer = small_world.client(ASKER).post(reverse(PAGE), {**CHOICE, **wrong})
    assert answer.status_code == 422


def test_the_first_choice_of_somebody_new(small_world: World) -> None:
    with seeding():
        Preference.objects.all().delete()
    page = small_world.client(ASKER).get(reverse(PAGE))
    assert page.status_code == 200
    assert small_world.client(ASKER).post(reverse(PAGE), CHOICE).status_code == 302


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What was deferred, as the worker would find it."""
    found: list[dict[str, Any]] = []
    monkeypatch.setattr(Act, "defer", lambda self, task, **args: found.append(args))
    return found


def test_an_address_counts_when_its_link_was_opened(
    small_world: World, settings: Settings, jobs: list[dict[str, Any]]
) -> None:
    settings.NIANGJIA_MAIL_URL = "smtp://mail.example.cn"
    client = small_world.client(ASKER)
    sent = client.post(reverse("notices_me:email"), {"address": "li@example.cn"})
    assert sent.status_code == 302
    (job,) = jobs
    assert "example.cn" not in str(job), "a job holds no address"
    tasks.prove_email.func(**job)
    (letter,) = mail.outbox
    assert letter.to == ["li@example.cn"]
    link = next(line for line in letter.body.splitlines() if line.startswith("http"))
    assert not person(small_world).email
    assert "li@example.cn" in client.get(urlsplit(link).path).content.decode()
    assert not person(small_world).email, "looking is not yet saying yes"
    assert client.post(urlsplit(link).path).status_code == 302
    assert sealing.email_of(person(small_world)) == "li@example.cn"
    assert "l***@example.cn" in client.get(reverse(PAGE)).content.decode()
    assert client.post(reverse("notices_me:email_remove")).status_code == 302
    assert not person(small_world).email


def test_a_proof_is_for_one_person_and_one_day(small_world: World) -> None:
    mine, other = small_world.people[ASKER].id, small_world.people[OTHER].id
    with clock.frozen(ways.MORNING):
        word = contact.proof(mine, "li@example.cn")
        assert contact.proved(mine, word) == "li@example.cn"
        with pytest.raises(Hidden):
            contact.proved(other, word)
    with clock.frozen(ways.MORNING + timedelta(hours=25)), pytest.raises(Hidden):
        contact.proved(mine, word)


@pytest.mark.parametrize("word", ["", "x", "nonsense", "MXwxfA", "é"])
def test_a_broken_proof_is_nothing(small_world: World, word: str) -> None:
    with pytest.raises(Hidden):
        contact.proved(small_world.people[ASKER].id, word)


def test_nobody_s_mailbox_is_filled_in_somebody_s_name(small_world: World) -> None:
    client = small_world.client(ASKER)
    answers = [
        client.post(reverse("notices_me:email"), {"address": f"li{n}@example.cn"}).status_code
        for n in range(6)
    ]
    assert answers == [302] * 5 + [422]


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Gateway]:
    with ways.gateway() as made:
        settings.NIANGJIA_WECHAT_URL, settings.NIANGJIA_WECHAT_APP = made.url, "app"
        yield made


def test_wechat_comes_back_with_a_code(
    small_world: World, gateway: Gateway, jobs: list[dict[str, Any]]
) -> None:
    client = small_world.client(ASKER)
    away = client.get(reverse("notices_me:wechat"))
    asked = parse_qs(urlsplit(away["Location"]).query)
    state = asked["state"][0]
    back = reverse("notices_me:wechat_back")
    assert asked["redirect_uri"][0].endswith(back)
    other = small_world.client(OTHER).get(back, {"state": state, "code": "c1"})
    assert other.status_code == 404, "somebody else's way back"
    assert client.get(back, {"state": state, "code": "c1"}).status_code == 302
    (job,) = jobs
    gateway.usual = (200, {"openid": "o-1"})
    tasks.bind_wechat.func(**job)
    assert sealing.openid_of(person(small_world)) == "o-1"
    assert told(small_world) == "微信绑好了，消息可以从微信送到。"
    assert client.post(reverse("notices_me:wechat_remove")).status_code == 302
    assert not person(small_world).openid


def test_wechat_that_knows_nobody_binds_nobody(small_world: World, gateway: Gateway) -> None:
    gateway.usual = (200, {"errcode": 40029})
    tasks.bind_wechat.func(str(small_world.people[ASKER].id), "used")
    assert not person(small_world).openid
    assert "没绑上" in told(small_world)


def told(world: World, key: str = ASKER) -> str:
    with seeding():
        mine: UUID = world.people[key].id
        return Notice.objects.get(person_id=mine, title="绑定微信").text


def test_closing_the_account_takes_the_addresses_away(small_world: World) -> None:
    ways.reachable(small_world, email=lambda key: "x@example.cn", openid=lambda key: "o")
    client = small_world.client(ASKER)
    assert client.post(reverse("privacy.close"), {"typed": "注销账号"}).status_code == 302
    assert (person(small_world).email, person(small_world).openid) == ("", "")


def test_one_s_own_page_leads_there(small_world: World) -> None:
    assert reverse(PAGE) in small_world.client(ASKER).get(reverse("me")).content.decode()
