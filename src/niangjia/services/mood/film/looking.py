"""One film on its way: from the request's body through the child to the lines of the answer.

Bytes pass through this process in pieces of 64 KiB and are kept nowhere. It is an iterator with a
`close`, so that a phone that hangs up, however early, ends the child and gives the turn back.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from niangjia.kernel.base.turns import Turn

from . import words
from .watching import Child, Died

#: Films in one process of the web: half of its threads stay for pages.
AT_ONCE = 2
#: Read in small pieces: the server hands out a piece once it is full, and a line that drips must
#: not hold a thread for long.
SIP, PIECE = 256, 1 << 16
#: Bytes a second below which a line is too slow, after how many seconds; and longest of all.
SLOWEST, PATIENCE, LONGEST = 20_000, 10.0, 120.0
#: Seconds from the last byte to the answer; the child itself gives up before.
WALL = 55.0
BEAT = 5.0
OPEN = "no film is looked at on this machine: the kernel gives no seccomp filter (niangjia doctor)"
log = logging.getLogger("niangjia.mood")
seats = threading.BoundedSemaphore(AT_ONCE)


def seated() -> bool:
    """Whether there is a seat in this process now."""
    free = seats.acquire(blocking=False)
    if free:
        seats.release()
    return free


class Source(Protocol):
    """A body that is still coming in."""

    def read(self, size: int, /) -> bytes:
        """At most that many bytes; none where it ends."""


class Ended(Exception):
    """It goes no further: `code` is the answer, or else `state` says how the same ticket does."""

    def __init__(self, code: str = "", state: str = "again") -> None:
        super().__init__(code or state)
        self.code, self.state = code, state


class Looking:
    """A film being looked at. Made with a seat taken and a turn begun; gives both back."""

    def __init__(self, turn: Turn, length: int, language: str) -> None:
        self.turn, self.length = turn, length
        self.began = self.beaten = self.whole = time.monotonic()
        self.got = 0
        self.child = Child(length, language)
        self.held = True
        self._lines = self._said()

    def take(self, source: Source) -> None:
        """Pass the body on to the child as it comes in. What goes wrong is said by the lines."""
        try:
            self._locked()
            while self.got < self.length:
                for _ in self.child.feed(self._piece(source)):
                    self._in_time()
            self.child.whole()
            self._beat()  # and the connection goes back, whatever was asked of it meanwhile
        except (Ended, Died) as wrong:
            self._lines = iter([self._wrong(wrong)])

    def _locked(self) -> None:
        """Wait until the child is ready. Where its door is open it gets no film: raises Ended."""
        for line in self.child.lines():
            if line:
                if not line.get("locked"):
                    log.error(OPEN)
                    raise Ended("unlocked")
                break
            if time.monotonic() - self.began > WALL:
                raise Ended
            self._beat_now_and_then()
        self.began = self.whole = time.monotonic()

    def _piece(self, source: Source) -> bytes:
        piece = bytearray()
        while len(piece) < PIECE and self.got < self.length:
            sip = source.read(min(SIP, self.length - self.got))
            if not sip:
                raise Ended
            piece += sip
            self.got += len(sip)
            self._in_time()
        return bytes(piece)

    def _in_time(self) -> None:
        self.whole = now = time.monotonic()
        so_far = now - self.began
        if so_far > LONGEST or (so_far > PATIENCE and self.got < so_far * SLOWEST):
            raise Ended(state="slow")
        self._beat_now_and_then()

    def _beat_now_and_then(self) -> None:
        if time.monotonic() - self.beaten > BEAT:
            self._beat()

    def _beat(self) -> None:
        """We are still at it. Raises Ended when the turn was given back meanwhile."""
        self.beaten = time.monotonic()
        if not self.turn.beat():
            raise Ended

    def _said(self) -> Iterator[bytes]:
        """What the child says, until its answer."""
        try:
            for line in self.child.lines():
                now = time.monotonic()
                if now - self.whole > WALL:
                    raise Ended("too_slow")
                self._beat_now_and_then()
                if line and "step" in line:
                    yield _line(line)
                elif line and (answer := _answer(line)):
                    yield self._done(answer)
                    return
        except (Ended, Died) as wrong:
            yield self._wrong(wrong)

    def _wrong(self, wrong: Ended | Died) -> bytes:
        if isinstance(wrong, Died):
            wrong = Ended("too_slow" if wrong.spent else "")
        if wrong.code:
            return self._done(words.refusal(wrong.code))
        self.close()
        return _line({"state": wrong.state})

    def _done(self, answer: dict[str, Any]) -> bytes:
        """The turn is spent first: only then may its answer leave."""
        spent = self._give_back(
            lambda: self.turn.end(done=True, seconds=time.monotonic() - self.began)
        )
        return _line({"answer": answer} if spent else {"state": "again"})

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        return next(self._lines)

    def close(self) -> None:
        """End the child and give seat and turn back; twice is once."""
        self._give_back(lambda: self.turn.end(done=False))

    def _give_back(self, end: Callable[[], bool]) -> bool:
        if not self.held:
            return False
        self.held = False
        try:
            self.child.close()
            return end()
        finally:
            seats.release()


def _answer(line: dict[str, Any]) -> dict[str, Any] | None:
    if "refused" in line:
        return words.refusal(line["refused"])
    answer: dict[str, Any] | None = line.get("answer")
    return answer


def _line(said: dict[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"
