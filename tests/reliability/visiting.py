"""A visitor of a real installation: cookies and forms, or a bearer token."""

from __future__ import annotations

import http.cookiejar
import json
import re
import urllib.parse
import urllib.request
from typing import Any

CONFIRM = "/account/login/code/confirm/"


class Visitor:
    """A browser without scripts."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)
        self.at = ""

    def get(self, path: str) -> str:
        """A page, after all redirects."""
        return self._open(path, None)

    def send(self, path: str, to: str = "", **fields: str) -> str:
        """Fill in the form of a page and send it, to another address where it says so."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))
        assert token
        words = {"csrfmiddlewaretoken": token.group(1), **fields}
        return self._open(to or path, urllib.parse.urlencode(words).encode())

    def _open(self, path: str, body: bytes | None) -> str:
        with self.opener.open(self.url + path, body, timeout=60) as answer:
            self.at = urllib.parse.urlsplit(answer.url).path
            return str(answer.read().decode())

    def log_in(self, phone: str) -> None:
        """With a number, and the digits of the demo's inbox."""
        self.send("/account/login/code/", phone=phone)
        texts = json.loads(self.get("/dev/inbox.json"))["texts"]
        code = next(text["code"] for text in texts if text["to"] == phone)
        self.send(CONFIRM, code=code)


def call(port: int, token: str, path: str, **body: Any) -> dict[str, Any]:
    """An operation of the HTTP API; a POST when there is a body."""
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1{path}",
        json.dumps(body).encode() if body else None,
        {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return dict(json.loads(answer.read()))
