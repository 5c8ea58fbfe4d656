"""One request to a server elsewhere, and how sure we are that it arrived.

Nothing here tries twice: whoever asks knows whether a second try is harmless.
"""

from __future__ import annotations

import socket
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPException
from typing import Any

#: Seconds until a silent server counts as one that gave no answer.
TIMEOUT = 5.0
#: No answer we understand is longer.
MOST = 65536


class Answer(StrEnum):
    """What became of something handed over.

    LATER: certainly not taken, worth another try. UNCLEAR: perhaps taken, so only somebody who
    knows doubles may be asked again. NEVER: asking again would change nothing.
    """

    YES = "yes"
    LATER = "later"
    UNCLEAR = "unclear"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Reply:
    """A complete answer; `why` says in a word why there is none (status 0)."""

    status: int
    body: bytes = b""
    why: str = ""
    unclear: bool = False

    @property
    def answer(self) -> Answer:
        """By the status alone. 409: the server has had this very message before."""
        if not self.status:
            return Answer.UNCLEAR if self.unclear else Answer.LATER
        if 200 <= self.status < 300 or self.status == 409:
            return Answer.YES
        if self.status in (408, 425, 429) or 300 <= self.status < 400:
            return Answer.LATER
        return Answer.UNCLEAR if self.status >= 500 else Answer.NEVER


class _Stay(urllib.request.HTTPRedirectHandler):
    """A server that sends us elsewhere is a server that failed."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_opener = urllib.request.build_opener(_Stay)


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
    """POST once, following nobody elsewhere. Never raises for what happens on the way."""
    request = urllib.request.Request(url, data=body, method="POST", headers=dict(headers))
    return _asked(request)


def get(url: str) -> Reply:
    """GET once, likewise."""
    return _asked(urllib.request.Request(url))


def _asked(request: urllib.request.Request) -> Reply:
    try:
        with _opener.open(request, timeout=TIMEOUT) as answer:
            return Reply(answer.status, answer.read(MOST))
    except urllib.error.HTTPError as wrong:
        with wrong:
            return Reply(wrong.code, why=str(wrong.code))
    except urllib.error.URLError as wrong:
        return _unreached(wrong.reason)
    except (OSError, HTTPException) as wrong:
        return Reply(0, why=type(wrong).__name__, unclear=True)


def _unreached(reason: object) -> Reply:
    """Refused or unknown: nothing left the house. Anything else may have arrived."""
    certain = isinstance(reason, ConnectionRefusedError | socket.gaierror)
    return Reply(0, why=type(reason).__name__, unclear=not certain)
