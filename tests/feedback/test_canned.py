"""Canned words: who keeps and who says them, and that no blank is ever sent."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.urls import reverse

from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Refusal
from niangjia.kernel.cases.models import Case, Event
from niangjia.kernel.desks import rules as desk_rules
from niangjia.kernel.desks.models import Canned
from niangjia.services.feedback import actions
from tests.kit.sowing import seeding
from tests.kit.world import World

OFFICER = "a1x.officer"
PAGE = reverse("feedback_desk:canned")


def keep(world: World, hat: str, title: str, text: str, board: str = "") -> int:
    fields = {"title": title, "text": text, "board": board, "key": title}
    return world.client(hat).post(PAGE, fields).status_code


def kept(title: str) -> Canned:
    with seeding():
        return Canned.objects.get(title=title)


def case(world: World, **values: object) -> Case:
    pk = world.cases["a1x.own"].pk
    with seeding():
        Case.objects.filter(pk=pk).update(**values or {"state": "accepted"})
        return Case.objects.get(pk=pk)


def page_of(world: World, found: Case) -> str:
    answer = world.client(OFFICER).get(reverse("feedback_desk:case", args=[found.pk]))
    return answer.content.decode()


FILLED = [
    ("{称呼}，编号 {编号}。", "阿芳，编号 N-1。"),
    ("{ 称呼 }好", "阿芳好"),
    ("{期限}前", "{期限}前"),
    ("没有空", "没有空"),
    ("{不认识}", "{不认识}"),
]


@pytest.mark.parametrize(("text", "filled"), FILLED)
def test_blanks_are_filled_with_what_is_known(text: str, filled: str) -> None:
    assert desk_rules.filled(text, {"称呼": "阿芳", "编号": "N-1", "期限": ""}) == filled


@pytest.mark.row("000-21")
def test_words_are_offered_with_their_blanks_filled(small_world: World) -> None:
    assert keep(small_world, OFFICER, "收到", "{称呼}，{编号} 收到，{工会} {经办人}。") == 302
    found = case(small_world)
    page = page_of(small_world, found)
    union, hat = small_world.orgs["a1x"], small_world.hats[OFFICER]
    assert f"职工朋友，{found.number} 收到，{union.name} {hat.person.name}。" in page


def test_words_for_one_board_stay_there(small_world: World) -> None:
    keep(small_world, OFFICER, "食堂用", "和食堂说了。", "welfare")
    assert "食堂用" in page_of(small_world, case(small_world, board="welfare", state="accepted"))
    assert "食堂用" not in page_of(small_world, case(small_world, board="voice"))


def test_those_below_may_say_what_those_above_keep(small_world: World) -> None:
    keep(small_world, "a.officer", "区里的", "区里说好了。")
    keep(small_world, "b.officer", "别区的", "别区说好了。")
    page = small_world.client(OFFICER).get(PAGE).content.decode()
    assert "区里的" in page
    assert "别区的" not in page
    edit = reverse("feedback_desk:canned_edit", args=[kept("区里的").pk])
    assert small_world.client(OFFICER).get(edit).status_code == 404
    assert small_world.client("a.officer").get(edit).status_code == 200


def test_words_are_changed_and_put_away(small_world: World) -> None:
    keep(small_world, OFFICER, "旧话", "旧的说法。")
    client, words = small_world.client(OFFICER), kept("旧话")
    edit = reverse("feedback_desk:canned_edit", args=[words.pk])
    assert client.post(edit, {"title": "新话", "text": "新的说法。", "key": "k"}).status_code == 302
    assert "新的说法" in client.get(PAGE).content.decode()
    away = reverse("feedback_desk:canned_withdraw", args=[words.pk])
    assert client.post(away).status_code == 302
    assert "新的说法" not in client.get(PAGE).content.decode()


def test_a_blank_nobody_fills_is_not_kept(small_world: World) -> None:
    assert keep(small_world, OFFICER, "怪的", "{工资}发了。") == 422


def reply(world: World, pk: UUID, key: str, text: str, **more: str) -> int:
    url = reverse("feedback_desk:reply", args=[pk])
    fields = {"key": key, "reply-text": text, **more}
    return world.client(OFFICER).post(url, fields).status_code


@pytest.mark.row("000-21")
def test_words_with_a_blank_are_never_sent(small_world: World) -> None:
    found = case(small_world)
    assert reply(small_world, found.pk, "k1", "{称呼}，周五修好。") == 422
    with small_world.acting(OFFICER), pytest.raises(Refusal) as refused:
        actions.reply(actor(), case_id=found.pk, text="{期限}前办好", ask_verdict=False)
    assert refused.value.code == "blank_left"
    with seeding():
        assert not Event.objects.filter(case=found, text__contains="{").exists()
    assert reply(small_world, found.pk, "k2", "职工朋友，周五修好。") == 302


def test_said_once_more_is_counted(small_world: World) -> None:
    keep(small_world, "a.officer", "数一数", "收到。")
    words, found = kept("数一数"), case(small_world)
    assert reply(small_world, found.pk, "k1", "收到。", canned=str(words.pk)) == 302
    assert reply(small_world, found.pk, "k2", "又说一句。", canned="nonsense") == 302
    assert kept("数一数").used == 1


def test_without_script_the_button_puts_the_words_in(small_world: World) -> None:
    keep(small_world, OFFICER, "周五", "周五修好。")
    found = case(small_world)
    url = reverse("feedback_desk:put", args=[found.pk])
    fields = {
        "into": "reply",
        "canned": str(kept("周五").pk),
        "reply-text": "先说一句",
        "key": "k1",
    }
    answer = small_world.client(OFFICER).post(url, fields)
    assert answer.status_code == 200
    assert "先说一句\n周五修好。" in answer.content.decode()
    assert small_world.client(OFFICER).post(url, {**fields, "into": "sort"}).status_code == 302
    with seeding():
        assert not Event.objects.filter(case=found, text__contains="周五修好").exists()
