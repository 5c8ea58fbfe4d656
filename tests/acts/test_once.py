"""A request with a key is done once: by form or API, side by side, after mistakes and crashes."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from niangjia.kernel.acts.models import Audit, Once
from niangjia.kernel.acts.page import page
from niangjia.kernel.base import counts
from niangjia.kernel.base.models import DayCount
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.models import Author, Case
from niangjia.kernel.notices.models import Notice
from niangjia.services.feedback.actions import reviews
from tests.kit.sowing import seeding
from tests.kit.world import World

pytestmark = pytest.mark.django_db(transaction=True)
ASKER = "a1x-asker"


def review(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "firm": str(world.orgs["a1x-firm"].id),
        "board": "welfare",
        "score": "2",
        "text": "食堂的菜总是凉的，晚班更是。",
        "who": "union",
        "key": "k-1",
        **changes,
    }


def send(client: Client, data: dict[str, Any]) -> Any:
    return client.post("/feedback/new/", data)


def call(world: World, key: str = "k-1", hat: str = ASKER, **changes: Any) -> Any:
    body = {
        "firm_id": str(world.orgs["a1x-firm"].id),
        "board": "welfare",
        "stars": 2,
        "text": "食堂的菜总是凉的，晚班更是。",
        **changes,
    }
    headers = {**world.bearer(hat), "Idempotency-Key": key}
    return Client().post("/api/v1/cases", json.dumps(body), "application/json", headers=headers)


def effects(world: World) -> dict[str, int]:
    """What exists beyond the world itself."""
    with seeding():
        return {
            m.__name__: m._default_manager.count() - len(world.all(m))
            for m in (Case, Author, Audit, Notice, Once)
        }


ONE = {"Case": 1, "Author": 1, "Audit": 1, "Notice": 2, "Once": 1}
NONE = dict.fromkeys(ONE, 0)


def test_a_form_sent_again_gets_the_first_answer(committed_world: World) -> None:
    client = committed_world.client(ASKER)
    first, again = send(client, review(committed_world)), send(client, review(committed_world))
    assert (first.status_code, again.status_code) == (302, 303)
    assert first["Location"] == again["Location"]
    assert effects(committed_world) == ONE


def test_the_same_key_with_other_words_is_refused(committed_world: World) -> None:
    client = committed_world.client(ASKER)
    send(client, review(committed_world))
    other = send(client, review(committed_world, text="住宿的热水器坏了很久了。"))
    assert other.status_code == 422
    assert effects(committed_world) == ONE


def test_another_key_or_another_person_is_another_request(committed_world: World) -> None:
    send(committed_world.client(ASKER), review(committed_world))
    send(committed_world.client(ASKER), review(committed_world, key="k-2", text="汤也是凉的。"))
    send(committed_world.client("a1x-colleague"), review(committed_world))
    assert effects(committed_world)["Case"] == 3


def test_a_form_with_mistakes_can_be_sent_again_with_its_key(committed_world: World) -> None:
    client = committed_world.client(ASKER)
    wrong = send(client, review(committed_world, text="凉"))
    assert wrong.status_code == 422
    assert b'value="k-1"' in wrong.content
    assert effects(committed_world) == NONE
    assert send(client, review(committed_world)).status_code == 302
    assert effects(committed_world) == ONE


def test_a_refused_request_leaves_the_key_free(committed_world: World) -> None:
    client = committed_world.client(ASKER)
    union = str(committed_world.orgs["a1x"].id)
    assert send(client, review(committed_world, firm=union)).status_code == 422
    assert send(client, review(committed_world)).status_code == 302
    assert effects(committed_world) == ONE


@pytest.mark.parametrize("key", [{}, {"key": "k-9"}])
@pytest.mark.parametrize(("status", "stays"), [(200, True), (409, False), (422, False)])
def test_what_is_refused_halfway_leaves_nothing(
    committed_world: World, key: dict[str, str], status: int, stays: bool
) -> None:
    @page("feedback.start")
    def half(request: HttpRequest, actor: Actor) -> HttpResponse:
        counts.add("half", "33.01.")
        return HttpResponse(status=status)

    request = RequestFactory().post("/half/", key)
    request.COOKIES[settings.SESSION_COOKIE_NAME] = committed_world.hats[ASKER].cookie
    assert half(request).status_code == status
    with seeding():
        assert DayCount.objects.filter(what="half").exists() == (stays and not key)


def test_a_crash_between_leaves_nothing_and_the_key_free(
    committed_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = committed_world.client(ASKER)
    with monkeypatch.context() as broken:
        broken.setattr(reviews, "tell_union", crash)
        with pytest.raises(ZeroDivisionError):
            send(client, review(committed_world))
    assert effects(committed_world) == NONE
    assert send(client, review(committed_world)).status_code == 302
    assert effects(committed_world) == ONE


def crash(*_: Any, **__: Any) -> None:
    raise ZeroDivisionError


def together(times: int, work: Callable[[], HttpResponse]) -> list[HttpResponse]:
    """Answers to so many requests that start at the same moment."""
    start, answers = threading.Barrier(times), []

    def run() -> None:
        start.wait()
        try:
            answers.append(work())
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return answers


def test_twenty_forms_at_once_have_one_effect(committed_world: World) -> None:
    world = committed_world
    answers = together(20, lambda: send(world.client(ASKER), review(world)))
    assert sorted(a.status_code for a in answers) == [302, *[303] * 19]
    assert len({a["Location"] for a in answers}) == 1
    assert effects(world) == ONE


def test_twenty_calls_at_once_have_one_effect(committed_world: World) -> None:
    answers = together(20, lambda: call(committed_world))
    assert {a.status_code for a in answers} == {201}
    assert len({a.content for a in answers}) == 1
    assert sum(a.get("Idempotent-Replayed") == "true" for a in answers) == 19
    assert effects(committed_world) == ONE


def test_an_api_call_is_replayed_byte_for_byte(committed_world: World) -> None:
    first, again = call(committed_world), call(committed_world)
    assert (first.status_code, first.content) == (again.status_code, again.content) != (422, b"")
    assert first.status_code == 201
    assert again["Idempotent-Replayed"] == "true"
    assert effects(committed_world) == ONE


def test_an_api_key_with_another_body_is_refused(committed_world: World) -> None:
    call(committed_world)
    other = call(committed_world, stars=5)
    assert other.status_code == 422
    assert other.json()["code"] == "once_mismatch"
    assert effects(committed_world) == ONE


def test_a_refused_api_call_leaves_the_key_free(committed_world: World) -> None:
    assert call(committed_world, board="nonsense").status_code == 422
    assert call(committed_world).status_code == 201
    assert effects(committed_world) == ONE


def test_without_a_key_every_request_counts(committed_world: World) -> None:
    client = committed_world.client(ASKER)
    for text in ("汤是凉的，菜也是。", "饭也是夹生的。"):
        send(client, review(committed_world, key="", text=text))
    found = effects(committed_world)
    assert (found["Case"], found["Once"]) == (2, 0)


def test_a_strangers_key_is_not_kept(committed_world: World) -> None:
    assert send(Client(), review(committed_world)).status_code == 302
    assert effects(committed_world) == NONE
