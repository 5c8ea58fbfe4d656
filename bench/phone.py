"""A phone without a screen: agrees, asks for a ticket, waits and sends a film, as the page does."""

from __future__ import annotations

import http.client
import json
import re
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

CONSENT = "/mood/consent/"
TICKET, PLACE, RUN = "/mood/film/ticket/", "/mood/film/place/", "/mood/film/run/"
RECEIPT = re.compile(r'id="mood-receipt" type="application/json">(.*?)</script>')
TOKEN = "c" * 32
FORM = "application/x-www-form-urlencoded"


@dataclass
class Phone:
    """Somebody's phone with a session."""

    url: str
    cookie: str

    def receipt(self) -> str:
        """A consent given just now, on its page."""
        found = RECEIPT.search(self.posted(CONSENT, agree="on"))
        assert found
        token: str = json.loads(found[1])["token"]
        return token

    def link(self) -> http.client.HTTPConnection:
        """A connection of its own."""
        parts = urlsplit(self.url)
        return http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=150)

    def headers(self, **more: str) -> dict[str, str]:
        """Who we are."""
        cookies = f"niangjia={self.cookie}; csrftoken={TOKEN}"
        return {"Cookie": cookies, "X-CSRFToken": TOKEN, **more}

    def posted(self, path: str, **fields: str) -> str:
        """A small form, and what comes back."""
        link = self.link()
        link.request("POST", path, urlencode(fields), self.headers(**{"Content-Type": FORM}))
        answer = link.getresponse()
        text = answer.read().decode()
        link.close()
        assert answer.status == 200, (answer.status, text[:300])
        return text

    def post(self, path: str, **fields: str) -> Any:
        """The same where the answer is JSON."""
        return json.loads(self.posted(path, **fields))

    def ask(self, receipt: str = "") -> dict[str, Any]:
        """A ticket."""
        said: dict[str, Any] = self.post(TICKET, receipt=receipt or self.receipt())
        return said

    def place(self, ticket: str) -> dict[str, Any]:
        """How far it is."""
        said: dict[str, Any] = self.post(PLACE, ticket=ticket)
        return said

    def send(self, ticket: str, film: bytes) -> list[dict[str, Any]]:
        """The film; every line of the answer. A server that has no room for it hangs up."""
        with closing(self.link()) as link, suppress(OSError, http.client.HTTPException):
            more = {"X-Ticket": ticket, "Content-Type": "application/octet-stream"}
            link.request("POST", RUN, film, self.headers(**more))
            with link.getresponse() as answer:
                return [json.loads(line) for line in answer]
        return [{"state": "again"}]

    def run(self, film: bytes, patience: float = 300.0) -> dict[str, Any]:
        """As the page does it: wait, send, try again with the same ticket; the answer."""
        return self.waited(film, patience)[0]

    def waited(self, film: bytes, patience: float = 300.0) -> tuple[dict[str, Any], int]:
        """The same, and the minutes that were said at first."""
        said = first = self.ask()
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if said["state"] == "ready":
                said = self.send(first["ticket"], film)[-1]
                if "answer" in said:
                    return said["answer"], int(first["minutes"])
            else:
                assert said["state"] in ("wait", "running", "full", "again"), said
                time.sleep(min(said.get("again", 1), 5))
                said = self.place(first["ticket"])
        raise AssertionError("no answer")
