"""From a notice to a message: who gets one, when, how often, and what a crash leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from pytest_django import Settings

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base import clock, posting
from niangjia.kernel.base.context import actor
from niangjia.kernel.notices import door, tasks
from niangjia.kernel.notices.actions import inbox, sending
from niangjia.kernel.notices.door import Weight
from niangjia.kernel.notices.engine import wechat
from niangjia.kernel.notices.models import Channel, Delivery, Notice
from niangjia.kernel.notices.queries import settings as queries
from tests.kit.sowing import seeding
from tests.kit.world import World

from . import ways
from .ways import MORNING, PHONES, Gateway, states

ASKER = "a1x-asker"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def world(small_world: World) -> World:
    ways.reachable(small_world)
    return small_world


@pytest.fixture
def gateway(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    monkeypatch.setattr(posting, "TIMEOUT", 0.4)
    with ways.gateway() as made:
        settings.NIANGJIA_SMS_URL, settings.NIANGJIA_SMS_KEY = made.url, "key"
        settings.NIANGJIA_SMS_HOURLY = 1000
        yield made


def tell(world: World, key: str = ASKER, weight: Weight = Weight.DUE) -> None:
    with world.acting("a1x.officer"):
        door.tell(world.people[key].pk, service="x", title="等你打分", text="话", weight=weight)


def deliver(after: timedelta = timedelta()) -> None:
    """What the job does every minute, at a moment after the morning began."""
    with clock.frozen(MORNING + after):
        tasks.deliver.func(0)


def choose(world: World, **wishes: Any) -> None:
    with world.acting(ASKER):
        inbox.choose(actor(), wishes=wishes)


def phones(gateway: Gateway) -> list[str]:
    return [one["to"].removeprefix("+86") for one in gateway.asked]


DEFAULTS = [(Weight.PLAIN, 0), (Weight.DUE, 1), (Weight.URGENT, 1)]


@pytest.mark.parametrize(("weight", "count"), DEFAULTS)
def test_who_chose_nothing_gets_a_text_message_for_deadlines_only(
    world: World, gateway: Gateway, weight: Weight, count: int
) -> None:
    with clock.frozen(MORNING):
        tell(world, weight=weight)
    deliver(5 * MINUTE)
    assert phones(gateway) == [PHONES[ASKER]] * count
    assert states() == [("sent", "")] * count


CHOSEN = [("all", Weight.PLAIN, 1), ("none", Weight.DUE, 0), ("due", Weight.PLAIN, 0)]


@pytest.mark.parametrize(("wish", "weight", "count"), CHOSEN)
def test_who_chose_gets_what_was_chosen(
    world: World, gateway: Gateway, wish: str, weight: Weight, count: int
) -> None:
    choose(world, sms=wish)
    with clock.frozen(MORNING):
        tell(world, weight=weight)
    deliver(5 * MINUTE)
    assert len(gateway.asked) == count


def test_a_choice_counts_until_the_last_moment(world: World, gateway: Gateway) -> None:
    with clock.frozen(MORNING):
        tell(world)
    choose(world, sms="none")
    deliver(5 * MINUTE)
    assert not gateway.asked
    assert states() == [("dropped", "unwanted")]


def test_several_at_once_become_one_message(world: World, gateway: Gateway) -> None:
    for minute in range(3):
        with clock.frozen(MORNING + minute * MINUTE):
            tell(world)
    with clock.frozen(MORNING):
        tell(world, "b2y-asker")
    deliver(3 * MINUTE)
    assert sorted(phones(gateway)) == sorted([PHONES[ASKER], PHONES["b2y-asker"]])
    (mine,) = [one for one in gateway.asked if one["to"].endswith(PHONES[ASKER])]
    assert "3 条新消息" in mine["text"]
    assert "打分" not in mine["text"]
    assert states() == [("sent", "")] * 4
    deliver(30 * MINUTE)
    assert len(gateway.asked) == 2


def test_what_was_read_needs_no_message(world: World, gateway: Gateway) -> None:
    with clock.frozen(MORNING):
        tell(world)
    with world.acting(ASKER):
        inbox.read_all(actor())
    deliver(5 * MINUTE)
    assert not gateway.asked
    assert states() == [("dropped", "read")]


def test_old_news_stay_in_the_inbox(world: World, gateway: Gateway) -> None:
    with clock.frozen(MORNING):
        tell(world)
    deliver(timedelta(hours=37))
    assert not gateway.asked
    assert states() == [("dropped", "late")]


def test_without_an_address_nothing_leaves(world: World, gateway: Gateway) -> None:
    with clock.frozen(MORNING):
        tell(world, "b2y-colleague")
    deliver(5 * MINUTE)
    assert not gateway.asked
    assert states() == [("dropped", "no_address")]


EVENING = timedelta(hours=12)  # 22:00
QUIET = [
    ({}, Weight.DUE, None),
    ({}, Weight.URGENT, EVENING),
    ({"urgent_passes": False}, Weight.URGENT, None),
    ({"quiet_from": 9, "quiet_until": 9}, Weight.DUE, EVENING),
]


@pytest.mark.parametrize(("wishes", "weight", "sent"), QUIET)
def test_quiet_hours(
    world: World,
    gateway: Gateway,
    wishes: dict[str, Any],
    weight: Weight,
    sent: timedelta | None,
) -> None:
    if wishes:
        choose(world, **wishes)
    with clock.frozen(MORNING + EVENING - 5 * MINUTE):
        tell(world, weight=weight)
    deliver(EVENING)
    assert len(gateway.asked) == bool(sent)
    deliver(EVENING + timedelta(hours=9, minutes=59))
    assert len(gateway.asked) == bool(sent)
    deliver(EVENING + timedelta(hours=10))
    assert len(gateway.asked) == 1


def test_a_failed_message_rests_longer_every_time(world: World, gateway: Gateway) -> None:
    gateway.usual = 429
    with clock.frozen(MORNING):
        tell(world)
    for minute in range(3, 64):
        deliver(minute * MINUTE)
    assert len(gateway.asked) == 6, "after 0, 1, 3, 7, 15 and 31 minutes"
    assert len({one["id"] for one in gateway.asked}) == 1
    gateway.usual = 200
    deliver(2 * 60 * MINUTE)
    assert states() == [("sent", "")]


def test_a_message_is_given_up_in_the_end(world: World, gateway: Gateway) -> None:
    gateway.usual = 429
    choose(world, sms="all", quiet_from=9, quiet_until=9)
    with clock.frozen(MORNING):
        tell(world)
    for hour in range(1, 24):
        deliver(hour * 60 * MINUTE)
    assert states() == [("failed", "tries")]
    assert len(gateway.asked) == 16


def test_a_refused_message_is_not_sent_again(world: World, gateway: Gateway) -> None:
    gateway.usual = 400
    with clock.frozen(MORNING):
        tell(world)
    deliver(5 * MINUTE)
    deliver(50 * MINUTE)
    assert len(gateway.asked) == 1
    assert states() == [("failed", "refused")]


UNCLEAR = [ways.SILENT, ways.CUT, 500]


@pytest.mark.parametrize("said", UNCLEAR)
def test_no_answer_is_asked_about_with_the_same_id(
    world: World, gateway: Gateway, said: ways.Say
) -> None:
    gateway.answers = [said]
    with clock.frozen(MORNING):
        tell(world)
    deliver(5 * MINUTE)
    assert states() == [("queued", "")]
    deliver(7 * MINUTE)
    assert len({one["id"] for one in gateway.asked}) == 1
    assert len(gateway.asked) == 2
    assert len(gateway.taken) == 1, "the gateway took it once"
    assert states() == [("sent", "")]


def take(after: timedelta, channel: Channel = Channel.SMS) -> Any:
    """What a worker does before it is killed."""
    with clock.frozen(MORNING + after), system("notices"):
        return sending.take(actor(), channel=channel)


def test_killed_between_taking_and_sending(world: World, gateway: Gateway) -> None:
    with clock.frozen(MORNING):
        tell(world)
    take(5 * MINUTE)
    deliver(6 * MINUTE)
    assert not gateway.asked, "perhaps the worker is only slow"
    deliver(11 * MINUTE)
    assert len(gateway.taken) == 1
    assert states() == [("sent", "")]


def test_killed_between_sending_and_writing_it_down(world: World, gateway: Gateway) -> None:
    with clock.frozen(MORNING):
        tell(world)
    taken = take(5 * MINUTE)
    from_before = tasks.channels.of(Channel.SMS).send(taken.messages)
    assert len(from_before) == 1
    deliver(11 * MINUTE)
    deliver(30 * MINUTE)
    assert [one["id"] for one in gateway.asked] == [str(taken.messages[0].id)] * 2
    assert len(gateway.taken) == 1, "asked twice, delivered once"
    assert states() == [("sent", "")]


def test_new_notices_do_not_join_a_message_that_may_be_out(world: World, gateway: Gateway) -> None:
    with clock.frozen(MORNING):
        tell(world)
    taken = take(5 * MINUTE)
    with clock.frozen(MORNING + 6 * MINUTE):
        tell(world)
    deliver(11 * MINUTE)
    ids = {UUID(one["id"]) for one in gateway.asked}
    assert len(ids) == 2 and taken.messages[0].id in ids
    assert all("1 条新消息" in one["text"] for one in gateway.asked)


def test_two_workers_take_nothing_twice(world: World, gateway: Gateway) -> None:
    with clock.frozen(MORNING):
        tell(world)
    assert len(take(5 * MINUTE).messages) == 1
    assert not take(5 * MINUTE).messages


def test_an_answer_that_comes_too_late_changes_nothing(world: World, gateway: Gateway) -> None:
    with clock.frozen(MORNING):
        tell(world)
    taken = take(5 * MINUTE)
    deliver(11 * MINUTE)
    with system("notices"):
        late = {taken.messages[0].id: posting.Answer.NEVER}
        sending.settle(actor(), channel=Channel.SMS, answers=late)
    assert states() == [("sent", "")]


def test_in_doubt_a_mail_is_not_sent_twice(world: World) -> None:
    ways.reachable(world, email=lambda key: f"{key}@example.cn")
    choose(world, sms="none", email="all")
    with clock.frozen(MORNING):
        tell(world)
    take(5 * MINUTE, Channel.EMAIL)
    deliver(11 * MINUTE)
    assert states("email") == [("failed", "unsure")]


def test_wechat_is_asked_again_only_while_it_knows_doubles(
    world: World, gateway: Gateway, settings: Settings
) -> None:
    settings.NIANGJIA_WECHAT_URL, settings.NIANGJIA_WECHAT_APP = gateway.url, "app"
    wechat.token.forget()
    ways.reachable(world, openid=lambda key: f"o-{key}")
    choose(world, sms="none", wechat="all")
    with clock.frozen(MORNING):
        tell(world)
    assert len(take(5 * MINUTE, Channel.WECHAT).messages) == 1
    deliver(20 * MINUTE)
    assert states("wechat") == [("failed", "unsure")]
    assert not gateway.asked


def test_the_hour_has_a_budget_of_its_own(
    world: World, gateway: Gateway, settings: Settings
) -> None:
    settings.NIANGJIA_SMS_HOURLY = 2
    with clock.frozen(MORNING):
        for key in PHONES:
            tell(world, key)
    deliver(5 * MINUTE)
    assert len(gateway.asked) == 2
    settings.NIANGJIA_SMS_HOURLY = 10
    deliver(16 * MINUTE)
    assert len(gateway.asked) == 3


def test_a_delivery_holds_no_address(world: World, gateway: Gateway) -> None:
    with clock.frozen(MORNING):
        tell(world)
    deliver(5 * MINUTE)
    with seeding():
        row = Delivery.objects.filter(at__gte=MORNING).values().get()
    assert PHONES[ASKER] not in str(row)


def test_a_queue_of_many_empties(world: World, gateway: Gateway) -> None:
    with clock.frozen(MORNING):
        for _ in range(30):
            for key in PHONES:
                tell(world, key)
    deliver(5 * MINUTE)
    assert len(gateway.asked) == 3
    assert states() == [("sent", "")] * 90
    with system("notices"):
        assert queries.waiting(actor()) == []


def test_one_notice_goes_once_by_one_channel(world: World) -> None:
    with clock.frozen(MORNING):
        tell(world)
    with seeding():
        notice = Notice.objects.get(service="x")
        assert Delivery.objects.filter(notice_id=notice.id).count() == 1
