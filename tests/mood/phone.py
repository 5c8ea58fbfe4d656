"""A phone without a screen: consents, asks for tickets and sends films to the live server."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.middleware.csrf import _get_new_csrf_string

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.ids import random_id
from niangjia.services.mood.rules import consent

TICKET, PLACE, RUN = "/mood/film/ticket/", "/mood/film/place/", "/mood/film/run/"


@dataclass
class Phone:
    """Somebody's phone with a session."""

    url: str
    cookie: str

    def __post_init__(self) -> None:
        self.token = _get_new_csrf_string()

    def receipt(self) -> str:
        """A consent given just now."""
        return consent.receipt(random_id().hex[:10], now()).token

    def link(self) -> http.client.HTTPConnection:
        """A connection of its own."""
        parts = urlsplit(self.url)
        return http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=150)

    def headers(self, **more: str) -> dict[str, str]:
        """Who we are."""
        session = f"{settings.SESSION_COOKIE_NAME}={self.cookie}"
        cookies = f"{session}; {settings.CSRF_COOKIE_NAME}={self.token}"
        return {"Cookie": cookies, "X-CSRFToken": self.token, **more}

    def post(self, path: str, **fields: str) -> Any:
        """A small form."""
        link = self.link()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        link.request("POST", path, urlencode(fields), self.headers(**kind))
        answer = link.getresponse()
        text = answer.read()
        link.close()
        assert answer.status == 200, (answer.status, text[:300])
        return json.loads(text)

    def ask(self, receipt: str = "") -> dict[str, Any]:
        """A ticket."""
        said: dict[str, Any] = self.post(TICKET, receipt=receipt or self.receipt())
        return said

    def place(self, ticket: str) -> dict[str, Any]:
        """How far it is."""
        said: dict[str, Any] = self.post(PLACE, ticket=ticket)
        return said

    def send(self, ticket: str, film: bytes) -> list[dict[str, Any]]:
        """The film; every line of the answer."""
        return list(self.sent(ticket, film))

    def sent(self, ticket: str, film: bytes) -> Iterator[dict[str, Any]]:
        """The same, line by line."""
        link = self.link()
        more = {"X-Ticket": ticket, "Content-Type": "application/octet-stream"}
        link.request("POST", RUN, film, self.headers(**more))
        with link.getresponse() as answer:
            assert answer.status == 200, answer.status
            for line in answer:
                yield json.loads(line)
        link.close()

    def run(self, film: bytes, patience: float = 300.0) -> dict[str, Any]:
        """As the page does it: wait, send, try again with the same ticket; the answer."""
        said, until = self.ask(), time.monotonic() + patience
        ticket = said["ticket"]
        while time.monotonic() < until:
            if said["state"] == "ready":
                said = self.send(ticket, film)[-1]
                if "answer" in said:
                    answer: dict[str, Any] = said["answer"]
                    return answer
            else:
                assert said["state"] in ("wait", "running", "full", "again"), said
                time.sleep(min(said.get("again", 1), 1))
                said = self.place(ticket)
        raise AssertionError("no answer")
