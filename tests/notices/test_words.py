"""A union's own words: inherited field by field, tried out on oneself, never about a matter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import Settings

from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Hidden, Refusal
from niangjia.kernel.notices import tasks
from niangjia.kernel.notices.actions import words as actions
from niangjia.kernel.notices.engine import words
from niangjia.kernel.notices.models import Notice, Wording
from tests.kit.sowing import seeding
from tests.kit.world import World

from . import ways
from .ways import Gateway

NONE = dict.fromkeys(words.FIELDS, "")


@pytest.fixture
def world(small_world: World) -> World:
    with seeding():
        Wording.objects.update(**NONE)
    words.forget()
    return small_world


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Gateway]:
    with ways.gateway() as made:
        settings.NIANGJIA_SMS_URL = made.url
        yield made


def say(world: World, hat: str, **own: str) -> None:
    with world.acting(hat):
        actions.set_words(actor(), own={**NONE, **own})


def at(world: World, org: str) -> words.Words:
    return words.at(world.orgs[org].path)


def test_the_nearest_union_wins_field_by_field(world: World) -> None:
    say(world, "a.officer", sign="临江总工会", sms="工会有话带给你")
    say(world, "a1.chair", sign="一镇工会")
    with world.acting("a1x.officer"):
        here, beside, elsewhere = at(world, "a1x"), at(world, "a2x"), at(world, "b1x")
    assert (here.sign, here.sms) == ("一镇工会", "工会有话带给你")
    assert (beside.sign, beside.sms) == ("临江总工会", "工会有话带给你")
    assert (elsewhere.sign, elsewhere.sms) == ("", "")
    assert words.sms(here, 1).startswith("【一镇工会】工会有话带给你：http")


def test_a_union_may_follow_again(world: World) -> None:
    say(world, "a.officer", sign="临江总工会")
    say(world, "a1.chair", sign="一镇工会")
    with world.acting("a1.chair"):
        actions.follow(actor())
        assert at(world, "a1x").sign == "临江总工会"


def test_setting_again_replaces(world: World) -> None:
    say(world, "a.officer", sign="一", sms="二")
    say(world, "a.officer", sign="三")
    with world.acting("a.officer"):
        assert (at(world, "a").sign, at(world, "a").sms) == ("三", "")


def test_a_link_in_the_words_is_refused(world: World) -> None:
    with world.acting("a.officer"), pytest.raises(Refusal):
        actions.set_words(actor(), own={**NONE, "sms": "看 http://x.example"})


@pytest.mark.parametrize("hat", ["a1x-asker", "a.caller", "a.admin", "a1x-firm.responder"])
def test_only_officers_and_chairs_may(world: World, hat: str) -> None:
    with world.acting(hat), pytest.raises(Hidden):
        actions.set_words(actor(), own=NONE)


def test_the_page_shows_what_it_will_look_like(world: World) -> None:
    client, url = world.client("a1.chair"), reverse("notices:words")
    saved = client.post(url, {"sign": "一镇工会", "sms": "工会有话带给你"})
    assert saved.status_code == 302
    page = client.get(url).content.decode()
    assert "【一镇工会】工会有话带给你：" in page
    assert "还没有模板编号" in page
    refused = client.post(url, {"sms": "请打 13800000001"})
    assert refused.status_code == 422
    assert client.post(reverse("notices:words_follow")).status_code == 302
    assert "【一镇工会】" not in client.get(url).content.decode()


TRIED = [
    (200, "交给通道了"),
    (429, "没发出去"),
    (500, "没有回话"),
    (400, "被通道退回来"),
]


@pytest.mark.parametrize(("said", "sentence"), TRIED)
def test_one_to_oneself_and_what_came_of_it(
    world: World, gateway: Gateway, said: ways.Say, sentence: str
) -> None:
    gateway.usual = said
    say(world, "a1.chair", sign="一镇工会")
    person = world.hats["a1.chair"].person
    _with_phone(person.id)
    tried(world, person.id)
    assert gateway.asked[0]["text"].startswith("【一镇工会】")
    assert sentence in told(person.id)


def test_who_has_no_address_is_told_so(world: World, gateway: Gateway) -> None:
    person = world.hats["a1.chair"].person
    tried(world, person.id)
    assert not gateway.asked
    assert "还没有这个通道的地址" in told(person.id)


def test_the_button_defers_the_job(world: World) -> None:
    client, url = world.client("a1.chair"), reverse("notices:words_try")
    assert client.post(url, {"channel": "sms"}).status_code == 302
    assert client.post(url, {"channel": "smoke"}).status_code == 404


def tried(world: World, person_id: Any) -> None:
    """The job as it runs."""
    path = world.orgs["a1"].path
    tasks.try_words.func(str(person_id), path, "sms", "01a20000-0000-7000-8000-000000000001")


def told(person_id: Any) -> str:
    with seeding():
        return Notice.objects.get(person_id=person_id, title="试发的结果").text


def _with_phone(person_id: Any) -> None:
    with seeding():
        ways.Person.objects.filter(id=person_id).update(
            **ways.sealing.phone_fields(person_id, "13966660009")
        )
