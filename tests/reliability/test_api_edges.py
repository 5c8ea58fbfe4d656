"""What a document cannot describe: addresses, methods and bodies no client should send.

Every refusal is a problem document, whoever refuses: the house, its framework or the web server.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client

from tests.kit.world import World

PROBLEM = "application/problem+json"
CASES = "/api/v1/cases"


class Program:
    """Somebody's program, sending bytes."""

    def __init__(self, world: World, hat: str = "a1x-asker") -> None:
        self.client = Client(raise_request_exception=False, enforce_csrf_checks=True)
        self.headers = world.bearer(hat)

    def send(self, method: str, path: str, body: bytes = b"", **more: str) -> Any:
        kind = more.pop("kind", "application/json")
        headers = {**self.headers, **more}
        return self.client.generic(method, path, body, kind, headers=headers)


def refused(answer: Any, status: int) -> dict[str, Any]:
    """The problem document, which must repeat the status and say a title."""
    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM), answer.content
    document: dict[str, Any] = json.loads(answer.content)
    assert document["status"] == status
    assert document["title"] and document["code"]
    return document


@pytest.fixture
def program(small_world: World) -> Program:
    return Program(small_world)


@pytest.mark.parametrize(
    "path",
    ["/api/", "/api/v1/", "/api/v1/none", "/api/v1/cases/", "/api/v2/cases", "/api/v1/cases/1",
     "/api/v1/cases/../../etc/passwd", "/api/v1/cases/00000000-0000-7000-8000-000000000000",
     "/api/v1/cases/%F0%9F%92%A9", "/api/v1/" + "x" * 4000],
)  # fmt: skip
def test_unknown_addresses(program: Program, path: str) -> None:
    refused(program.send("GET", path), 404)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "HEAD", "QUERY"])
def test_other_methods(program: Program, method: str) -> None:
    answer = program.send(method, CASES)
    assert set(answer["Allow"].replace(" ", "").split(",")) == {"GET", "POST"}
    if method == "HEAD":
        assert (answer.status_code, answer["Content-Type"]) == (405, PROBLEM)
    else:
        refused(answer, 405)


@pytest.mark.parametrize("path", [CASES + "?after=%00", CASES + "?tab=a%00b", "/api/v1/a%00b"])
def test_a_nul_in_the_address(program: Program, path: str) -> None:
    refused(program.send("GET", path), 400)


@pytest.mark.parametrize(
    "body",
    [b"{", b"\xff\xfe", b'{"stars": ' + b"9" * 5000 + b"}", b"[" * 100_000, b'"\\ud800', b"\x00"],
)
def test_bodies_that_are_no_json(program: Program, body: bytes) -> None:
    refused(program.send("POST", CASES, body), 400)


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"1", b'"text"', b"NaN", b'{"stars": 1e999}',
     b'{"stars": 99999999999999}', b'{"text": "\\ud800 half"}', b'{"topics": ["\\u0000"]}',
     b'{"\\ud800": "\\udfff"}', b'{"stars": "3"}',
     b'{"firm_id": {"a": "\\ud800"}, "who": "\\ud800"}', b'{"stars": true, "text": ["a"]}'],
)  # fmt: skip
def test_json_that_does_not_fit(program: Program, body: bytes) -> None:
    document = refused(program.send("POST", CASES, body), 422)
    assert document["errors"]


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/xml", "application/x-www-form-urlencoded",
             "multipart/form-data; boundary=x", "application/json; charset=none", "", "\U0001f4a9"]
)  # fmt: skip
def test_other_content_types(program: Program, kind: str) -> None:
    refused(program.send("POST", CASES, b"firm_id=1", kind=kind), 400)


def test_a_body_that_is_too_large(program: Program) -> None:
    body = json.dumps({"text": "长" * 1_000_000}).encode()
    assert len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    refused(program.send("POST", CASES, body), 413)
    refused(program.send("POST", CASES, body, **{"Idempotency-Key": "large"}), 413)


@pytest.mark.parametrize("key", ["", "k" * 201, "two words", "键", "a\tb"])
def test_keys_out_of_shape(program: Program, small_world: World, key: str) -> None:
    case = small_world.cases["a1x.own"].id
    body = json.dumps({"solved": True, "stars": 5}).encode()
    path = f"{CASES}/{case}/verdict"
    document = refused(program.send("POST", path, body, **{"Idempotency-Key": key}), 400)
    assert document["code"] == "bad_key"


@pytest.mark.parametrize(
    "secret", ["", "Bearer", "Bearer ", "Bearer x", "bearer \t", "Basic YTpi", "Bearer 令牌",
               "Bearer " + "x" * 10_000, "Bearer a b", "Bearer ' OR 1=1 --"]
)  # fmt: skip
def test_secrets_that_open_nothing(program: Program, secret: str) -> None:
    answer = program.send("GET", CASES, Authorization=secret)
    refused(answer, 401)
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_foreign_host_name(program: Program) -> None:
    refused(program.send("GET", CASES, Host="evil.example"), 400)


def test_a_crash_is_a_problem_without_details(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("niangjia.kernel.cases.queries.of_author", broken)
    answer = program.send("GET", CASES)
    refused(answer, 500)
    assert b"secret" not in answer.content


def test_a_database_that_is_away_is_a_reason_to_try_again(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("niangjia.kernel.cases.queries.of_author", away)
    answer = program.send("GET", CASES)
    refused(answer, 503)
    assert int(answer["Retry-After"]) > 0
    page = program.client.get("/feedback/mine/", headers={"Cookie": "niangjia=cookie-of-a1x-asker"})
    assert page.status_code == 503
    assert "数据都在" in page.content.decode()
    assert int(page["Retry-After"]) > 0
