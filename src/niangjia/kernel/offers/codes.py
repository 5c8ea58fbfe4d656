"""Numbers of claims and the codes they are collected with: short, and without signs that look
alike when somebody reads them aloud or types them in gloves."""

from __future__ import annotations

import hashlib
import os

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
PICK, NUMBER = 6, 8


def fresh(length: int) -> str:
    """Random signs: five bits each."""
    return "".join(SIGNS[byte & 31] for byte in os.urandom(length))


def number() -> str:
    """A claim's number: K7QM-3XPA."""
    signs = fresh(NUMBER)
    return f"{signs[:4]}-{signs[4:]}"


def tidy(typed: str) -> str:
    """A code as it was meant: blanks and hyphens away, capital letters."""
    kept = [sign for sign in typed.upper() if sign in SIGNS]
    return "".join(kept)


def mark(key: str | None) -> int | None:
    """The first eight bytes of a key's digest, as the database holds them."""
    if key is None:
        return None
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big", signed=True)
