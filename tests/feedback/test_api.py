"""The HTTP API: same rules as the pages, problems as documents, keys that replay."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.kit.world import World

TEXT = "三号宿舍楼 402 的空调上周就坏了，夜班白天睡觉太冷。"


def body(world: World, **more: Any) -> dict[str, Any]:
    """A review of the own firm."""
    return {"firm_id": str(world.orgs["a1x-firm"].id), "board": "conditions", "stars": 2,
            "text": TEXT, **more}  # fmt: skip


class Caller:
    """A program with one hat's token."""

    def __init__(self, world: World, hat: str) -> None:
        self.client = Client()
        self.headers = world.bearer(hat) if hat else {}

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1{path}", headers=self.headers)

    def post(self, path: str, data: Any, **headers: str) -> Any:
        return self.client.post(f"/api/v1{path}", data, content_type="application/json",
                                headers={**self.headers, **headers})  # fmt: skip


def test_the_loop_by_api(small_world: World) -> None:
    worker, chair = Caller(small_world, "a1x-asker"), Caller(small_world, "a1x.chair")
    made = worker.post("/cases", body(small_world))
    assert made.status_code == 201, made.content
    case = made.json()
    assert case["state"] == "received"
    assert chair.get(f"/cases/{case['id']}").json()["number"] == case["number"]
    assert (
        chair.post(f"/cases/{case['id']}/reply", {"text": "先受理", "final": True}).status_code
        == 409
    )
    assert worker.get("/cases").json()["items"][0]["id"] == case["id"]
    stranger = Caller(small_world, "a1y-asker")
    assert stranger.get(f"/cases/{case['id']}").status_code == 404


def test_keys_replay_and_refuse(small_world: World) -> None:
    worker = Caller(small_world, "a1x-asker")
    first = worker.post("/cases", body(small_world), **{"Idempotency-Key": "k1"})
    again = worker.post("/cases", body(small_world), **{"Idempotency-Key": "k1"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert again["Idempotent-Replayed"] == "true"
    other = worker.post("/cases", body(small_world, stars=5), **{"Idempotency-Key": "k1"})
    assert other.status_code == 422
    assert other["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("hat", "status", "code"),
    [("", 401, "unauthorized"), ("a1x.chair", 404, "not_found"),
     ("a1x-firm.responder", 404, "not_found")],
)  # fmt: skip
def test_who_may_not_write(small_world: World, hat: str, status: int, code: str) -> None:
    answer = Caller(small_world, hat).post("/cases", body(small_world))
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    "wrong",
    [{"stars": 0}, {"stars": 6}, {"text": "短"}, {"text": "带\x00的字符串"}, {"board": "none"},
     {"firm_id": "00000000-0000-7000-8000-000000000000"}, {"who": "everybody"}],
)  # fmt: skip
def test_what_cannot_be_sent(small_world: World, wrong: dict[str, Any]) -> None:
    answer = Caller(small_world, "a1x-asker").post("/cases", body(small_world, **wrong))
    assert answer.status_code == 422, answer.content
    assert answer.json()["title"]


@pytest.mark.parametrize("after", ["x", "W10", "WyJhIl0", "bnVsbA"])
def test_mangled_cursors(small_world: World, after: str) -> None:
    for hat in ("a1x-asker", "a1x.chair", "a1x-firm.responder"):
        assert Caller(small_world, hat).get(f"/cases?after={after}").status_code == 400


def test_the_document_names_every_operation() -> None:
    paths = Client().get("/api/v1/openapi.json").json()["paths"]
    one = "/api/v1/cases/{case_id}"
    mine = [path for path in sorted(paths) if path.startswith("/api/v1/cases")]
    assert mine == ["/api/v1/cases", one, f"{one}/reply", f"{one}/verdict"]
