"""Requests sent when they are due, whether or not the ones before were answered.

One thread, one selector, kept connections: a new one only when all are busy. A request that finds
no free connection and may open none waits; its time counts from when it was due.
"""

from __future__ import annotations

import collections
import selectors
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bench.storm import length

#: Seconds after which a request counts as not answered.
PATIENCE = 5.0


@dataclass(slots=True)
class Answer:
    """What came back: when (monotonic), after how long, and the bytes."""

    at: float
    seconds: float
    status: int
    head: bytes
    body: bytes

    def header(self, name: bytes) -> str:
        """One header's value, "" when there is none."""
        for line in self.head.split(b"\r\n")[1:]:
            key, _colon, value = line.partition(b":")
            if key.lower() == name:
                return value.strip().decode()
        return ""


@dataclass(slots=True)
class Due:
    """One request, and what follows from its answer. `kind` is what it is counted under."""

    data: bytes
    then: Callable[[Answer], list[Due]]
    kind: str
    moment: float = 0.0


@dataclass(slots=True)
class Found:
    """What became of all requests. Times in seconds, by kind."""

    seconds: float = 0.0
    #: What making the load took of one core.
    cpu: float = 0.0
    asked: collections.Counter[str] = field(default_factory=collections.Counter)
    errors: collections.Counter[str] = field(default_factory=collections.Counter)
    times: dict[str, list[float]] = field(default_factory=lambda: collections.defaultdict(list))


@dataclass(slots=True)
class _Line:
    socket: socket.socket
    due: Due | None = None
    got: bytes = b""


@dataclass(slots=True)
class _Loop:
    port: int
    lines: int
    found: Found = field(default_factory=Found)
    free: list[_Line] = field(default_factory=list)
    opened: int = 0
    busy: int = 0
    queue: collections.deque[Due] = field(default_factory=collections.deque)
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    def add(self, due: Due) -> None:
        """Send it now, or as soon as there is a connection."""
        self.found.asked[due.kind] += 1
        self.queue.append(due)

    def push(self) -> None:
        """Send what waits, on connections that are free."""
        while self.queue and (self.free or self.opened < self.lines):
            line = self.free.pop() if self.free else self._open()
            line.due, line.got = self.queue.popleft(), b""
            self.busy += 1
            try:
                line.socket.sendall(line.due.data)
            except OSError:
                self._broken(line)

    def _open(self) -> _Line:
        made = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line = _Line(made)
        self.selector.register(made, selectors.EVENT_READ, line)
        self.opened += 1
        return line

    def read(self, wait: float) -> None:
        """Take in what has come."""
        for key, _mask in self.selector.select(max(0.0, wait)):
            self._take(key.data)

    def _take(self, line: _Line) -> None:
        try:
            more = line.socket.recv(65536)
        except OSError:
            more = b""
        if not more or line.due is None:
            self._broken(line)
            return
        line.got += more
        head, found, body = line.got.partition(b"\r\n\r\n")
        if found and len(body) >= length(head):
            self._answered(line, line.due, head, body)

    def _answered(self, line: _Line, due: Due, head: bytes, body: bytes) -> None:
        at, status = time.monotonic(), int(head[9:12])
        seconds = at - due.moment
        line.due = None
        self.busy -= 1
        self.free.append(line)
        if status >= 500 or seconds > PATIENCE:
            self.found.errors[due.kind] += 1
        self.found.times[due.kind].append(seconds)
        for following in due.then(Answer(at, seconds, status, head, body)):
            following.moment = at
            self.add(following)

    def _broken(self, line: _Line) -> None:
        self.selector.unregister(line.socket)
        line.socket.close()
        self.opened -= 1
        if line.due is not None:
            self.busy -= 1
            self.found.errors[line.due.kind] += 1

    def close(self) -> None:
        """Whatever was not answered by now never was."""
        for key in list(self.selector.get_map().values()):
            if key.data.due is not None:
                self.found.errors[key.data.due.kind] += 1
            key.data.socket.close()
        for due in self.queue:
            self.found.errors[due.kind] += 1
        self.selector.close()


def run(
    port: int,
    requests: Iterator[Due],
    rate: float,
    seconds: float,
    lines: int,
    limit: int = 0,
) -> Found:
    """`rate` requests a second for so many seconds, then wait for what is under way. With `limit`
    no more than so many at once: then it is as fast as answers come, until there are no more."""
    loop = _Loop(port, limit or lines)
    start, sent, more, cpu = time.monotonic(), 0, True, time.process_time()
    while more or loop.busy or loop.queue:
        now = time.monotonic()
        if now - start > seconds + PATIENCE:
            break
        while more and now - start < seconds and sent < (now - start) * rate:
            if limit and len(loop.queue) + loop.busy >= limit:
                break
            one = next(requests, None)
            if one is None:
                more = False
                break
            one.moment = now if limit else start + sent / rate
            sent += 1
            loop.add(one)
        more = more and now - start < seconds
        loop.push()
        loop.read(0.001 if more else 0.05)
    loop.found.cpu = (time.process_time() - cpu) / (time.monotonic() - start)
    loop.found.seconds = min(seconds, time.monotonic() - start)
    loop.close()
    return loop.found
