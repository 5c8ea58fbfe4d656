"""Gateways on loopback that answer as told, and people who can be reached."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from niangjia.kernel.base.sealed import seal
from niangjia.kernel.notices.models import Delivery
from niangjia.kernel.people import sealing
from niangjia.kernel.people.models import Person
from tests.kit.sowing import seeding
from tests.kit.world import World

#: Ten in the morning in Shanghai.
MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PHONES = {"a1x-asker": "13966660001", "a1x-colleague": "13966660002", "b2y-asker": "13966660003"}

#: What a gateway does with a request: a status with a body, silence, or half an answer.
SILENT, HALF, CUT = "silent", "half", "cut"
Say = int | str | tuple[int, dict[str, Any]]


@dataclass
class Gateway:
    """A server that answers in turn, and then always the same."""

    answers: list[Say] = field(default_factory=list)
    usual: Say = 200
    asked: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    url: str = ""
    #: Ids it has taken: a gateway knows doubles, and says 409.
    taken: list[str] = field(default_factory=list)

    def next(self) -> Say:
        """What the next request gets."""
        return self.answers.pop(0) if self.answers else self.usual


class Handler(BaseHTTPRequestHandler):
    """Answers as its gateway says."""

    made: ClassVar[Gateway]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.made.asked.append(body)
        self._answer(str(body.get("id") or body.get("client_msg_id") or ""))

    def do_GET(self) -> None:
        self._answer("")

    def _answer(self, name: str) -> None:
        self.made.paths.append(self.path)
        say = self.made.next()
        if name and name in self.made.taken and say == 200:
            say = 409
        elif name and say in (200, SILENT, HALF, CUT):
            self.made.taken.append(name)
        self._say(say)

    def _say(self, say: Say) -> None:
        if say == SILENT:
            time.sleep(1.0)
        elif say == CUT:
            self.connection.shutdown(socket.SHUT_RDWR)
        elif say == HALF:
            self._write(200, b'{"errco', 400)
        else:
            status, body = say if isinstance(say, tuple) else (say, {})
            content = json.dumps(body).encode() if body else b""
            self._write(int(status), content, len(content))

    def _write(self, status: int, content: bytes, length: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


class Server(ThreadingHTTPServer):
    """Lets a crowd queue up."""

    request_queue_size = 64


@contextmanager
def gateway() -> Iterator[Gateway]:
    """A gateway on loopback."""
    made = Gateway()
    handler = type("Handler", (Handler,), {"made": made})
    with Server(("127.0.0.1", 0), handler) as server:
        made.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield made
        server.shutdown()
        thread.join()


def reachable(world: World, **more: Callable[[str], str]) -> None:
    """Give some people of the world a phone; `email`, `openid` by name where wanted."""
    with seeding():
        for key, phone in PHONES.items():
            person = world.people[key]
            values: dict[str, str] = sealing.phone_fields(person.id, phone)
            for column, value in more.items():
                values[column] = seal(value(key), f"people_person.{column}", person.id)
            Person.objects.filter(id=person.id).update(**values)


def states(channel: str = "sms") -> list[tuple[str, str]]:
    """States and reasons of what the test queued, in order; what the world holds is long ago."""
    with seeding():
        rows = Delivery.objects.filter(channel=channel, at__gte=MORNING).order_by("at", "id")
        return list(rows.values_list("state", "reason"))
