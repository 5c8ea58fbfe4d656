"""Many clients that ask over kept connections and write down what became of every request.

One thread, one selector: the generator shares two cores with what it measures. An attempt is `ok`,
`no` (refused for good) or `unknown` (no answer, or the server was in trouble: perhaps it happened).
"""

from __future__ import annotations

import heapq
import itertools
import re
import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

AGAIN = 0.1
PATIENCE = 20.0
GONE = re.compile(rb'"sold_out"|%s' % "领完了".encode())
CLAIM = re.compile(rb'claims/([0-9a-f-]{36})/|"id": ?"([0-9a-f-]{36})"')


@dataclass(slots=True)
class Wanted:
    """One request: who asks, under which key, and its bytes."""

    member: int
    key: str
    data: bytes


@dataclass(slots=True)
class Attempt:
    """One try: when it was sent and answered (monotonic seconds), and its outcome."""

    member: int
    key: str
    sent: float
    answered: float
    outcome: str
    status: int = 0
    claim: str = ""
    replayed: bool = False
    #: Told that nothing is left.
    gone: bool = False


@dataclass(slots=True)
class _Line:
    """One client: its connection and what it waits for."""

    socket: socket.socket | None = None
    wanted: Wanted | None = None
    sent: float = 0.0
    got: bytes = b""


@dataclass(slots=True)
class Storm:
    """Clients on one port. With `stubborn`, what is unknown is asked again under the same key."""

    port: int
    todo: Iterator[Wanted]
    stubborn: bool = False
    history: list[Attempt] = field(default_factory=list)
    _selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    #: Clients that ask later: moment, number, client, request.
    _later: list[tuple[float, int, _Line, Wanted]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _busy: int = 0

    def run(self, clients: int) -> float:
        """Ask everything; returns the seconds it took."""
        start = time.monotonic()
        for _ in range(clients):
            self._next(_Line())
        while self._busy or self._later:
            self._turn()
        self._selector.close()
        return time.monotonic() - start

    def _turn(self) -> None:
        wait = 0.5 if not self._later else max(0.0, min(0.5, self._later[0][0] - time.monotonic()))
        for key, _ in self._selector.select(wait):
            self._read(key.data)
        now = time.monotonic()
        while self._later and self._later[0][0] <= now:
            _, _, line, wanted = heapq.heappop(self._later)
            self._ask(line, wanted)
        if self._busy and next(self._numbers) % 512 == 0:
            self._give_up(now)

    def _give_up(self, now: float) -> None:
        for key in list(self._selector.get_map().values()):
            if now - key.data.sent > PATIENCE:
                self._broken(key.data)

    def _next(self, line: _Line) -> None:
        wanted = next(self.todo, None)
        if wanted is None:
            self._hang_up(line)
            return
        self._ask(line, wanted)

    def _ask(self, line: _Line, wanted: Wanted) -> None:
        line.wanted, line.got, line.sent = wanted, b"", time.monotonic()
        self._busy += 1
        try:
            if line.socket is None:
                line.socket = socket.create_connection(("127.0.0.1", self.port), timeout=5)
                line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._selector.register(line.socket, selectors.EVENT_READ, line)
            line.socket.sendall(wanted.data)
        except OSError:
            self._broken(line)

    def _read(self, line: _Line) -> None:
        assert line.socket is not None
        try:
            more = line.socket.recv(65536)
        except OSError:
            more = b""
        if not more or line.wanted is None:
            self._broken(line)
            return
        line.got += more
        head, found, body = line.got.partition(b"\r\n\r\n")
        if found and len(body) >= length(head):
            self._answered(line, head, body)

    def _answered(self, line: _Line, head: bytes, body: bytes) -> None:
        status = int(head[9:12])
        outcome = "ok" if status in (201, 302, 303) else "no" if status < 500 else "unknown"
        self._note(line, outcome, status, head, body)
        wanted, line.wanted = line.wanted, None
        self._busy -= 1
        assert wanted is not None
        if outcome == "unknown" and self.stubborn:
            self._put_off(line, wanted)
        else:
            self._next(line)

    def _note(self, line: _Line, outcome: str, status: int, head: bytes, body: bytes) -> None:
        assert line.wanted is not None
        found = CLAIM.search(head if status in (302, 303) else body) if outcome == "ok" else None
        claim = next(g for g in found.groups() if g).decode() if found else ""
        again = b"Idempotent-Replayed" in head or b"idempotent-replayed" in head or status == 303
        asked = (line.wanted.member, line.wanted.key, line.sent, time.monotonic())
        gone = outcome == "no" and GONE.search(body) is not None
        self.history.append(Attempt(*asked, outcome, status, claim, again, gone))

    def _broken(self, line: _Line) -> None:
        """No answer came: it may or may not have happened."""
        wanted, line.wanted = line.wanted, None
        self._hang_up(line)
        if wanted is None:
            return
        self._busy -= 1
        moment = time.monotonic()
        self.history.append(Attempt(wanted.member, wanted.key, line.sent, moment, "unknown"))
        if self.stubborn:
            self._put_off(line, wanted)
        else:
            self._next(line)

    def _put_off(self, line: _Line, wanted: Wanted) -> None:
        when = time.monotonic() + AGAIN
        heapq.heappush(self._later, (when, next(self._numbers), line, wanted))

    def _hang_up(self, line: _Line) -> None:
        if line.socket is not None:
            self._selector.unregister(line.socket)
            line.socket.close()
            line.socket = None


def length(head: bytes) -> int:
    """How long the body is."""
    at = head.lower().find(b"content-length:")
    if at < 0:
        return 0
    return int(head[at + 15 :].split(b"\r\n", 1)[0])
