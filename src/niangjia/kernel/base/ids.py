"""Identifiers made in Python: version 7 for facts, random version 4 where order would tell."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID, uuid4

from .clock import now

_entropy: ContextVar[Callable[[int], bytes]] = ContextVar("entropy", default=os.urandom)


def new_id() -> UUID:
    """A UUID version 7 (RFC 9562 §5.7): 48 bits of milliseconds, then random bits."""
    millis = int(now().timestamp() * 1000)
    raw = bytearray(millis.to_bytes(6, "big") + _entropy.get()(10))
    raw[6] = 0x70 | raw[6] & 0x0F
    raw[8] = 0x80 | raw[8] & 0x3F
    return UUID(bytes=bytes(raw))


def random_id() -> UUID:
    """A UUID version 4: says nothing about when it was made."""
    return uuid4()


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Make `new_id` repeat itself, for demo data that must come out the same everywhere."""
    source = random.Random(seed)
    token = _entropy.set(source.randbytes)
    try:
        yield
    finally:
        _entropy.reset(token)
