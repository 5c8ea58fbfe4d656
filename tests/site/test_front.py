"""What the house remembers for a moment, and what it never does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from django.http import HttpResponse

from niangjia.site.front import Front, shared_for

SHARED = ("Cache-Control", "public, max-age=1, s-maxage=3")


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        ("200 OK", [SHARED], 3),
        ("200 OK", [SHARED, ("Vary", "Accept-Encoding")], 3),
        ("200 OK", [SHARED, ("Vary", "Accept-Encoding, Cookie")], 0),
        ("200 OK", [SHARED, ("Set-Cookie", "a=b")], 0),
        ("404 Not Found", [SHARED], 0),
        ("303 See Other", [SHARED], 0),
        ("200 OK", [("Cache-Control", "public, max-age=300")], 0),
        ("200 OK", [("Cache-Control", "no-store")], 0),
        ("200 OK", [("Cache-Control", "public, s-maxage=x")], 0),
        ("200 OK", [], 0),
    ],
)
def test_what_may_be_given_to_others(
    status: str, headers: list[tuple[str, str]], seconds: int
) -> None:
    assert shared_for(status, headers) == seconds


def test_the_same_answer_is_asked_for_once_in_its_time() -> None:
    asked, at = list[str](), [0.0]

    def application(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        asked.append(environ["PATH_INFO"])
        start("200 OK", [SHARED])
        return HttpResponse(f"answer {len(asked)}")

    front = Front(application, lambda: at[0])

    def get(path: str = "/a", method: str = "GET", **more: str) -> bytes:
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, **more}
        return b"".join(front(environ, lambda *_: None))

    assert [get(), get(), get("/b"), get(), get()] == [
        b"answer 1",
        b"answer 1",
        b"answer 2",
        b"answer 1",
        b"answer 1",
    ]
    assert get(QUERY_STRING="size=elder") == b"answer 3"
    assert get(HTTP_HOST="other") == b"answer 4"
    assert get(HTTP_ACCEPT_ENCODING="gzip, br") == b"answer 5"
    assert get(method="POST") == b"answer 6" and get(method="HEAD") == b"answer 7"
    at[0] = 2.9
    assert get() == b"answer 1"
    at[0] = 3.0
    assert get() == b"answer 8" and get() == b"answer 8"
