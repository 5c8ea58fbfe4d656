"""Field encryption and blind indexes.

Ciphertext: suite|key id|nonce|text, base64. The associated data binds it to table, column and
row, so a value pasted into another row does not open.
"""

from __future__ import annotations

import base64
import functools
import hmac
import os
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

SUITE = "1"
KEY_ID = "1"


class Unreadable(ValueError):
    """The value was moved, damaged, or sealed with another key."""


@functools.cache
def _cipher(key: str) -> AESGCM:
    return AESGCM(bytes.fromhex(key))


def seal(text: str, column: str, row: UUID) -> str:
    """Encrypt `text` for one column ("people_person.phone") of one row. Empty stays empty."""
    if not text:
        return ""
    nonce = os.urandom(12)
    box = _cipher(settings.NIANGJIA_FIELD_KEY).encrypt(nonce, text.encode(), _bound(column, row))
    return f"{SUITE}|{KEY_ID}|{base64.b64encode(nonce + box).decode()}"


def unseal(sealed: str, column: str, row: UUID) -> str:
    """Decrypt what `seal` made for the same column and row."""
    if not sealed:
        return ""
    suite, key_id, body = sealed.split("|", 2)
    if (suite, key_id) != (SUITE, KEY_ID):
        raise Unreadable(f"suite {suite}, key {key_id}")
    raw = base64.b64decode(body)
    try:
        text = _cipher(settings.NIANGJIA_FIELD_KEY).decrypt(raw[:12], raw[12:], _bound(column, row))
    except InvalidTag as wrong:
        raise Unreadable(column) from wrong
    return text.decode()


def blind(text: str, field: str) -> str:
    """Keyed index for equality, 128 bits hex. Empty stays empty (and is never unique)."""
    if not text:
        return ""
    key = bytes.fromhex(settings.NIANGJIA_INDEX_KEY)
    return hmac.new(key, f"{field}|{text}".encode(), sha256).hexdigest()[:32]


def _bound(column: str, row: UUID) -> bytes:
    return f"{column}|{row}".encode()
