"""Starts the child that looks at a film, hands it the bytes, hears what it says, and ends it."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

#: Bytes of one line, and how long one waits for it before something else may be done.
LONGEST_LINE, LISTENS = 1 << 20, 1.0
#: One thread each: films are looked at side by side, not with many hands.
ENVIRONMENT = {"LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class Died(Exception):
    """The child ended without an answer. `spent`: it had used up its processor time."""

    def __init__(self, spent: bool = False) -> None:
        super().__init__("spent" if spent else "died")
        self.spent = spent


class Child:
    """One film being looked at. Whoever makes one closes it."""

    def __init__(self, length: int, language: str) -> None:
        """Its own session, no environment and no folder of ours, its words to nobody."""
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-m", f"{__package__}.child", str(length), language],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=ENVIRONMENT,
            start_new_session=True,
            bufsize=0,
        )
        self.rest = b""
        os.set_blocking(self._into, False)

    @property
    def _into(self) -> int:
        assert self.process.stdin
        return self.process.stdin.fileno()

    @property
    def _out(self) -> int:
        assert self.process.stdout
        return self.process.stdout.fileno()

    def feed(self, piece: bytes) -> Iterator[None]:
        """Hand it bytes; yields while it is not yet ready to take them. Raises Died."""
        left = memoryview(piece)
        while left:
            try:
                left = left[os.write(self._into, left) :]
            except BlockingIOError:
                if not _ready(self._into, select.POLLOUT):
                    yield
            except BrokenPipeError as gone:
                raise self._died() from gone

    def whole(self) -> None:
        """That was the last byte."""
        assert self.process.stdin
        self.process.stdin.close()

    def lines(self) -> Iterator[dict[str, Any] | None]:
        """What it says until its answer; None for a second of silence. Raises Died."""
        while True:
            line, mark, more = self.rest.partition(b"\n")
            if mark:
                self.rest = more
                yield json.loads(line)
            elif not _ready(self._out, select.POLLIN):
                yield None
            else:
                self._hear()

    def _hear(self) -> None:
        piece = os.read(self._out, 1 << 16)
        self.rest += piece
        if not piece or len(self.rest) > LONGEST_LINE:
            raise self._died()

    def _died(self) -> Died:
        self.close()
        return Died(self.process.returncode == -signal.SIGXCPU)

    def close(self) -> None:
        """End it, whatever it does. Twice is once."""
        with suppress(ProcessLookupError):
            if self.process.poll() is None and not self._ending():
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()

    def _ending(self) -> bool:
        """A pipe that broke is heard of before the end that broke it."""
        until = time.monotonic() + 0.05
        while self.process.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        return self.process.returncode is not None


def _ready(pipe: int, what: int) -> bool:
    poll = select.poll()
    poll.register(pipe, what)
    return bool(poll.poll(LISTENS * 1000))
