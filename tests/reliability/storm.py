"""Clients that submit until they are told it is done, and what each attempt came to.

An attempt is `ok` (acknowledged), `fail` (refused for good) or `unknown` (no answer: it may or may
not have happened). What really happened is decided afterwards, from the database.
"""

from __future__ import annotations

import http.client
import itertools
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

PATIENCE = 180.0
AGAIN = 0.1


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request: its key, when it was sent and answered (monotonic seconds), and its outcome."""

    key: str
    sent: float
    answered: float
    outcome: str
    status: int = 0
    case_id: str = ""
    replayed: bool = False


@dataclass(slots=True)
class Submission:
    """One review that somebody wants to have written exactly once."""

    key: str
    token: str
    body: dict[str, Any]


@dataclass(slots=True)
class Storm:
    """Several clients on one port, and the history of everything they tried."""

    port: int
    todo: Iterator[Submission]
    history: list[Attempt] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self, clients: int) -> None:
        """Submit everything; returns when each client has nothing left to do."""
        threads = [threading.Thread(target=self._client) for _ in range(clients)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()

    def acknowledged(self) -> int:
        """How many were done so far."""
        with self.lock:
            return sum(attempt.outcome == "ok" for attempt in self.history)

    def gaps(self) -> list[tuple[float, float]]:
        """Pairs of moments between which nothing was acknowledged, the longest first."""
        times = sorted(one.answered for one in self.history if one.outcome == "ok")
        return sorted(itertools.pairwise(times), key=lambda gap: gap[0] - gap[1])

    def _client(self) -> None:
        while True:
            with self.lock:
                wanted = next(self.todo, None)
            if wanted is None:
                return
            self._until_told(wanted)

    def _until_told(self, wanted: Submission) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            attempt = self._attempt(wanted)
            with self.lock:
                self.history.append(attempt)
            if attempt.outcome != "unknown":
                return
            time.sleep(AGAIN)

    def _attempt(self, wanted: Submission) -> Attempt:
        begun = time.monotonic()
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            link.request("POST", "/api/v1/cases", json.dumps(wanted.body), headers(wanted))
            answer = link.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            return Attempt(wanted.key, begun, time.monotonic(), "unknown")
        finally:
            link.close()
        return judged(wanted.key, begun, answer, body)


def headers(wanted: Submission) -> dict[str, str]:
    """Who submits, and under which key."""
    return {
        "Authorization": f"Bearer {wanted.token}",
        "Idempotency-Key": wanted.key,
        "Content-Type": "application/json",
    }


def judged(key: str, begun: float, answer: http.client.HTTPResponse, body: bytes) -> Attempt:
    """A server in trouble (5xx) has promised nothing; a refusal (4xx) will not change."""
    status, now = answer.status, time.monotonic()
    if status == 201:
        replayed = answer.getheader("Idempotent-Replayed") == "true"
        return Attempt(key, begun, now, "ok", status, json.loads(body)["id"], replayed)
    return Attempt(key, begun, now, "unknown" if status >= 500 else "fail", status)
