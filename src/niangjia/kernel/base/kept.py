"""Settings a process keeps for some seconds: read on nearly every page, changed once a month."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

T = TypeVar("T")

#: Seconds before a process asks the database again.
SECONDS = 20.0


class Kept(Generic[T]):
    """Values by key, each read again after `SECONDS`; every process keeps its own."""

    _all: ClassVar[list[Kept[object]]] = []

    def __init__(self) -> None:
        self._values: dict[str, tuple[float, T]] = {}
        self._lock = threading.Lock()
        Kept._all.append(self)  # type: ignore[arg-type]  # only ever emptied

    def get(self, key: str, read: Callable[[], T]) -> T:
        """What is kept under `key`, or what `read` finds now."""
        held = self._values.get(key)
        if held and held[0] > time.monotonic():
            return held[1]
        found = read()
        with self._lock:
            self._values[key] = (time.monotonic() + SECONDS, found)
        return found

    def forget(self) -> None:
        """Drop all of it; called after a change, in the process that made it."""
        with self._lock:
            self._values.clear()

    @classmethod
    def forget_all(cls) -> None:
        """Drop what every such store of this process keeps; for tests."""
        for one in cls._all:
            one.forget()
