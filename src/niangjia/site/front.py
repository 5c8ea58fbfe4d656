"""In front of everything: answers that are the same for everybody are kept for a moment.

As a cache before the house would do it (`s-maxage`), for houses that have none: a page thousands
look at again and again while they wait is drawn once a second or so, not for each of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

MOST = 4000
LARGEST = 100_000
SHARED = "s-maxage="
#: What an answer may depend on besides its address.
ASKED = (
    "PATH_INFO",
    "QUERY_STRING",
    "HTTP_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "wsgi.url_scheme",
)
Key = tuple[str, ...]


@dataclass(slots=True)
class _Kept:
    until: float
    status: str
    headers: list[tuple[str, str]]
    body: bytes


@dataclass(slots=True)
class Front:
    """The application with a memory of what it said to everybody."""

    application: Application
    clock: Callable[[], float] = time.monotonic
    _kept: dict[Key, _Kept] = field(default_factory=dict)

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer from memory, or ask and perhaps remember."""
        if environ["REQUEST_METHOD"] != "GET":
            return self.application(environ, start)
        key = _key(environ)
        kept = self._kept.get(key)
        if kept is None or kept.until <= self.clock():
            return self._asked(key, environ, start)
        start(kept.status, kept.headers)
        return [kept.body]

    def _asked(self, key: Key, environ: Environ, start: Start) -> Iterable[bytes]:
        said: list[Any] = []

        def listen(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            said[:] = [status, headers]
            return start(status, headers, *more)

        answer = self.application(environ, listen)
        seconds = shared_for(*said) if said else 0
        if not seconds or not isinstance(getattr(answer, "content", None), bytes):
            return answer
        body = b"".join(answer)
        if len(body) <= LARGEST:
            if len(self._kept) >= MOST:
                self._kept.clear()
            status, headers = said
            self._kept[key] = _Kept(self.clock() + seconds, status, headers, body)
        return answer


def _key(environ: Environ) -> Key:
    zipped = "gzip" if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") else ""
    return (*(environ.get(name, "") for name in ASKED), zipped)


def shared_for(status: str, headers: list[tuple[str, str]]) -> int:
    """For how many seconds an answer may be given to others: one that is well, that says so, and
    that depends on nobody."""
    if not status.startswith("200"):
        return 0
    found = {name.lower(): value for name, value in headers}
    vary = found.get("vary", "").lower().replace(" ", "")
    if "set-cookie" in found or vary not in ("", "accept-encoding"):
        return 0
    said = found.get("cache-control", "").partition(SHARED)[2]
    number = said.partition(",")[0].strip()
    return int(number) if number.isdecimal() else 0
