"""After 代录: the number, to read out or to write down."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from niangjia.services.feedback.queries.slip import spelled
from tests.kit.world import World

pytestmark = pytest.mark.row("000-21")


def entered(client: Client, world: World, **more: Any) -> HttpResponse:
    """Enter what somebody said on the telephone; the page that follows."""
    fields = {
        "origin": "phone",
        "firm": world.orgs["a1x-firm"].name,
        "board": "welfare",
        "score": "2",
        "text": "晚班的饭菜总是凉的，希望有保温车。",
        "who": "union",
        "key": "k1",
        **more,
    }
    return client.post(reverse("feedback_desk:assist"), fields, follow=True)  # type: ignore[return-value]


def test_the_number_stands_on_the_page_that_follows(small_world: World) -> None:
    page = entered(small_world.client("a1x.chair"), small_world).content.decode()
    number = page.partition('data-copy="')[2].partition('"')[0]
    assert len(number.split("-")) == 3
    assert all(f'<b class="num">{group}</b>' in page for group in number.split("-"))
    assert spelled(number) in page
    assert "报这个编号就能查到" in page and "看这件事" in page


def test_with_a_telephone_the_author_can_follow_it(small_world: World) -> None:
    chair = small_world.client("a1x.chair")
    page = entered(chair, small_world, author_name="林小雨", author_phone="13900000077")
    assert "本人用留下的手机号登录" in page.content.decode()


def test_the_number_is_there_although_the_case_is_out_of_sight(small_world: World) -> None:
    """Whoever entered it for the union above must still be able to say the number."""
    answer = entered(small_world.client("a1x.chair"), small_world, who="upper")
    page = answer.content.decode()
    assert answer.status_code == 200 and 'data-copy="' in page
    assert "由别的工会来办" in page and "看这件事" not in page


@pytest.mark.parametrize("slip", ["x", "WyJhIl0:1abc:forged"])
def test_a_made_up_slip_is_no_page(small_world: World, slip: str) -> None:
    chair = small_world.client("a1x.chair")
    assert chair.get(reverse("feedback_desk:entered"), {"slip": slip}).status_code == 404


def test_a_number_is_said_one_character_at_a_time() -> None:
    assert spelled("LJ-261120-7K3QF") == "L J、二 六 幺 幺 二 零、七 K 三 Q F"
    with translation.override("en"):
        assert spelled("LJ-261120-7K3QF") == "L J, 2 6 1 1 2 0, 7 K 3 Q F"
