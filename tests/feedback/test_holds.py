"""依法保留: who may hold a case, who sees that it is held, and what retention does then."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from niangjia.kernel.acts import holds, retention
from niangjia.kernel.acts.acting import system
from niangjia.kernel.acts.models import Audit, Hold
from niangjia.kernel.base.clock import frozen, now, today
from niangjia.kernel.base.context import actor
from niangjia.kernel.cases.models import Case
from tests.kit.sowing import seeding
from tests.kit.world import World

REASON = "临江区仲裁 2026 第 118 号"
PAGE = "/desk/feedback/holds/"


def send(client: Client, world: World, key: str = "a1x.closed", **more: Any) -> Any:
    """Hold a case by the page."""
    number = world.cases[key].number
    return client.post(PAGE, {"key": "k", "number": number, "reason": REASON, "until": "", **more})


def held(world: World, key: str = "a1x.closed") -> list[Hold]:
    with seeding():
        return list(Hold.objects.filter(object_id=world.cases[key].id))


def verbs() -> list[tuple[str, Any]]:
    with seeding():
        rows = Audit.objects.filter(action__startswith="feedback.h").order_by("id")
        return [(row.action, row.object_id) for row in rows]


def case_page(world: World, hat: str, key: str = "a1x.closed") -> str:
    path = reverse("feedback_desk:case", args=[world.cases[key].id])
    return world.client(hat).get(path).content.decode()


@pytest.mark.parametrize("hat", ["a.officer", "a.admin", "city.admin"])
def test_a_case_is_held_and_let_go_and_both_are_logged(small_world: World, hat: str) -> None:
    client = small_world.client(hat)
    assert REASON not in client.get(PAGE).content.decode()
    assert send(client, small_world)["Location"] == PAGE
    (hold,) = held(small_world)
    assert (hold.reason, hold.until) == (REASON, None)
    assert hold.by_id == small_world.hats[hat].person.id
    assert REASON in client.get(PAGE).content.decode()
    lift = reverse("feedback_desk:hold_lift", args=[hold.id])
    assert client.post(lift, {"key": "l"}).status_code == 302
    assert client.post(lift, {"key": "again"}).status_code == 404
    (hold,) = held(small_world)
    assert hold.until is not None and hold.lifted_by == small_world.hats[hat].person.id
    assert verbs() == [("feedback.held", hold.id), ("feedback.hold_lifted", hold.id)]


def test_the_desk_of_the_union_that_answers_shows_it(small_world: World) -> None:
    assert REASON not in case_page(small_world, "a1x.chair")
    send(small_world.client("a.officer"), small_world)
    shown = case_page(small_world, "a1x.chair")
    assert "依法保留" in shown and REASON in shown
    assert "去看或解除" not in shown
    assert "去看或解除" in case_page(small_world, "a.officer")
    assert REASON not in case_page(small_world, "a1x.chair", "a1x.lent")


@pytest.mark.parametrize(
    "hat", ["a1.officer", "a1x.chair", "a.caller", "a1x-asker", "city.officer"]
)
def test_nobody_else_has_the_page_for_that_case(small_world: World, hat: str) -> None:
    client = small_world.client(hat)
    assert send(client, small_world).status_code in (404, 422)
    assert held(small_world) == []


def test_nobody_holds_what_stands_elsewhere(small_world: World) -> None:
    for hat in ("b.officer", "b.admin"):
        if hat in small_world.hats:
            answer = send(small_world.client(hat), small_world)
            assert answer.status_code == 422
            assert "没有编号" in answer.content.decode()
    assert held(small_world) == []


@pytest.mark.parametrize("hat", ["a1x.chair", "a1x-asker", "a1x-firm.responder", "a.caller"])
def test_the_door_tells_nobody_else_where_a_number_stands(small_world: World, hat: str) -> None:
    with small_world.acting(hat), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM api.case_to_hold('N-a1x.closed')")
        assert cursor.fetchall() == []


def test_a_hold_with_a_last_day_holds_to_its_end(small_world: World) -> None:
    client = small_world.client("a.officer")
    yesterday = (today() - timedelta(days=1)).isoformat()
    answer = send(client, small_world, until=yesterday)
    assert answer.status_code == 422 and "已经过了" in answer.content.decode()
    assert send(client, small_world, until=today().isoformat()).status_code == 302
    (hold,) = held(small_world)
    assert hold.until is not None and hold.until - now() <= timedelta(days=1)
    with small_world.acting("a.officer"):
        assert holds.on(hold.object_id).exists()
        with frozen(hold.until):
            assert not holds.on(hold.object_id).exists()


def test_retention_passes_over_it_until_it_is_lifted(small_world: World) -> None:
    client = small_world.client("a.officer")
    send(client, small_world)
    (hold,) = held(small_world)
    later = now() + timedelta(days=1200)
    for lifted, text in ((False, small_world.cases["a1x.closed"].text), (True, "")):
        if lifted:
            client.post(reverse("feedback_desk:hold_lift", args=[hold.id]), {"key": "l"})
        with frozen(later), system(retention.NAME):
            retention.run(actor())
        with seeding():
            assert Case.objects.get(pk=hold.object_id).text == text
    assert "正文和姓名已经抹去" in case_page(small_world, "a1x.chair")


def test_a_hold_goes_with_the_case_when_it_is_handed_on(small_world: World) -> None:
    send(small_world.client("a.officer"), small_world, "a1x.lent")
    case, town = small_world.cases["a1x.lent"], small_world.orgs["a1"]
    answer = small_world.client("a1x.chair").post(
        reverse("feedback_desk:forward", args=[case.id]),
        {"key": "f", "forward-to": str(town.id), "forward-reason": "请镇里来办。"},
    )
    assert answer.status_code == 302
    taken = reverse("feedback_desk:take", args=[case.id])
    assert small_world.client("a1.officer").post(taken, {"key": "t"}).status_code == 302
    assert [hold.org_path for hold in held(small_world, "a1x.lent")] == [town.path]
    assert REASON in case_page(small_world, "a1.officer", "a1x.lent")
